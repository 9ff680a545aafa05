"""Rotations over REST: entered under an act, stepped, each write one service."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import VisibleReference
from activities.api.clearances import ClearanceStepIn
from activities.api.periods import Ends, FirstDay, LastDay, said_of_days, with_periods
from activities.api.said import LABELLED, Labelled
from activities.api.views import Written
from activities.lifecycle import DeploymentState
from activities.models import Authorisation, Deployment, Operation
from activities.selectors import deployments as read
from activities.selectors.operations import last_day_in
from activities.services import deployments as services
from foundation.clock import now, today
from foundation.rest.lists import Column
from foundation.rest.serializers import StrictModelSerializer
from foundation.rest.steps import step
from foundation.rest.views import listed


class DeploymentStepShape(serializers.Serializer):
    """A state reached on a legal day."""

    state = serializers.ChoiceField(DeploymentState.choices)
    reached_on = serializers.DateField()
    recorded_at = serializers.DateTimeField()
    by = serializers.CharField(source="by.full_name", default=None)
    reason = serializers.CharField()


class DeploymentSerializer(StrictModelSerializer):
    """One rotation; `last_on` is its last day abroad. `predecessor` is the rotation it relieves."""

    operation = VisibleReference(queryset=Operation.in_context)
    authorisation = VisibleReference(queryset=Authorisation.in_context)
    predecessor = VisibleReference(queryset=Deployment.in_context, required=False, allow_null=True)
    starts_on = FirstDay("period")
    last_on = LastDay("period", required=False, allow_null=True)
    successors: serializers.ManyRelatedField = serializers.SlugRelatedField(
        "reference", many=True, read_only=True
    )
    steps = DeploymentStepShape(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Deployment
        typed = (
            "authorisation", "rotation_no", "role", "headcount", "starts_on", "last_on", "predecessor", "remark",
        )  # fmt: skip
        fields = (
            "reference", "operation", *typed, "successors", "state", "state_on", "steps", "marking", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "state", "state_on", "version")


class DeploymentEntry(Labelled, DeploymentSerializer):
    """A new rotation with its label and the day it was decided."""

    on = serializers.DateField(required=False, help_text="Decided on; today when it is left out.")

    class Meta(DeploymentSerializer.Meta):
        fields = ("operation", *DeploymentSerializer.Meta.typed, "on", *LABELLED)


class DeploymentChange(DeploymentSerializer):
    """What may be changed; the operation stays."""

    operation = VisibleReference(read_only=True)


class DeploymentFilter(django_filters.FilterSet):
    """?state=deployed&operation=OPN-2026-7K3QF&authorisation=AUT-2026-7K3QF&abroad=true&overdue=true"""

    state = django_filters.ChoiceFilter(choices=DeploymentState.choices)
    operation = django_filters.CharFilter("operation__reference", max_length=20)
    authorisation = django_filters.CharFilter("authorisation__reference", max_length=20)
    abroad = django_filters.BooleanFilter(method="filter_abroad")
    overdue = django_filters.BooleanFilter(method="filter_overdue")

    class Meta:
        model = Deployment
        fields: list[str] = []

    def filter_abroad(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Those who are there, or the rest."""
        there = read.abroad(queryset)
        return there if value else queryset.exclude(pk__in=there.values("pk"))

    def filter_overdue(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """There although their last day has passed, or the rest."""
        late = read.overdue(queryset, on=today())
        return late if value else queryset.exclude(pk__in=late.values("pk"))


@listed
class DeploymentViewSet(Written):
    """Rotations of own forces abroad, under the ceiling and inside the days of their authorisation."""

    ends: Ends = {"period": ("starts_on", "last_on")}
    serializer_class = DeploymentSerializer
    entry_class = DeploymentEntry
    filterset_class = DeploymentFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("operation", "operation__reference", nullable=False),
        Column("short_name", "operation__short_name", nullable=False),
        Column("authorisation", "authorisation__reference", nullable=False),
        Column("rotation_no", "rotation_no", int, nullable=False),
        Column("role", "role", nullable=False),
        Column("headcount", "headcount", int, nullable=False),
        Column("state", "state", nullable=False),
        Column("starts_on", "period__startswith", dt.date, nullable=False),
        Column("last_on", "last_on", dt.date),
    )
    orderings = {"rotation_no": "rotation_no", "state": "state", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.deployments(to=self.subject).annotate(last_on=last_day_in("period"))

    def get_queryset(self) -> QuerySet:
        return read.deployment_pages(to=self.subject)

    def get_serializer_class(self) -> Any:
        return DeploymentChange if self.action == "partial_update" else DeploymentSerializer

    @extend_schema(request=DeploymentEntry, responses={201: DeploymentSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter a rotation under its authorisation."""
        with said_of_days(self.ends):
            facts = with_periods(self.typed(request), self.ends)
            return self.answer(services.record(by=self.subject, at=now(), **facts), 201)

    def perform_update(self, record: Deployment, data: dict[str, Any], version: int) -> Deployment:
        with said_of_days(self.ends):
            facts = with_periods(data, self.ends, record)
            return services.amend(record, by=self.subject, version=version, **facts)

    prepare = step("prepare", ClearanceStepIn, services.prepare, answers=DeploymentSerializer)
    deploy = step("deploy", ClearanceStepIn, services.deploy, answers=DeploymentSerializer)
    rotate = step("rotate", ClearanceStepIn, services.rotate, answers=DeploymentSerializer)
    bring_home = step("bring-home", ClearanceStepIn, services.bring_home, answers=DeploymentSerializer)
    call_off = step("call-off", ClearanceStepIn, services.call_off, answers=DeploymentSerializer)
