"""Cases over REST: reading them, and deciding on exactly the content one has read (interfaces.md)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet
from approvals.api.filters import CaseFilter
from approvals.api.serializers import (
    CaseSerializer,
    DecideSerializer,
    RecallSerializer,
    RecordOutsideSerializer,
)
from approvals.selectors.cases import with_due_day
from approvals.services.decisions import decide
from approvals.services.evidence import Paper, record_outside
from approvals.services.recalls import recall
from foundation.clock import now, today
from foundation.rest.lists import Column
from foundation.rest.parsers import StrictJSONParser
from foundation.rest.preconditions import expected_version
from foundation.rest.views import listed


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
