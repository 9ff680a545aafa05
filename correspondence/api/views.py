"""Correspondence over REST: each write is one service."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from access.rest import ClassifiedViewSet, Relabels
from access.services.labels import chosen
from correspondence.api import serializers
from correspondence.api.filters import CorrespondenceFilter
from correspondence.models import Correspondence
from correspondence.selectors import correspondence as read
from correspondence.services import drafting, exports, register, steps
from documents.pages.forms import content_of
from foundation.clock import now, today
from foundation.rest.lists import Column
from foundation.rest.parsers import StrictJSONParser
from foundation.rest.preconditions import expected_version
from foundation.rest.views import Amends, Creates, listed

STEPPING = "stepping"


def step(attribute: str, shape: type[Serializer], call: Callable[..., Any]) -> Any:
    """A verb of a note as POST {reference}/{verb}/: If-Match, one service.

    `attribute` ends in _note where the verb alone means something else to the library.
    """

    def run(self: ClassifiedViewSet, request: Request, **kwargs: Any) -> Response:
        version = expected_version(request)
        record = self.get_object()
        given = shape(data=request.data)
        given.is_valid(raise_exception=True)
        facts = {"on": today(), **given.validated_data}
        return self.answer(call(record, by=self.subject, at=now(), version=version, **facts))

    run.__name__ = attribute
    run.__doc__ = (call.__doc__ or "").strip().splitlines()[0]
    return extend_schema(request=shape)(
        action(detail=True, methods=["post"], url_path=attribute.removesuffix("_note"), name=STEPPING)(run)
    )


@listed
class CorrespondenceViewSet(Creates, Amends, Relabels, ClassifiedViewSet):
    """Notes verbales, letters, aide-mémoires, non-papers and exchanges of notes."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = serializers.CorrespondenceSerializer
    entry_class = serializers.CorrespondenceEntry
    filterset_class = CorrespondenceFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("direction", "direction", nullable=False),
        Column("state", "state", nullable=False),
        Column("number", "number", nullable=False),
        Column("dated_on", "dated_on", dt.date),
        Column("received_on", "received_on", dt.date),
        Column("sender", "sender_code"),
        Column("sender_name", "sender_name", nullable=False),
        Column("addressee", "addressee_code"),
        Column("addressee_name", "addressee_name", nullable=False),
        Column("subject", "subject", nullable=False),
        Column("reply_expected", "reply_expected", bool, nullable=False),
        Column("reply_due_on", "reply_due_on", dt.date),
        Column("in_reply_to", "in_reply_to__reference"),
        Column("about", "about_reference", nullable=False),
    )
    orderings = {"reference": "reference", "state_on": "state_on", "number": "number"}

    def rows(self) -> QuerySet:
        return read.register(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.pages(to=self.subject)

    def needs_if_match(self) -> bool:
        """For the OpenAPI document."""
        return getattr(self, "name", None) == STEPPING or self.action in {"relabel", "attach_file"}

    @extend_schema(
        request=serializers.CorrespondenceEntry, responses={201: serializers.CorrespondenceSerializer}
    )
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter a draft, or what came in."""
        return self.answer(register.record(by=self.subject, at=now(), **self.typed(request)), 201)

    def perform_update(self, record: Correspondence, data: dict[str, Any], version: int) -> Correspondence:
        return register.amend(record, by=self.subject, version=version, **data)

    @extend_schema(request=serializers.DraftShape, responses={201: serializers.CorrespondenceSerializer})
    @action(detail=False, methods=["post"])
    def draft(self, request: Request, **kwargs: Any) -> Response:
        """Draft a note about a record, in both languages."""
        given = serializers.DraftShape(data=request.data)
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        level, caveats = data.pop("classification", None), data.pop("caveats")
        label = chosen(level or "official_use", caveats, by=self.subject) if level or caveats else None
        return self.answer(drafting.draft(**data, label=label, by=self.subject, at=now()), 201)

    @extend_schema(request={"multipart/form-data": serializers.ScanShape})
    @action(
        detail=True,
        methods=["post"],
        url_path="attach-file",
        parser_classes=[MultiPartParser, StrictJSONParser],
    )
    def attach_file(self, request: Request, **kwargs: Any) -> Response:
        """Attach a scan or an annex, sent as a form; it is read at /files/{reference}/."""
        version = expected_version(request)
        record = self.get_object()
        given = serializers.ScanShape(data=request.data)
        given.is_valid(raise_exception=True)
        file = content_of(given.validated_data["file"])
        return self.answer(register.attach_file(record, by=self.subject, version=version, file=file))

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], url_path="paper/(?P<language>[^/]+)/(?P<form>[^/]+)")
    def paper(self, request: Request, language: str, form: str, **kwargs: Any) -> HttpResponse:
        """The note on paper, in either language, as PDF or DOCX."""
        exports.check_form(language, form)
        note = self.get_object()
        data = exports.export(note, by=self.subject, at=now(), language=language, form=form)
        answer = HttpResponse(data, content_type=exports.MEDIA[form])
        answer["Content-Disposition"] = content_disposition_header(
            True, exports.file_name(note, language, form)
        )
        return answer

    dispatch_note = step("dispatch_note", serializers.NoteDayShape, steps.dispatch)
    receive = step("receive", serializers.NoteDayShape, steps.receive)
    answer_note = step("answer_note", serializers.NoteReasonShape, steps.answer)
    close = step("close", serializers.NoteReasonShape, steps.close)
    cancel = step("cancel", serializers.NoteCancelShape, steps.cancel)
