"""Imports over REST: a table is brought in, looked at, confirmed or put aside; each write is one service."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet
from documents.api.filters import ImportFilter
from documents.api.serializers import BringShape, FindingSerializer, ImportSerializer, told
from documents.models import ImportFinding
from documents.pages.forms import content_of
from documents.selectors.imports import findings, import_pages, imports, table_import
from documents.services import imports as service
from documents.tasks import ring
from foundation.clock import today
from foundation.rest.lists import PAGING, Column, page_of, refuse_unknown
from foundation.rest.parsers import StrictJSONParser
from foundation.rest.preconditions import expected_version
from foundation.rest.serializers import StrictSerializer
from foundation.rest.views import listed

STEPPING = "stepping"
FINDING = tuple(Column(name, name) for name in ("row", "column", "severity", "code", "parameters"))


@listed
class ImportViewSet(ClassifiedViewSet):
    """Tables brought in, with what was found in them."""

    http_method_names = ["get", "post", "head", "options"]
    parser_classes = [MultiPartParser, StrictJSONParser]
    serializer_class = ImportSerializer
    filterset_class = ImportFilter
    columns = (
        Column("reference", "reference", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("file", "file__name", nullable=False),
        Column("state", "state", nullable=False),
        Column("state_on", "state_on", dt.date, nullable=False),
        Column("rows", "rows", int),
        Column("errors", "errors", int, nullable=False),
        Column("warnings", "warnings", int, nullable=False),
    )
    orderings = {"reference": "reference", "state": "state"}

    def needs_if_match(self) -> bool:
        """For the OpenAPI document."""
        return getattr(self, "name", None) == STEPPING

    def rows(self) -> QuerySet:
        return imports(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return import_pages(to=self.subject)

    @extend_schema(request={"multipart/form-data": BringShape}, responses={201: ImportSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Bring a table in; it is checked, and nothing is imported until it is confirmed."""
        given = BringShape(data=request.data)
        given.is_valid(raise_exception=True)
        name, data = content_of(given.validated_data["file"])
        kind = given.validated_data["kind"]
        held = service.bring(kind, by=self.subject, on=today(), name=name, data=data)
        ring(held.reference)
        return self.answer(held, 201)

    def _step(self, request: Request, verb: Any) -> Response:
        version = expected_version(request)
        held = self.get_object()
        StrictSerializer(data=request.data).is_valid(raise_exception=True)
        verb(held, by=self.subject, on=today(), version=version)
        ring(held.reference)
        return self.answer(held)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], name=STEPPING)
    def confirm(self, request: Request, **kwargs: Any) -> Response:
        """Import all rows: If-Match."""
        return self._step(request, service.confirm)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], url_path="check-again", name=STEPPING)
    def check_again(self, request: Request, **kwargs: Any) -> Response:
        """Look at the same file once more: If-Match."""
        return self._step(request, service.check_again)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"], name=STEPPING)
    def cancel(self, request: Request, **kwargs: Any) -> Response:
        """Put the table aside: If-Match."""
        return self._step(request, service.cancel)

    @extend_schema(responses={200: FindingSerializer(many=True)}, operation_id="v1_imports_findings")
    @action(detail=True, methods=["get"])
    def findings(self, request: Request, **kwargs: Any) -> Response:
        """Everything the last check found, cursor-paged."""
        refuse_unknown(request.query_params, PAGING - {"ordering", "search"})
        held = table_import(self.kwargs["reference"], to=self.subject)
        page = page_of(self, findings(held, to=self.subject), FINDING, ("severity", "row", "id"))
        page["results"] = [told(ImportFinding(**row), held.kind) for row in page["results"]]
        return Response(page)
