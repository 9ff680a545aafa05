"""Reports of attachés and their rhythms over REST; each write is one service."""

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
from access.services.labels import chosen
from attaches.models import Post
from documents.pages.forms import content_of
from foundation.clock import now
from foundation.errors import InvalidInput
from foundation.rest.lists import Column
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.steps import step
from foundation.rest.views import Creates, listed
from missions.api.of_posts import PERIOD_COLUMNS, PeriodFilter, PeriodSerializer, SteppedViewSet
from missions.models import PostReport, ReportingRhythm
from missions.selectors import post_reports as read
from missions.services import post_reports as services
from missions.terms import ReportRhythm


class RhythmSerializer(StrictModelSerializer):
    """How often a post reports, from which day on, until which it did."""

    post = VisibleReference(queryset=Post.in_context)
    starts_on = serializers.DateField(source="period.lower", read_only=True)
    ends_before = serializers.DateField(source="period.upper", allow_null=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = ReportingRhythm
        fields = ("reference", "post", "every", "starts_on", "ends_before", "marking", "version")
        read_only_fields = ("reference", "version")


class RhythmEntry(StrictSerializer):
    """A new rhythm: its first day is that of a month, or of a quarter."""

    post = VisibleReference(queryset=Post.in_context)
    every = serializers.ChoiceField(ReportRhythm.choices, default=ReportRhythm.MONTH)
    starts_on = serializers.DateField()
    classification = serializers.ChoiceField(settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)


class RhythmEndShape(StrictSerializer):
    """Its last day, and why it ends."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class PostReportSerializer(PeriodSerializer):
    """The report of a period; `ends_on` is its last day, from which reminders are counted."""

    file = serializers.CharField(source="file.reference", default=None, read_only=True)
    submitted_by = serializers.CharField(source="submitted_by.full_name", default=None, read_only=True)
    is_owed = serializers.BooleanField(read_only=True)
    is_late = serializers.BooleanField(read_only=True)

    class Meta:
        model = PostReport
        fields = (
            "reference", "post", "rhythm", "starts_on", "ends_on", "summary", "file", "submitted_on", "submitted_by",
            "waived_on", "waived_because", "is_owed", "is_late", "marking", "version",
        )  # fmt: skip
        read_only_fields = fields


class PostReportShape(StrictSerializer):
    """The report in words, or as a file (multipart/form-data)."""

    on = serializers.DateField(required=False)
    summary = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    file = serializers.FileField(required=False, allow_empty_file=True)


class RhythmFilter(django_filters.FilterSet):
    """?post=PST-2026-7K3QF&every=month"""

    post = django_filters.CharFilter("post__reference", max_length=20)
    every = django_filters.ChoiceFilter(choices=ReportRhythm.choices)

    class Meta:
        model = ReportingRhythm
        fields: list[str] = []


class PostReportFilter(PeriodFilter):
    """?post=PST-2026-7K3QF&owed=true&ends_by=2026-12-31"""

    class Meta:
        model = PostReport
        fields: list[str] = []

    def still_owed(self, rows: QuerySet) -> QuerySet:
        """Neither submitted nor done without."""
        return read.still_owed(rows)


@listed
class RhythmViewSet(Creates, SteppedViewSet):
    """Which post reports how often."""

    serializer_class = RhythmSerializer
    filterset_class = RhythmFilter
    columns = (
        Column("reference", "reference", nullable=False),
        Column("post", "post__reference", nullable=False),
        Column("every", "every", nullable=False),
        Column("starts_on", "period__startswith", dt.date, nullable=False),
        Column("ends_before", "period__endswith", dt.date),
    )
    orderings = {"reference": "reference"}

    def rows(self) -> QuerySet:
        return read.rhythms(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return self.rows().select_related("post", "label")

    @extend_schema(request=RhythmEntry, responses={201: RhythmSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Set a rhythm; what has begun is owed at once."""
        given = RhythmEntry(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        said = dict(given.validated_data)
        label = chosen(said["classification"], said["caveats"], by=self.subject)
        facts: dict[str, Any] = {"every": said["every"], "on": said["starts_on"], "label": label}
        try:
            held = services.set_rhythm(said["post"], by=self.subject, at=now(), **facts)
        except InvalidInput as refusal:  # the words stand beside the field that was sent
            day = {"on": "starts_on"}
            refusal.fields = {day.get(name, name): words for name, words in refusal.fields.items()}
            raise
        return self.answer(held, 201)

    end = step("end", RhythmEndShape, services.end_rhythm, answers=RhythmSerializer)


@listed
class PostReportViewSet(SteppedViewSet):
    """Reports of attachés: opened by their rhythm, submitted, done without; never deleted."""

    serializer_class = PostReportSerializer
    filterset_class = PostReportFilter
    searchable = True
    columns = (
        *PERIOD_COLUMNS,
        Column("submitted_on", "submitted_on", dt.date),
        Column("waived_on", "waived_on", dt.date),
    )
    orderings = {"ends_on": "ends_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.post_reports(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.post_report_pages(to=self.subject)

    submit = step(
        "submit", PostReportShape, services.submit, answers=PostReportSerializer, file="file", read=content_of
    )
    waive = step("waive", RhythmEndShape, services.waive, answers=PostReportSerializer)
