"""What sources say about operations, over REST: entered once, withdrawn, never changed; each write is one service."""

import datetime as dt
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import VisibleReference
from activities.api.clearances import ClearanceStepIn
from activities.api.views import Entered
from activities.models import Contribution, Operation, StatedFigure
from activities.selectors import operations as read
from activities.services import operations
from activities.terms import Measure
from foundation.clock import now
from foundation.rest.lists import Column
from foundation.rest.serializers import StrictModelSerializer
from foundation.rest.steps import step
from foundation.rest.views import listed

LABELLED = ("classification", "caveats")


class Labelled(serializers.Serializer):
    """The label a new record is entered with."""

    classification = serializers.ChoiceField(settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)


class ContributionSerializer(StrictModelSerializer):
    """How many served in a year by one source. Never changed: withdrawn, and others stand beside it."""

    operation = VisibleReference(queryset=Operation.in_context)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Contribution
        fields = (
            "reference", "operation", "year", "role", "headcount", "is_estimate", "source", "said_on",
            "withdrawn_on", "withdrawn_because", "marking", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "withdrawn_on", "withdrawn_because", "version")


class ContributionEntry(Labelled, ContributionSerializer):
    """A new figure with its label."""

    class Meta(ContributionSerializer.Meta):
        fields = ("operation", "year", "role", "headcount", "is_estimate", "source", "said_on", *LABELLED)


class StatedFigureSerializer(StrictModelSerializer):
    """A number as somebody has stated it; without an operation it is said of all together."""

    operation = VisibleReference(queryset=Operation.in_context, required=False, allow_null=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = StatedFigure
        fields = (
            "reference", "operation", "measure", "bound", "number", "since_year", "wording", "source", "said_on",
            "withdrawn_on", "withdrawn_because", "marking", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "withdrawn_on", "withdrawn_because", "version")


class StatedFigureEntry(Labelled, StatedFigureSerializer):
    """A new figure with its label."""

    class Meta(StatedFigureSerializer.Meta):
        fields = (
            "operation", "measure", "bound", "number", "since_year", "wording", "source", "said_on", *LABELLED,
        )  # fmt: skip


class SaidFilter(django_filters.FilterSet):
    """?operation=OPN-2026-7K3QF&withdrawn=false"""

    operation = django_filters.CharFilter("operation__reference", max_length=20)
    withdrawn = django_filters.BooleanFilter("withdrawn_on", lookup_expr="isnull", exclude=True)


class ContributionFilter(SaidFilter):
    """?year=2019&is_estimate=false"""

    year = django_filters.NumberFilter(min_value=1900, max_value=2200)
    is_estimate = django_filters.BooleanFilter()

    class Meta:
        model = Contribution
        fields: list[str] = []


class FigureFilter(SaidFilter):
    """?measure=sent_in_all"""

    measure = django_filters.ChoiceFilter(choices=Measure.choices)

    class Meta:
        model = StatedFigure
        fields: list[str] = []


class Said(Entered):
    """Entered once and withdrawn, never changed."""


@listed
class ContributionViewSet(Said):
    """Yearly headcounts, each with its source and its day."""

    serializer_class = ContributionSerializer
    entry_class = ContributionEntry
    filterset_class = ContributionFilter
    columns = (
        Column("reference", "reference", nullable=False),
        Column("operation", "operation__reference", nullable=False),
        Column("year", "year", int, nullable=False),
        Column("role", "role", nullable=False),
        Column("headcount", "headcount", int, nullable=False),
        Column("is_estimate", "is_estimate", bool, nullable=False),
        Column("source", "source", nullable=False),
        Column("said_on", "said_on", dt.date, nullable=False),
        Column("withdrawn_on", "withdrawn_on", dt.date),
    )
    orderings = {"year": "year", "said_on": "said_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.contributions(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return self.rows().select_related("operation", "label")

    @extend_schema(request=ContributionEntry, responses={201: ContributionSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Record a figure."""
        return self.answer(operations.contribute(by=self.subject, at=now(), **self.typed(request)), 201)

    withdraw = step(
        "withdraw", ClearanceStepIn, operations.withdraw_contribution, answers=ContributionSerializer
    )


@listed
class StatedFigureViewSet(Said):
    """Numbers as somebody has stated them, beside what is counted."""

    serializer_class = StatedFigureSerializer
    entry_class = StatedFigureEntry
    filterset_class = FigureFilter
    columns = (
        Column("reference", "reference", nullable=False),
        Column("operation", "operation__reference"),
        Column("measure", "measure", nullable=False),
        Column("bound", "bound", nullable=False),
        Column("number", "number", int, nullable=False),
        Column("since_year", "since_year", int),
        Column("source", "source", nullable=False),
        Column("said_on", "said_on", dt.date, nullable=False),
        Column("withdrawn_on", "withdrawn_on", dt.date),
    )
    orderings = {"said_on": "said_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.figures(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return self.rows().select_related("operation", "label")

    @extend_schema(request=StatedFigureEntry, responses={201: StatedFigureSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Record a figure as it was stated."""
        return self.answer(operations.state(by=self.subject, at=now(), **self.typed(request)), 201)

    withdraw = step("withdraw", ClearanceStepIn, operations.withdraw_figure, answers=StatedFigureSerializer)
