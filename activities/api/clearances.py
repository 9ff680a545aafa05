"""Diplomatic clearances over REST: prepared, asked for by note, answered, used; each write is one service."""

import datetime as dt
from functools import partial
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels, VisibleReference
from activities.lifecycle import ClearanceState
from activities.models import Activity, DiplomaticClearance
from activities.selectors import clearances as read
from activities.services import clearance_approval
from activities.services import clearances as services
from correspondence.models import Correspondence
from directory.models import Country
from foundation.clock import now, today
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.serializers import InstantField, StrictModelSerializer, StrictSerializer
from foundation.rest.steps import step as verb_step
from foundation.rest.views import Amends, Creates, listed

TYPED = (
    "activity", "granting", "flag", "vehicle", "craft", "passage", "cargo", "cargo_words", "route", "enters_at",
    "leaves_at", "told_latest_on", "waiver",
)  # fmt: skip
FOUND = (
    "rule", "lead", "latest_on", "note", "sent_on", "number", "valid_from", "valid_until", "used_at", "state",
    "state_on",
)  # fmt: skip


class ClearanceStepShape(serializers.Serializer):
    """A state reached on a legal day."""

    state = serializers.ChoiceField(ClearanceState.choices)
    reached_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(source="by.full_name", default=None)
    reason = serializers.CharField()


class DiplomaticClearanceSerializer(StrictModelSerializer):
    """One clearance. `latest_on` follows from the rule table; `lead` says "no rule: ask" where the table has a gap."""

    activity = VisibleReference(queryset=Activity.in_context, required=False, allow_null=True)
    granting = VisibleReference(slug_field="iso2", queryset=Country.objects)
    flag = VisibleReference(slug_field="iso2", queryset=Country.objects)
    rule = serializers.CharField(source="rule.code", default=None, read_only=True)
    lead = serializers.SerializerMethodField()
    note = serializers.CharField(source="note.reference", default=None, read_only=True)
    steps = ClearanceStepShape(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = DiplomaticClearance
        fields = ("reference", *TYPED, *FOUND, "steps", "marking", "version")
        read_only_fields = (
            "reference",
            *(name for name in FOUND if name not in {"rule", "note", "lead"}),
            "version",
        )

    @extend_schema_field(str)
    def get_lead(self, row: DiplomaticClearance) -> str:
        """The rule in words."""
        return lead_words(row)


def lead_words(row: Any) -> str:
    """ "14 working days ahead", or that there is no rule."""
    if row.rule is None:
        return _("no rule: ask")
    return _("%(count)d %(days)s ahead") % {
        "count": row.rule.lead_days, "days": row.rule.get_day_type_display(),
    }  # fmt: skip


class ClearanceEntry(DiplomaticClearanceSerializer):
    """A new request with its label."""

    on = serializers.DateField(required=False, help_text="Prepared on; today when it is left out.")
    classification = serializers.ChoiceField(settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)

    class Meta(DiplomaticClearanceSerializer.Meta):
        fields = (*TYPED, "on", "classification", "caveats")
        read_only_fields = ()


class ClearanceStepIn(StrictSerializer):
    """The legal day of a step (today when it is left out) and its reason."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class SendShape(StrictSerializer):
    """The note on record that asks; without one, the latest about this clearance. A waiver when it is late."""

    note = VisibleReference(queryset=Correspondence.in_context, required=False)
    waiver = serializers.CharField(required=False, allow_blank=True, max_length=300)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class GrantShape(ClearanceStepIn):
    """Number and hours; the hours follow from the rule when they are left out."""

    number = serializers.CharField(max_length=60)
    valid_from = InstantField(required=False)
    valid_until = InstantField(required=False)


class UseShape(StrictSerializer):
    """When it crossed."""

    used_at = InstantField()
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class LapseShape(StrictSerializer):
    """Nothing but a reason is said: the hours speak for themselves."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class ClearanceFilter(django_filters.FilterSet):
    """?state=draft&granting=AZ&flag=TR&late=true&no_rule=true&activity=ACT-2026-7K3QF"""

    state = django_filters.ChoiceFilter(choices=ClearanceState.choices)
    granting = CodeFilter("granting__iso2", of="directory.Country", code="iso2")
    flag = CodeFilter("flag__iso2", of="directory.Country", code="iso2")
    activity = django_filters.CharFilter("activity__reference", max_length=20)
    late = django_filters.BooleanFilter(method="filter_late")
    no_rule = django_filters.BooleanFilter(method="filter_no_rule")

    class Meta:
        model = DiplomaticClearance
        fields: list[str] = []

    def filter_late(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Not asked for although the latest day has passed, or the rest."""
        late = read.late_clearances(queryset, on=today())
        return late if value else queryset.exclude(pk__in=late.values("pk"))

    def filter_no_rule(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Where somebody has to be asked first, or the rest."""
        gaps = read.without_rule(queryset)
        return gaps if value else queryset.exclude(pk__in=gaps.values("pk"))


step = partial(verb_step, answers=DiplomaticClearanceSerializer)


@listed
class ClearanceViewSet(Creates, Amends, Relabels, ClassifiedViewSet):
    """Permissions for aircraft, ships and convoys, asked of us and by us."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = DiplomaticClearanceSerializer
    entry_class = ClearanceEntry
    filterset_class = ClearanceFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("granting", "granting__iso2", nullable=False),
        Column("flag", "flag__iso2", nullable=False),
        Column("vehicle", "vehicle", nullable=False),
        Column("craft", "craft", nullable=False),
        Column("passage", "passage", nullable=False),
        Column("cargo", "cargo", nullable=False),
        Column("enters_at", "enters_at", dt.datetime, nullable=False),
        Column("rule", "rule__code"),
        Column("latest_on", "latest_on", dt.date),
        Column("state", "state", nullable=False),
        Column("valid_until", "valid_until", dt.datetime),
    )
    orderings = {
        "latest_on": "latest_on",
        "enters_at": "enters_at",
        "state": "state",
        "reference": "reference",
    }

    def rows(self) -> QuerySet:
        return read.clearances(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.clearance_pages(to=self.subject)

    @extend_schema(request=ClearanceEntry, responses={201: DiplomaticClearanceSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Prepare a request."""
        return self.answer(services.record(by=self.subject, at=now(), **self.typed(request)), 201)

    def perform_update(
        self, record: DiplomaticClearance, data: dict[str, Any], version: int
    ) -> DiplomaticClearance:
        return services.amend(record, by=self.subject, version=version, **data)

    submit = step("submit", ClearanceStepIn, clearance_approval.submit)
    take_back = step("take-back", LapseShape, clearance_approval.take_back, dated=False)
    send = step("send", SendShape, services.send, dated=False)
    grant = step("grant", GrantShape, services.grant)
    refuse = step("refuse", ClearanceStepIn, services.refuse)
    use = step("use", UseShape, services.use, dated=False)
    lapse = step("lapse", LapseShape, services.lapse, dated=False)
    withdraw = step("withdraw", ClearanceStepIn, services.withdraw)
