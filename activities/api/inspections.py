"""Inspections, evaluations and their quotas over REST; each write is one service."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import VisibleReference
from accounts.models import Office
from activities.api.clearances import ClearanceStepIn
from activities.api.periods import Ends, FirstDay, LastDay, said_of_days, with_periods
from activities.api.said import LABELLED, Labelled
from activities.api.views import Entered, Written
from activities.lifecycle import InspectionState
from activities.models import InspectionEvent, InspectionQuota
from activities.selectors import inspections as read
from activities.selectors.operations import last_day_in
from activities.services import inspections as services
from activities.terms import InspectionDirection, InspectionKind, Regime
from directory.models import Country
from foundation.clock import now
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.serializers import InstantField, StrictModelSerializer, StrictSerializer
from foundation.rest.steps import step
from foundation.rest.views import listed


class InspectionStepShape(serializers.Serializer):
    """A state reached on a day."""

    state = serializers.ChoiceField(InspectionState.choices)
    reached_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(source="by.full_name", default=None)
    reason = serializers.CharField()


class InspectionSerializer(StrictModelSerializer):
    """A request and what came of it; `reply_due_at` follows from `requested_at` and `reply_hours`."""

    country = VisibleReference(slug_field="iso2", queryset=Country.objects)
    office = VisibleReference(slug_field="code", queryset=Office.objects, required=False, allow_null=True)
    starts_on = FirstDay("period", required=False, allow_null=True)
    last_on = LastDay("period", required=False, allow_null=True)
    is_late = serializers.BooleanField(read_only=True)
    steps = InspectionStepShape(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = InspectionEvent
        typed = (
            "regime", "kind", "direction", "country", "requested_at", "requested_zone", "reply_hours", "quota_year",
            "counts", "area", "starts_on", "last_on", "team", "office", "outcome",
        )  # fmt: skip
        fields = (
            "reference", *typed, "reply_due_at", "replied_at", "is_late", "refused_because", "state", "state_on",
            "steps", "marking", "version",
        )  # fmt: skip
        read_only_fields = (
            "reference", "reply_due_at", "replied_at", "refused_because", "state", "state_on", "version",
        )  # fmt: skip


class InspectionEntry(Labelled, InspectionSerializer):
    """A new request with its label; hours and year are those of the regime where they are left out."""

    reply_hours = serializers.IntegerField(min_value=1, max_value=240, required=False)
    quota_year = serializers.IntegerField(min_value=1991, max_value=2200, required=False)

    class Meta(InspectionSerializer.Meta):
        fields = (*InspectionSerializer.Meta.typed, *LABELLED)


class AnswerShape(StrictSerializer):
    """The hour of the answer (now when it is left out); a refusal says why."""

    replied_at = InstantField(required=False)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class CarriedOutShape(ClearanceStepIn):
    """The day, and what came of it."""

    outcome = serializers.CharField(max_length=4_000, required=False, allow_blank=True)


class QuotaSerializer(StrictModelSerializer):
    """How many a year a regime allows; ended, never changed."""

    starts_on = FirstDay("period")
    last_on = LastDay("period", required=False, allow_null=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = InspectionQuota
        typed = ("regime", "kind", "direction", "per_year", "starts_on", "last_on", "source")
        fields = ("reference", *typed, "marking", "version")
        read_only_fields = ("reference", "version")


class QuotaEntry(Labelled, QuotaSerializer):
    """A new quota with its label."""

    class Meta(QuotaSerializer.Meta):
        fields = (*QuotaSerializer.Meta.typed, *LABELLED)


class InspectionFilter(django_filters.FilterSet):
    """?regime=vienna_document&direction=passive&state=requested&country=DE&quota_year=2026&late=true"""

    regime = django_filters.ChoiceFilter(choices=Regime.choices)
    kind = django_filters.ChoiceFilter(choices=InspectionKind.choices)
    direction = django_filters.ChoiceFilter(choices=InspectionDirection.choices)
    state = django_filters.ChoiceFilter(choices=InspectionState.choices)
    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    quota_year = django_filters.NumberFilter(min_value=1900, max_value=2200)
    late = django_filters.BooleanFilter(method="filter_late")

    class Meta:
        model = InspectionEvent
        fields: list[str] = []

    def filter_late(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Answered, or not answered, after the hour; or the rest."""
        late = read.late_answers(queryset, at=now())
        return late if value else queryset.exclude(pk__in=late.values("pk"))


class QuotaFilter(django_filters.FilterSet):
    """?regime=vienna_document&direction=passive"""

    regime = django_filters.ChoiceFilter(choices=Regime.choices)
    kind = django_filters.ChoiceFilter(choices=InspectionKind.choices)
    direction = django_filters.ChoiceFilter(choices=InspectionDirection.choices)

    class Meta:
        model = InspectionQuota
        fields: list[str] = []


@listed
class InspectionViewSet(Written):
    """Inspections and evaluations, ours and theirs, with their hour clock."""

    ends: Ends = {"period": ("starts_on", "last_on")}
    serializer_class = InspectionSerializer
    entry_class = InspectionEntry
    filterset_class = InspectionFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("regime", "regime", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("direction", "direction", nullable=False),
        Column("country", "country__iso2", nullable=False),
        Column("quota_year", "quota_year", int, nullable=False),
        Column("requested_at", "requested_at", dt.datetime, nullable=False),
        Column("reply_due_at", "reply_due_at", dt.datetime),
        Column("replied_at", "replied_at", dt.datetime),
        Column("state", "state", nullable=False),
    )
    orderings = {"requested_at": "requested_at", "reply_due_at": "reply_due_at", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.inspections(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.inspection_pages(to=self.subject)

    @extend_schema(request=InspectionEntry, responses={201: InspectionSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Record a request."""
        with said_of_days(self.ends):
            facts = with_periods(self.typed(request), self.ends)
            return self.answer(services.record(by=self.subject, at=now(), **facts), 201)

    def perform_update(self, record: InspectionEvent, data: dict[str, Any], version: int) -> InspectionEvent:
        with said_of_days(self.ends):
            facts = with_periods(data, self.ends, record)
            return services.amend(record, by=self.subject, at=now(), version=version, **facts)

    accept = step("accept", AnswerShape, services.accept, answers=InspectionSerializer, dated=False)
    refuse = step("refuse", AnswerShape, services.refuse, answers=InspectionSerializer, dated=False)
    carry_out = step("carry-out", CarriedOutShape, services.carry_out, answers=InspectionSerializer)
    call_off = step("call-off", ClearanceStepIn, services.call_off, answers=InspectionSerializer)


@listed
class QuotaViewSet(Entered):
    """Quotas of inspections as dated facts."""

    ends: Ends = {"period": ("starts_on", "last_on")}
    serializer_class = QuotaSerializer
    entry_class = QuotaEntry
    filterset_class = QuotaFilter
    columns = (
        Column("reference", "reference", nullable=False),
        Column("regime", "regime", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("direction", "direction", nullable=False),
        Column("per_year", "per_year", int, nullable=False),
        Column("starts_on", "period__startswith", dt.date, nullable=False),
        Column("last_on", "last_on", dt.date),
    )
    orderings = {"regime": "regime", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.quotas(to=self.subject).annotate(last_on=last_day_in("period"))

    def get_queryset(self) -> QuerySet:
        return read.quotas(to=self.subject).select_related("label")

    @extend_schema(request=QuotaEntry, responses={201: QuotaSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Record a quota."""
        with said_of_days(self.ends):
            facts = with_periods(self.typed(request), self.ends)
            return self.answer(services.set_quota(by=self.subject, at=now(), **facts), 201)

    end = step("end", ClearanceStepIn, services.end_quota, answers=QuotaSerializer)
