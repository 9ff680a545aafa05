"""Cases over REST: reading them, and deciding on exactly the content one has read (interfaces.md)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet
from approvals.api.exports import asked_for, printed, printed_sheet
from approvals.api.filters import CaseFilter
from approvals.api.serializers import (
    CaseChangesSerializer,
    CaseSerializer,
    CaseStandstillSerializer,
    DecideSerializer,
    RecallSerializer,
    RecordOutsideSerializer,
)
from approvals.pages.exports import attachment
from approvals.selectors.cases import case_of, with_due_day
from approvals.selectors.changes import since_last_agreed
from approvals.selectors.standstill import standstill
from approvals.services import exports
from approvals.services.decisions import decide
from approvals.services.evidence import Paper, record_outside
from approvals.services.recalls import recall
from foundation.clock import now, today
from foundation.errors import InvalidInput
from foundation.rest.lists import Column, refuse_unknown
from foundation.rest.parsers import StrictJSONParser
from foundation.rest.preconditions import expected_version
from foundation.rest.views import listed


def _version_asked(given: str | None) -> int | None:
    """The number of a version; anything else is an error beside its name."""
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal() and 0 < len(given) < 6):
        raise InvalidInput(fields={"since": [_("The number of a version.")]})
    return int(given)


@listed
class CaseViewSet(ClassifiedViewSet):
    """Approval cases the caller may see."""

    serializer_class = CaseSerializer
    filterset_class = CaseFilter
    columns = (
        Column("reference", "reference", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("matter", "object_reference", nullable=False),
        Column("version_no", "version_no", int, nullable=False),
        Column("round_no", "round_no", int, nullable=False),
        Column("state", "state", nullable=False),
        Column("phase", "phase", nullable=False),
        Column("mission", "mission__code"),
        Column("opened_on", "opened_on", dt.date, nullable=False),
        Column("due_on", "due_on", dt.date),
        Column("closed_on", "closed_on", dt.date),
        Column("acted_on", "acted_on", dt.date),
    )
    orderings = {"opened_on": "opened_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return with_due_day(to=self.subject)

    @extend_schema(request=DecideSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, **kwargs: Any) -> Response:
        """Give the word of the office acted in, on the content whose hash is sent; If-Match is checked when sent."""
        case = self.get_object()
        version = expected_version(request) if "If-Match" in request.headers else None
        given = DecideSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        decide(case, by=self.subject, at=now(), on=today(), version=version, **given.validated_data)
        return self.answer(case)

    @extend_schema(
        parameters=[
            OpenApiParameter("since", int, description="Another version the caller's office answered.")
        ],
        responses=CaseChangesSerializer,
    )
    @action(detail=True, methods=["get"])
    def changes(self, request: Request, **kwargs: Any) -> Response:
        """What changed, word by word, since the caller or a colleague last agreed, as the case page shows it."""
        refuse_unknown(request.query_params, ("since",))
        since = _version_asked(request.query_params.get("since"))
        case = case_of(kwargs["reference"], to=self.subject)
        found = since_last_agreed(case, to=self.subject, since=since)
        shown = {
            "version_no": case.version_no,
            "since": found.since if found else None,
            "differences": found.differences if found else (),
            "others": found.others if found else (),
        }
        return Response(CaseChangesSerializer(shown).data)

    @extend_schema(responses=CaseStandstillSerializer)
    @action(detail=True, methods=["get"])
    def standstill(self, request: Request, **kwargs: Any) -> Response:
        """Vacant offices, stand-ins, what the health check finds, and who has been told, as the case page says it."""
        refuse_unknown(request.query_params, ())
        case = case_of(kwargs["reference"], to=self.subject)
        return Response(CaseStandstillSerializer(standstill(case, to=self.subject, on=today())).data)

    @printed
    @action(detail=True, methods=["get"])
    def export(self, request: Request, **kwargs: Any) -> HttpResponse:
        """What the case is about on paper, with its decision sheet: PDF or DOCX, the frame in either language."""
        asked = asked_for(request)
        case = case_of(kwargs["reference"], to=self.subject)
        return attachment(exports.export(case, by=self.subject, at=now(), **asked))

    @printed_sheet
    @action(detail=True, methods=["get"], url_path="decision-sheet")
    def decision_sheet(self, request: Request, **kwargs: Any) -> HttpResponse:
        """The decision sheet alone as PDF, for the paper file."""
        asked = asked_for(request, formats=False)
        case = case_of(kwargs["reference"], to=self.subject)
        return attachment(exports.export_sheet(case, by=self.subject, at=now(), **asked))

    @extend_schema(request=RecallSerializer, responses=CaseSerializer)
    @action(detail=True, methods=["post"])
    def recall(self, request: Request, **kwargs: Any) -> Response:
        """Take the own agreement back while nobody has decided after it."""
        case = self.get_object()
        given = RecallSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        recall(case, by=self.subject, at=now(), on=today(), **given.validated_data)
        return self.answer(case)

    @extend_schema(request={"multipart/form-data": RecordOutsideSerializer}, responses=CaseSerializer)
    @action(
        detail=True,
        methods=["post"],
        url_path="record-outside",
        parser_classes=[MultiPartParser, StrictJSONParser],
    )
    def record_outside(self, request: Request, **kwargs: Any) -> Response:
        """Record a decision taken on paper, with its scan; nobody decides for anybody by this."""
        case = self.get_object()
        version = expected_version(request) if "If-Match" in request.headers else None
        given = RecordOutsideSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        sent, office = data.pop("file"), data.pop("office")
        told = {name: data.pop(name) for name in ("decided_by", "decided_on", "letter", "citation")}
        paper = Paper(file=(sent.name, sent.read()), **told)
        record_outside(
            case,
            by=self.subject,
            office_code=office,
            paper=paper,
            at=now(),
            on=today(),
            version=version,
            **data,
        )
        return self.answer(case)
