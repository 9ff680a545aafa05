"""Base of every resource: lists from columns, details with ETag, writes through one service."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.core.exceptions import ValidationError as NotAValue
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from foundation.errors import RecordChanged
from foundation.rest.lists import (
    PAGING,
    Column,
    chosen_ordering,
    narrowed,
    page_of,
    refuse_unclear,
    refuse_unknown,
    refuse_unknown_codes,
    row_serializer,
)
from foundation.rest.parsers import refuse_nul
from foundation.rest.preconditions import etag, expected_version


class _Page(serializers.Serializer):
    """A page of a list."""

    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class RecordViewSet(GenericViewSet):
    """List and detail of one resource by reference.

    Subclasses name `columns`, `orderings`, `filterset_class` and `serializer_class` (detail), give `rows()` and,
    where the resource is written, `perform_create`/`perform_update` that call one service.
    """

    lookup_field = "reference"
    lookup_value_regex = "[^/]+"
    columns: ClassVar[tuple[Column, ...]] = ()
    orderings: ClassVar[Mapping[str, str]] = {}
    default_ordering: ClassVar[tuple[str, ...]] = ("-id",)
    filterset_class: ClassVar[Any] = None
    searchable: ClassVar[bool] = False

    def rows(self) -> Any:
        """What the subject may see; never more."""
        raise ImproperlyConfigured(f"{type(self).__name__} does not say which rows it shows.")

    def get_queryset(self) -> Any:
        return self.rows()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if any("\x00" in str(part) for part in kwargs.values()):
            raise Http404
        refuse_nul(request.query_params.dict())

    def filter_names(self) -> list[str]:
        """Names of the filters, also for the schema."""
        return sorted(self.filterset_class.base_filters) if self.filterset_class else []

    def filtered(self, request: Request) -> Any:
        """Rows under the given filters and search; raises for unknown names and bad values."""
        refuse_unknown(request.query_params, PAGING.union(self.filter_names()))
        queryset = self.rows()
        if self.filterset_class and (given := frozenset(request.query_params) - PAGING):
            filters = narrowed(self.filterset_class, given)
            refuse_unclear(request.query_params, filters.base_filters)
            filterset = filters(request.query_params, queryset=queryset, request=request)
            if not filterset.is_valid():
                raise ValidationError(filterset.errors)
            queryset = filterset.qs
        words = request.query_params.get("search", "").strip()
        if not words:
            return queryset
        if not self.searchable:
            raise ValidationError({"search": [_("This list cannot be searched.")]})
        return queryset.matching(words)

    def list(self, request: Request, **kwargs: Any) -> Response:
        ordering = chosen_ordering(request.query_params, self.orderings, self.default_ordering)
        page = page_of(self, self.filtered(request), self.columns, ordering)
        if self.filterset_class and not page["results"]:
            refuse_unknown_codes(self.filterset_class.base_filters, request.query_params)
        return Response(page)

    def retrieve(self, request: Request, **kwargs: Any) -> Response:
        return self.shown(self.get_object())

    def get_object(self) -> Any:
        """The record of the address; a write that names an older version ends here, whatever else is wrong with it."""
        refuse_unknown(self.request.query_params, ())
        try:
            record = self.get_queryset().filter(**{self.lookup_field: self.kwargs["reference"]}).first()
        except (ValueError, NotAValue):  # not even the shape of a reference
            record = None
        if record is None:
            raise Http404
        if "If-Match" in self.request.headers and self.request.method not in SAFE_METHODS:
            self.refuse_stale(record)
        return record

    def refuse_stale(self, record: Any) -> None:
        """The services look again under their lock."""
        if expected_version(self.request) != record.version:
            raise RecordChanged

    def answer(self, record: Any, status: int = 200) -> Response:
        """The written record as it stands now."""
        return self.shown(self.get_queryset().get(pk=record.pk), status)

    def shown(self, record: Any, status: int = 200) -> Response:
        """A record that carries everything its document says."""
        return Response(self.get_serializer(record).data, status=status, headers={"ETag": etag(record)})


class Creates:
    """POST on a resource: validates with the serializer, then one service."""

    def create(self, request: Request, **kwargs: Any) -> Response:
        serializer = self.get_serializer(data=request.data)  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        record = self.perform_create(serializer.validated_data)  # type: ignore[attr-defined]
        return self.answer(record, 201)  # type: ignore[attr-defined]


class Amends:
    """PATCH on a record: If-Match, then one service."""

    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        version = expected_version(request)
        record = self.get_object()  # type: ignore[attr-defined]
        serializer = self.get_serializer(record, data=request.data, partial=True)  # type: ignore[attr-defined]
        serializer.is_valid(raise_exception=True)
        saved = self.perform_update(record, serializer.validated_data, version)  # type: ignore[attr-defined]
        return self.answer(saved)  # type: ignore[attr-defined]


class OpenViewSet(RecordViewSet):
    """Base for the closed list of open tables (decisions.md 1)."""


def listed(viewset: type[RecordViewSet]) -> type[RecordViewSet]:
    """Class decorator: publishes the list's row shape in the OpenAPI document."""
    shape = row_serializer(viewset.__name__.removesuffix("ViewSet"), viewset.columns)
    page = type(f"{shape.__name__}Page", (_Page,), {"results": shape(many=True)})

    def list(self: RecordViewSet, request: Request, **kwargs: Any) -> Response:
        return RecordViewSet.list(self, request, **kwargs)

    viewset.list = extend_schema(responses={200: page})(list)  # type: ignore[method-assign]
    return viewset
