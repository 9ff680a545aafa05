"""Officers, posts, postings and accreditations over REST: each write is one service."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from access.rest import ClassifiedViewSet, Relabels
from attaches.api import filters, serializers, shapes
from attaches.api.around import STEPPING, AroundOfficers, AroundPostings, AroundPosts, submit
from attaches.selectors import accreditations as read_accreditations
from attaches.selectors import officers as read_officers
from attaches.selectors import postings as read_postings
from attaches.selectors import posts as read_posts
from attaches.services import accreditations, notes, officers, postings, posts, remarks, taking_over, tenures
from foundation.clock import now, today
from foundation.rest.lists import Column
from foundation.rest.preconditions import expected_version, version_of_part
from foundation.rest.views import Amends, Creates, listed


def step(attribute: str, shape: type[Serializer], call: Callable[..., Any]) -> Any:
    """A verb of a record's lifecycle as POST {reference}/{attribute}/, underscores as dashes: If-Match, one service."""

    def run(self: ClassifiedViewSet, request: Request, **kwargs: Any) -> Response:
        version = expected_version(request)
        record = self.get_object()
        given = shape(data=request.data)
        given.is_valid(raise_exception=True)
        facts = {"on": today(), **given.validated_data}
        return self.answer(call(record, by=self.subject, at=now(), version=version, **facts))

    run.__name__ = attribute
    run.__doc__ = (call.__doc__ or "").strip().splitlines()[0]
    decorated = action(detail=True, methods=["post"], url_path=attribute.replace("_", "-"), name=STEPPING)(
        run
    )
    return extend_schema(request=shape)(decorated)


class Written(Creates, Amends, Relabels, ClassifiedViewSet):
    """A resource that is created, amended and stepped."""

    http_method_names = ["get", "post", "patch", "head", "options"]

    def needs_if_match(self) -> bool:
        """For the OpenAPI document."""
        return getattr(self, "name", None) == STEPPING or self.action == "relabel"


@listed
class OfficerViewSet(AroundOfficers, Written):
    """Officers by name and rank; personal particulars for those on the `personal` list."""

    serializer_class = serializers.OfficerSerializer
    filterset_class = filters.OfficerFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("full_name", "full_name", nullable=False),
        Column("rank", "rank", nullable=False),
        Column("service_branch", "service_branch", nullable=False),
    )
    orderings = {"full_name": "name_key", "reference": "reference"}
    default_ordering = ("name_key", "id")

    def rows(self) -> QuerySet:
        return read_officers.officers(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read_officers.officer_pages(to=self.subject)

    def perform_create(self, data: dict[str, Any]) -> Any:
        return officers.record(by=self.subject, **data)

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> Any:
        return officers.amend(record, by=self.subject, version=version, **data)

    @extend_schema(request=serializers.ParticularsSerializer)
    @action(detail=True, methods=["post"])
    def particulars(self, request: Request, **kwargs: Any) -> Response:
        """Enter the personal row, or correct it as of the version that was read."""
        record = self.get_object()
        given = serializers.ParticularsSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        version = version_of_part(facts, getattr(record, "particulars", None))
        officers.record_particulars(record, by=self.subject, version=version, **facts)
        return self.answer(record)

    @extend_schema(request=serializers.LanguageSerializer)
    @action(detail=True, methods=["post"])
    def languages(self, request: Request, **kwargs: Any) -> Response:
        """Enter the result of a language assessment."""
        record = self.get_object()
        given = serializers.LanguageSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        officers.record_language(record, by=self.subject, at=now(), **given.validated_data)
        return self.answer(record)


@listed
class PostViewSet(AroundPosts, Written):
    """Posts with who holds them today."""

    serializer_class = serializers.PostSerializer
    filterset_class = filters.PostFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("code", "code", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("title", "title", nullable=False),
        Column("mission", "mission__code", nullable=False),
        Column("country", "mission__country__iso2"),
        Column("organisation", "mission__organisation__code"),
        Column("state", "state", nullable=False),
        Column("incumbent_posting", "incumbent_posting"),
        Column("incumbent_officer", "incumbent_officer"),
        Column("incumbent_name", "incumbent_name"),
        Column("incumbent_until", "incumbent_until", dt.date),
    )
    orderings = {"code": "code", "state": "state", "kind": "kind"}
    default_ordering = ("code", "id")

    def rows(self) -> QuerySet:
        return read_posts.posts(to=self.subject, on=today())

    def get_queryset(self) -> QuerySet:
        return read_posts.post_pages(to=self.subject, on=today())

    def perform_create(self, data: dict[str, Any]) -> Any:
        return posts.plan(by=self.subject, **_as_of(data))

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> Any:
        data.pop("code", None)
        return posts.amend(record, by=self.subject, on=today(), version=version, **data)

    advance = step("advance", shapes.PostStepShape, posts.advance)


@listed
class PostingViewSet(AroundPostings, Written):
    """Postings with their accreditations, rotation and steps."""

    serializer_class = serializers.PostingSerializer
    filterset_class = filters.PostingFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("post", "post__reference", nullable=False),
        Column("code", "post__code", nullable=False),
        Column("mission", "post__mission__code", nullable=False),
        Column("country", "post__mission__country__iso2"),
        Column("officer", "officer__reference", nullable=False),
        Column("officer_name", "officer__full_name", nullable=False),
        Column("rank", "officer__rank", nullable=False),
        Column("state", "state", nullable=False),
        Column("planned_from", "planned__startswith", dt.date, nullable=False),
        Column("planned_to", "planned__endswith", dt.date, nullable=False),
        Column("incumbent_from", "incumbency__startswith", dt.date),
        Column("incumbent_to", "incumbency__endswith", dt.date),
        Column("taken_over_on", "taken_over_on", dt.date),
    )
    orderings = {"planned_to": "planned__endswith", "planned_from": "planned__startswith", "state": "state"}

    def rows(self) -> QuerySet:
        return read_postings.postings(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read_postings.posting_pages(to=self.subject)

    def perform_create(self, data: dict[str, Any]) -> Any:
        receivers = data.pop("receivers", [])
        return postings.propose(by=self.subject, accreditations=receivers, **_as_of(_planned(data)))

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> Any:
        return postings.amend(record, by=self.subject, version=version, **_planned(data))

    @extend_schema(request=serializers.TakeOverSerializer, responses={201: serializers.PostingSerializer})
    @action(detail=False, methods=["post"], url_path="take-over")
    def take_over(self, request: Request, **kwargs: Any) -> Response:
        """Enter a posting that runs or is over already, from an older record."""
        given = serializers.TakeOverSerializer(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        facts = {"accreditations": given.validated_data.pop("receivers", []), **given.validated_data}
        return self.answer(taking_over.take_over(by=self.subject, at=now(), **facts), 201)

    submit = step("submit", shapes.NoShape, submit)
    advance = step("advance", shapes.PostingStepShape, postings.advance)
    extend = step("extend", shapes.ExtendShape, postings.extend)
    restore = step("restore", shapes.StepShape, postings.restore)
    arrive = step("arrive", shapes.DayShape, tenures.record_arrival)
    assume = step("assume", shapes.AssumeShape, tenures.assume)
    recall = step("recall", shapes.RecallShape, tenures.recall)
    declare_png = step("declare_png", shapes.StepShape, tenures.declare_png)
    end = step("end", shapes.EndShape, tenures.end)
    depart = step("depart", shapes.StepShape, tenures.record_departure)

    @extend_schema(request=shapes.RemarkShape)
    @action(detail=True, methods=["post"])
    def remark(self, request: Request, **kwargs: Any) -> Response:
        """Add a remark that only those who hold its label read."""
        record = self.get_object()
        given = shapes.RemarkShape(data=request.data)
        given.is_valid(raise_exception=True)
        remarks.add(record, by=self.subject, **given.validated_data)
        return self.answer(record)


def _as_of(data: dict[str, Any]) -> dict[str, Any]:
    """The day a record is entered as of: as said, else today."""
    return {"on": today(), **data, "at": now()}


def _planned(data: dict[str, Any]) -> dict[str, Any]:
    """`planned_from` and `planned_to` as the services take them."""
    days = data.pop("planned", {})
    names = {"lower": "planned_from", "upper": "planned_to"}
    return {**data, **{names[edge]: day for edge, day in days.items()}}


@listed
class AccreditationViewSet(Written):
    """One row per receiving State or organisation; its verbs carry the posting along where it is the principal one."""

    serializer_class = serializers.AccreditationSerializer
    filterset_class = filters.AccreditationFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("posting", "posting__reference", nullable=False),
        Column("officer_name", "posting__officer__full_name", nullable=False),
        Column("role", "role", nullable=False),
        Column("receiver", "receiver", nullable=False),
        Column("state", "state", nullable=False),
        Column("consent_note_on", "consent_note_on", dt.date),
        Column("consent_reply_on", "consent_reply_on", dt.date),
        Column("accreditation_note_on", "accreditation_note_on", dt.date),
        Column("accredited_on", "accredited_on", dt.date),
        Column("ended_on", "ended_on", dt.date),
    )
    orderings = {"receiver": "receiver", "state": "state"}

    def rows(self) -> QuerySet:
        return read_accreditations.accreditations(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read_accreditations.accreditation_pages(to=self.subject)

    def perform_create(self, data: dict[str, Any]) -> Any:
        return accreditations.plan(data.pop("posting"), by=self.subject, **_as_of(data))

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> Any:
        return accreditations.amend(record, by=self.subject, version=version, **data)

    request_consent = step("request_consent", shapes.DayShape, notes.request)
    record_consent = step("record_consent", shapes.DayShape, notes.record_consent)
    refuse = step("refuse", shapes.StepShape, notes.refuse)
    send_second_note = step("send_second_note", shapes.DayShape, notes.send_second_note)
    accredit = step("accredit", shapes.DayShape, notes.accredit)
    object = step("object", shapes.StepShape, notes.object_to)
    end = step("end", shapes.StepShape, notes.end)
    withdraw = step("withdraw", shapes.StepShape, notes.withdraw)
