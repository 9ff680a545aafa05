"""Mission papers over REST (interfaces.md)."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels
from approvals.api.exports import asked_for, printed
from approvals.pages.exports import attachment
from foundation.clock import now, today
from foundation.rest.lists import Column
from foundation.rest.preconditions import etag, expected_version
from foundation.rest.views import Amends, Creates, listed
from missions.api.around import AroundPapers
from missions.api.entries import (
    PaperDraftSerializer,
    PaperEditSerializer,
    PaperNoteSerializer,
    PaperWithdrawSerializer,
)
from missions.api.filters import PaperFilter
from missions.api.serializers import PaperSerializer, PaperVersionContentSerializer
from missions.models import MissionPaper
from missions.selectors.papers import papers_with_hash, version_of
from missions.services import exports, papers, submissions

WRITTEN = {"create": PaperDraftSerializer, "partial_update": PaperEditSerializer}
GUARDED = {
    "attach",
    "detach",
    "submit",
    "redraft",
    "withdraw",
    "annotate",
    "relabel",
    "review",
    "confirm_review",
}


@listed
class MissionPaperViewSet(AroundPapers, Creates, Amends, Relabels, ClassifiedViewSet):
    """Mission papers the caller may see."""

    serializer_class = PaperSerializer
    filterset_class = PaperFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("title", "title", nullable=False),
        Column("state", "state", nullable=False),
        Column("mission", "mission__code", nullable=False),
        Column("country", "country__iso2", nullable=False),
        Column("starts_on", "first_day", dt.date, nullable=False),
        Column("last_on", "last_day", dt.date, nullable=False),
        Column("version_no", "current_no", int, nullable=False),
        Column("content_hash", "content_hash", nullable=False),
    )
    orderings = {"starts_on": "first_day", "last_on": "last_day", "reference": "reference"}

    def rows(self) -> QuerySet:
        return papers_with_hash(to=self.subject)

    def get_serializer_class(self) -> Any:
        return WRITTEN.get(self.action, PaperSerializer)

    def answer(self, record: MissionPaper, status: int = 200) -> Response:
        """The paper as it stands now, whatever was sent."""
        fresh = self.get_queryset().get(pk=record.pk)
        shown = PaperSerializer(fresh, context=self.get_serializer_context()).data
        return Response(shown, status=status, headers={"ETag": etag(fresh)})

    @extend_schema(request=PaperDraftSerializer, responses={201: PaperSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        return super().create(request, **kwargs)

    @extend_schema(request=PaperEditSerializer, responses=PaperSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        return super().partial_update(request, **kwargs)

    def perform_create(self, data: dict[str, Any]) -> MissionPaper:
        caveats = tuple(sorted(data.pop("caveats", ())))
        return papers.draft(by=self.subject, at=now(), on=today(), caveats=caveats, **data)

    def perform_update(self, paper: MissionPaper, data: dict[str, Any], version: int) -> MissionPaper:
        return papers.edit(paper, by=self.subject, version=version, at=now(), **data)

    def needs_if_match(self) -> bool:
        """For the schema: verbs are based on the version that was read."""
        return self.action in GUARDED

    @extend_schema(request=None, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, **kwargs: Any) -> Response:
        """Freeze the draft and open its approval case; `case` of the answer names it."""
        version, paper = expected_version(request), self.get_object()
        submissions.submit(paper, by=self.subject, version=version, at=now(), on=today())
        return self.answer(paper)

    @extend_schema(request=None, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def redraft(self, request: Request, **kwargs: Any) -> Response:
        """After a return: a new version in draft, copied from the last."""
        version, paper = expected_version(request), self.get_object()
        return self.answer(papers.redraft(paper, by=self.subject, version=version, at=now(), on=today()))

    @extend_schema(request=PaperWithdrawSerializer, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        """Take the paper back before it takes effect; says why."""
        version, paper = expected_version(request), self.get_object()
        given = PaperWithdrawSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        reason = given.validated_data["reason"]
        by = self.subject
        return self.answer(
            submissions.withdraw(paper, by=by, reason=reason, version=version, at=now(), on=today())
        )

    @extend_schema(request=PaperNoteSerializer, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def annotate(self, request: Request, **kwargs: Any) -> Response:
        """Change the working note, which lies outside the hash."""
        version, paper = expected_version(request), self.get_object()
        given = PaperNoteSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return self.answer(papers.annotate(paper, by=self.subject, version=version, **given.validated_data))

    @extend_schema(request=None, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, **kwargs: Any) -> Response:
        """The caller's office confirms the paper in effect as its own."""
        paper = self.get_object()
        papers.acknowledge(paper, by=self.subject, on=today())
        return self.answer(paper)

    @extend_schema(responses=PaperVersionContentSerializer)
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<no>[0-9]{1,4})")
    def version(self, request: Request, no: str = "", **kwargs: Any) -> Response:
        """Content and hash of one version."""
        found = version_of(self.get_object().reference, int(no), to=self.subject)
        return Response(PaperVersionContentSerializer(found).data)

    @printed
    @action(detail=True, methods=["get"], url_path=r"versions/(?P<no>[0-9]{1,4})/export")
    def export(self, request: Request, no: str = "", **kwargs: Any) -> HttpResponse:
        """One version on paper, with its decision sheet: PDF or DOCX, the frame in either language."""
        asked = asked_for(request)
        found = version_of(kwargs["reference"], int(no), to=self.subject)
        return attachment(exports.export(found, by=self.subject, at=now(), **asked))
