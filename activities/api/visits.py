"""Visits over REST, addressed like their activities."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, VisibleReference
from activities.engine import PhaseStanding
from activities.lifecycle import ProtocolLevel, VisitPhase
from activities.models import Activity, DelegationSeat, Visit
from activities.selectors import visits as read
from activities.services import delegations
from activities.services import visits as services
from activities.terms import RankLevel
from directory.models import Country
from foundation.clock import now, today
from foundation.errors import PreconditionMissing
from foundation.permissions import require
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.preconditions import expected_version
from foundation.rest.serializers import InstantField, StrictModelSerializer, StrictSerializer
from foundation.rest.views import Amends, Creates, listed

MOST = delegations.MOST


class SeatShape(StrictSerializer):
    """A place in a delegation, in the order of precedence; who takes it only for those on the `personal` list."""

    country = VisibleReference(slug_field="iso2", queryset=Country.objects)
    rank_level = serializers.ChoiceField(RankLevel.choices)
    is_head = serializers.BooleanField(default=False)
    name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    position = serializers.CharField(max_length=200, required=False, allow_blank=True)

    def to_representation(self, instance: DelegationSeat) -> dict[str, Any]:
        person = read.person_of(instance)
        shown: dict[str, Any] = {
            "country": instance.country.iso2, "rank_level": instance.rank_level, "is_head": instance.is_head,
        }  # fmt: skip
        if person is not None:  # hidden and never entered look the same
            shown |= {"name": person.name, "position": person.position}
        return shown


class NameShape(StrictSerializer):
    """Who takes a place."""

    place = serializers.IntegerField(min_value=1, max_value=MOST)
    name = serializers.CharField(max_length=200)
    position = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class NamesShape(StrictSerializer):
    """Names of the delegations, whole: a place that is not named has no name."""

    names = NameShape(many=True)
    names_seen = serializers.CharField(max_length=64, required=False, allow_blank=True)


class ProgrammeShape(StrictSerializer):
    """A point of the programme."""

    starts_at = InstantField()
    ends_at = InstantField()
    subject = serializers.CharField(max_length=300)
    place = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    responsible = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class PhaseShape(serializers.Serializer):
    """A phase, its last day and how it stands today."""

    phase = serializers.ChoiceField(VisitPhase.choices)
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)
    standing = serializers.ChoiceField(PhaseStanding.choices)


class VisitSerializer(StrictModelSerializer):
    """A visit; a list that is written replaces the one before."""

    reference = serializers.CharField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    delegation = SeatShape(many=True, required=False)
    names_seen = serializers.CharField(max_length=64, required=False, allow_blank=True)
    programme = ProgrammeShape(many=True, required=False)
    phases = serializers.SerializerMethodField()
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Visit
        fields = (
            "reference", "protocol_level", "purpose", "contact", "gifts", "delegation", "names_seen",
            "programme", "phases", "marking", "version",
        )  # fmt: skip

    def to_representation(self, instance: Visit) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        if tag := read.names_tag(read.names_of(instance)):
            shown["names_seen"] = tag  # sent back by whoever writes names over these
        return shown

    @extend_schema_field(PhaseShape(many=True))
    def get_phases(self, visit: Visit) -> Any:
        """In their order, as of today."""
        return PhaseShape(read.phase_lines(visit, on=today()), many=True).data


class VisitEntry(VisitSerializer):
    """The visit an activity is."""

    activity = VisibleReference(queryset=Activity.in_context)

    class Meta(VisitSerializer.Meta):
        fields = ("activity", "protocol_level", "purpose", "contact", "gifts", "delegation", "programme")


class PrepareShape(StrictSerializer):
    """Which phase is done, and when."""

    phase = serializers.ChoiceField(VisitPhase.choices)
    on = serializers.DateField(required=False)


class VisitFilter(django_filters.FilterSet):
    """?protocol_level=minister&country=TR"""

    protocol_level = django_filters.ChoiceFilter(choices=ProtocolLevel.choices)
    country = CodeFilter("activity__country__iso2", of="directory.Country", code="iso2")

    class Meta:
        model = Visit
        fields: list[str] = []


@listed
class VisitViewSet(Creates, Amends, ClassifiedViewSet):
    """Who comes, how received, what is done hour by hour."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = VisitSerializer
    filterset_class = VisitFilter
    lookup_field = "activity__reference"
    lookup_url_kwarg = "reference"
    columns = (
        Column("reference", "activity__reference", nullable=False),
        Column("title", "activity__title", nullable=False),
        Column("country", "activity__country__iso2", nullable=False),
        Column("protocol_level", "protocol_level", nullable=False),
        Column("starts_on", "activity__starts_on", dt.date, nullable=False),
        Column("ends_on", "activity__ends_on", dt.date, nullable=False),
        Column("state", "activity__state", nullable=False),
    )
    orderings = {"starts_on": "activity__starts_on"}

    def rows(self) -> QuerySet:
        return read.visits(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.visit_pages(to=self.subject)

    @extend_schema(request=VisitEntry, responses={201: VisitSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Make an activity a visit."""
        given = VisitEntry(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        visit = services.write(data.pop("activity"), by=self.subject, at=now(), begins=True, **data)
        return self.answer(visit, 201)

    def perform_update(self, record: Visit, data: dict[str, Any], version: int) -> Visit:
        if any("name" in row or "position" in row for row in data.get("delegation", ())):
            data["names_seen"] = _seen(record, data)
        return services.write(record.activity, by=self.subject, at=now(), version=version, **data)

    @extend_schema(request=NamesShape, responses=VisitSerializer)
    @action(detail=True, methods=["post"])
    def names(self, request: Request, **kwargs: Any) -> Response:
        """Say who takes which place; for those on the `personal` list."""
        version = expected_version(request)
        record = self.get_object()
        given = NamesShape(data=request.data)
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        require(self.subject, "visits.name")
        seen = _seen(record, facts)
        visit = delegations.name(
            record.activity, by=self.subject, at=now(), version=version, names=facts["names"], seen=seen
        )
        return self.answer(visit)

    @extend_schema(request=PrepareShape, responses=VisitSerializer)
    @action(detail=True, methods=["post"])
    def prepare(self, request: Request, **kwargs: Any) -> Response:
        """A phase is done."""
        version = expected_version(request)
        record = self.get_object()
        given = PrepareShape(data=request.data)
        given.is_valid(raise_exception=True)
        facts = {"on": today(), **given.validated_data}
        return self.answer(
            services.prepare(record.activity, by=self.subject, at=now(), version=version, **facts)
        )


def _seen(record: Visit, given: dict[str, Any]) -> str:
    """What a body says was read of the names; raises PreconditionMissing where names are there and it says nothing."""
    seen: str | None = given.pop("names_seen", None)
    if seen is None and read.names_of(record):
        raise PreconditionMissing(_("Send what you read of the names as “names_seen”."))
    return seen or ""
