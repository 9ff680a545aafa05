"""Reminders set by hand over REST; each write is one service."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet
from accounts.models import Office
from foundation.clock import today
from foundation.rest.lists import Column
from foundation.rest.preconditions import expected_version
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.views import Creates, listed
from reminders.models import CustomReminder
from reminders.selectors.custom import custom_reminders, has_lapsed, names_of
from reminders.services import custom_reminders as services
from reminders.terms import MOST_DAYS_BEFORE, About, Repeat, next_told


class CustomReminderSerializer(StrictModelSerializer):
    """One reminder; the record and the addressee stay, the rest may be changed. Without an office: for the caller."""

    record = serializers.CharField(max_length=20)
    about = serializers.ChoiceField(About.choices, default=About.OWN_WORDS)
    repeats = serializers.ChoiceField(Repeat.choices, default=Repeat.ONCE)
    office = serializers.SlugRelatedField(
        "code", queryset=Office.objects.all(), allow_null=True, default=None
    )
    is_for_one_person = serializers.SerializerMethodField()
    set_in = serializers.CharField(source="set_in.code", read_only=True)
    next_told_on = serializers.SerializerMethodField()
    reaches_nobody = serializers.SerializerMethodField()
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = CustomReminder
        fields = (
            "reference", "record", "about", "sentence", "day", "days_before", "repeats", "until", "office",
            "is_for_one_person", "set_in", "set_on", "taken_back_on", "next_told_on", "reaches_nobody", "marking",
            "version",
        )  # fmt: skip
        read_only_fields = ("reference", "set_on", "taken_back_on", "version")
        extra_kwargs = {"days_before": {"max_value": MOST_DAYS_BEFORE}}

    def get_is_for_one_person(self, row: CustomReminder) -> bool:
        """Set for whoever set it alone."""
        return row.person_id is not None

    def get_next_told_on(self, row: CustomReminder) -> dt.date | None:
        """The next day on which it comes; null when nothing comes any more."""
        told = next_told(row.day, row.days_before, row.repeats, row.until, today())
        reader = self.context["view"].subject
        return None if row.is_taken_back or has_lapsed(row, to=reader, on=today()) else told

    def get_reaches_nobody(self, row: CustomReminder) -> bool:
        """Nobody of the office may read it today: it waits until somebody may, or until he is back who set it."""
        return not row.is_taken_back and services.reaches_nobody(row, on=today())


class ChangeShape(StrictSerializer):
    """What may be changed; what is left out stays."""

    sentence = serializers.CharField(max_length=300, required=False)
    day = serializers.DateField(required=False)
    days_before = serializers.IntegerField(min_value=0, max_value=MOST_DAYS_BEFORE, required=False)
    repeats = serializers.ChoiceField(Repeat.choices, required=False)
    until = serializers.DateField(required=False, allow_null=True)


class Nothing(StrictSerializer):
    """A verb that takes no words refuses a body that has some."""


class CustomReminderFilter(django_filters.FilterSet):
    """?record=MPA-2026-7K3QF&taken_back=false"""

    record = django_filters.CharFilter(method="of_record", max_length=20)
    about = django_filters.ChoiceFilter(choices=About.choices)
    taken_back = django_filters.BooleanFilter("taken_back_on", lookup_expr="isnull", exclude=True)

    class Meta:
        model = CustomReminder
        fields: list[str] = []

    def of_record(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Those set on what was merged into the record too."""
        return queryset.filter(record__in=names_of(value, to=self.request._request.subject))


@listed
class CustomReminderViewSet(Creates, ClassifiedViewSet):
    """Reminders set by hand on any record; taken back, never deleted."""

    serializer_class = CustomReminderSerializer
    filterset_class = CustomReminderFilter
    http_method_names = ["get", "post", "patch", "head", "options"]
    columns = (
        Column("reference", "reference", nullable=False),
        Column("record", "record", nullable=False),
        Column("about", "about", nullable=False),
        Column("sentence", "sentence", nullable=False),
        Column("day", "day", dt.date, nullable=False),
        Column("days_before", "days_before", int, nullable=False),
        Column("repeats", "repeats", nullable=False),
        Column("until", "until", dt.date),
        Column("office", "office__code", nullable=False),
        Column("taken_back_on", "taken_back_on", dt.date),
    )
    orderings = {"day": "day", "reference": "reference"}

    def rows(self) -> QuerySet:
        return custom_reminders(to=self.subject)

    def perform_create(self, told: dict[str, Any]) -> CustomReminder:
        """One service."""
        return services.set_by_hand(told.pop("record"), by=self.subject, on=today(), **told)

    @extend_schema(request=ChangeShape, responses=CustomReminderSerializer)
    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Another sentence or other days."""
        version = expected_version(request)
        row = self.get_object()
        given = ChangeShape(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        return self.answer(
            services.change(row, by=self.subject, on=today(), version=version, **given.validated_data)
        )

    @extend_schema(request=None, responses=CustomReminderSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, **kwargs: Any) -> Response:
        """Nobody is told any more."""
        Nothing(data=request.data).is_valid(raise_exception=True)
        version = expected_version(request)
        row = self.get_object()
        return self.answer(services.take_back(row, by=self.subject, on=today(), version=version))
