"""Coordination meetings and action items over REST."""

import datetime as dt
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, VisibleReference
from access.services.labels import chosen
from accounts.models import Office
from foundation.clock import today
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.preconditions import expected_version
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.views import Amends, Creates, listed
from missions.models import ActionItem, CoordinationMeeting
from missions.selectors.meetings import action_items, meetings
from missions.services import meetings as services
from missions.terms import CoordinationLevel, ItemOutcome


class ActionItemSerializer(StrictModelSerializer):
    """Something to be done by an office until a day."""

    classification = serializers.ChoiceField(settings.LADDER, write_only=True, default="official_use")
    meeting = VisibleReference(queryset=CoordinationMeeting.in_context, required=False, allow_null=True)
    owner = VisibleReference("code", queryset=Office.objects)
    label = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = ActionItem
        fields = (
            "reference", "meeting", "level", "task", "owner", "due_on", "case_reference", "about_reference", "outcome",
            "closed_on", "result", "classification", "label", "version",
        )  # fmt: skip
        read_only_fields = (
            "reference", "case_reference", "about_reference", "outcome", "closed_on", "result", "version",
        )  # fmt: skip


class MeetingItemSerializer(serializers.ModelSerializer):
    """An action item of a meeting."""

    owner = serializers.CharField(source="owner.code")

    class Meta:
        model = ActionItem
        fields = ("reference", "task", "owner", "due_on", "outcome", "closed_on")
        read_only_fields = fields


class MeetingSerializer(StrictModelSerializer):
    """A meeting of both ministries with what it left to be done."""

    classification = serializers.ChoiceField(settings.LADDER, write_only=True, default="official_use")
    label = serializers.CharField(source="label.marking", read_only=True)
    items = MeetingItemSerializer(many=True, read_only=True)

    class Meta:
        model = CoordinationMeeting
        fields = (
            "reference", "subject", "level", "planned_on", "place", "agenda", "held_on", "cancelled_on", "attendance",
            "minutes", "items", "classification", "label", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "held_on", "cancelled_on", "attendance", "minutes", "version")


class MeetingHoldShape(StrictSerializer):
    """When it was held, who took part, what was said."""

    on = serializers.DateField()
    attendance = serializers.CharField(required=False, allow_blank=True, max_length=4000, default="")
    minutes = serializers.CharField(max_length=20000)


class MeetingCancelShape(StrictSerializer):
    """Why it will not take place."""

    reason = serializers.CharField(max_length=500)


class ItemCloseShape(StrictSerializer):
    """How it ended."""

    outcome = serializers.ChoiceField(ItemOutcome.choices)
    result = serializers.CharField(max_length=4000)


class MeetingFilter(django_filters.FilterSet):
    """?level=minister, ?planned_from=..., ?planned_to=..., ?open=true"""

    level = django_filters.ChoiceFilter(choices=CoordinationLevel.choices)
    planned_from = django_filters.DateFilter("planned_on", lookup_expr="gte")
    planned_to = django_filters.DateFilter("planned_on", lookup_expr="lte")

    class Meta:
        model = CoordinationMeeting
        fields: list[str] = []


class ActionItemFilter(django_filters.FilterSet):
    """?owner=cmd-head, ?open=true, ?about=MPA-..., ?overdue=true"""

    level = django_filters.ChoiceFilter(choices=CoordinationLevel.choices)
    owner = CodeFilter("owner__code", of="accounts.Office")
    about = django_filters.CharFilter("about_reference")
    open = django_filters.BooleanFilter("closed_on", lookup_expr="isnull")
    overdue = django_filters.BooleanFilter(method="late")

    class Meta:
        model = ActionItem
        fields: list[str] = []

    def late(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """Open past their day, or the others."""
        wanted = {"closed_on__isnull": True, "due_on__lt": today()}
        return rows.filter(**wanted) if value else rows.exclude(**wanted)


@listed
class MeetingViewSet(Creates, Amends, ClassifiedViewSet):
    """Coordination meetings of the two ministries."""

    serializer_class = MeetingSerializer
    filterset_class = MeetingFilter
    searchable = True
    default_ordering = ("-planned_on", "-id")
    columns = (
        Column("reference", "reference", nullable=False),
        Column("subject", "subject", nullable=False),
        Column("level", "level", nullable=False),
        Column("planned_on", "planned_on", dt.date, nullable=False),
        Column("held_on", "held_on", dt.date),
        Column("cancelled_on", "cancelled_on", dt.date),
    )
    orderings = {"planned_on": "planned_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return meetings(to=self.subject)

    def perform_create(self, data: dict[str, Any]) -> CoordinationMeeting:
        label = chosen(data.pop("classification"), by=self.subject)
        return services.plan(by=self.subject, label=label, **data)

    def perform_update(
        self, record: CoordinationMeeting, data: dict[str, Any], version: int
    ) -> CoordinationMeeting:
        data.pop("classification", None)
        return services.amend(record, by=self.subject, version=version, **data)

    @extend_schema(request=MeetingHoldShape, responses=MeetingSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, **kwargs: Any) -> Response:
        """It took place."""
        version = expected_version(request)
        record = self.get_object()
        given = MeetingHoldShape(data=request.data)
        given.is_valid(raise_exception=True)
        services.hold(record, by=self.subject, today=today(), version=version, **given.validated_data)
        return self.answer(record)

    @extend_schema(request=MeetingCancelShape, responses=MeetingSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, **kwargs: Any) -> Response:
        """It will not take place."""
        version = expected_version(request)
        record = self.get_object()
        given = MeetingCancelShape(data=request.data)
        given.is_valid(raise_exception=True)
        services.cancel(record, by=self.subject, on=today(), version=version, **given.validated_data)
        return self.answer(record)


@listed
class ActionItemViewSet(Creates, ClassifiedViewSet):
    """What was left to be done, by meetings or because a matter was returned twice."""

    serializer_class = ActionItemSerializer
    filterset_class = ActionItemFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("task", "task", nullable=False),
        Column("level", "level", nullable=False),
        Column("owner", "owner__code", nullable=False),
        Column("due_on", "due_on", dt.date, nullable=False),
        Column("meeting", "meeting__reference"),
        Column("about", "about_reference", nullable=False),
        Column("outcome", "outcome", nullable=False),
        Column("closed_on", "closed_on", dt.date),
    )
    orderings = {"due_on": "due_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return action_items(to=self.subject)

    def perform_create(self, data: dict[str, Any]) -> ActionItem:
        label = chosen(data.pop("classification"), by=self.subject)
        return services.add_item(by=self.subject, label=label, **data)

    @extend_schema(request=ItemCloseShape, responses=ActionItemSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, **kwargs: Any) -> Response:
        """Done, or no longer needed."""
        version = expected_version(request)
        record = self.get_object()
        given = ItemCloseShape(data=request.data)
        given.is_valid(raise_exception=True)
        services.close_item(record, by=self.subject, on=today(), version=version, **given.validated_data)
        return self.answer(record)
