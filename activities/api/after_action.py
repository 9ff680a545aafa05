"""After-action reports and lessons over REST; a report is addressed like its activity."""

import datetime as dt
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels, VisibleReference
from access.services.labels import chosen
from activities.engine import report_due
from activities.lifecycle import LessonTopic
from activities.models import Activity, AfterActionReport, Lesson
from activities.models.after_action import RATINGS
from activities.selectors import lessons as read
from activities.selectors.activities import activities
from activities.services import after_action, lessons
from directory.models import Unit
from foundation.clock import now, today
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.preconditions import expected_version
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.views import Amends, Creates, listed


class ReportSerializer(StrictModelSerializer):
    """A report; `due_on` is thirty days after the last day of the activity."""

    reference = serializers.CharField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    due_on = serializers.SerializerMethodField()
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = AfterActionReport
        fields = (
            "reference",
            "hot_wash_on",
            "summary",
            *RATINGS,
            "due_on",
            "submitted_on",
            "marking",
            "version",
        )
        read_only_fields = ("submitted_on",)

    @extend_schema_field(serializers.DateField)
    def get_due_on(self, row: AfterActionReport) -> dt.date:
        """From the activity's last day."""
        return report_due(row.activity.ends_on)


class ReportEntry(ReportSerializer):
    """The report of an activity."""

    activity = VisibleReference(queryset=Activity.in_context)

    class Meta(ReportSerializer.Meta):
        fields = ("activity", "hot_wash_on", "summary", *RATINGS)
        read_only_fields = ()


class SubmitShape(StrictSerializer):
    """The day it goes in; today when it is left out."""

    on = serializers.DateField(required=False)


class ReportFilter(django_filters.FilterSet):
    """?kind=exercise&country=TR&submitted=false"""

    kind = CodeFilter("activity__kind__code", of="directory.ActivityKind")
    country = CodeFilter("activity__country__iso2", of="directory.Country", code="iso2")
    submitted = django_filters.BooleanFilter("submitted_on", lookup_expr="isnull", exclude=True)

    class Meta:
        model = AfterActionReport
        fields: list[str] = []


@listed
class ReportViewSet(Creates, Amends, ClassifiedViewSet):
    """What came of an activity, with ratings; complete when submitted, then fixed."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = ReportSerializer
    filterset_class = ReportFilter
    lookup_field = "activity__reference"
    lookup_url_kwarg = "reference"
    columns = (
        Column("reference", "activity__reference", nullable=False),
        Column("title", "activity__title", nullable=False),
        Column("kind", "activity__kind__code", nullable=False),
        Column("country", "activity__country__iso2", nullable=False),
        Column("ends_on", "activity__ends_on", dt.date, nullable=False),
        *(Column(name, name, int) for name in RATINGS),
        Column("submitted_on", "submitted_on", dt.date),
    )
    orderings = {"ends_on": "activity__ends_on", "submitted_on": "submitted_on"}

    def rows(self) -> QuerySet:
        return read.reports(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.report_pages(to=self.subject)

    @extend_schema(request=ReportEntry, responses={201: ReportSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Begin the report of an activity that is completed."""
        given = ReportEntry(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        report = after_action.write(data.pop("activity"), by=self.subject, at=now(), begins=True, **data)
        return self.answer(report, 201)

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> AfterActionReport:
        return after_action.write(record.activity, by=self.subject, at=now(), version=version, **data)

    @extend_schema(request=SubmitShape, responses=ReportSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, **kwargs: Any) -> Response:
        """Complete, it goes in; the activity moves on with it."""
        version = expected_version(request)
        record = self.get_object()
        given = SubmitShape(data=request.data)
        given.is_valid(raise_exception=True)
        facts = {"on": today(), **given.validated_data}
        return self.answer(
            after_action.submit(record.activity, by=self.subject, at=now(), version=version, **facts)
        )


class LessonSerializer(StrictModelSerializer):
    """A lesson, where it comes from, and what came of it."""

    activity = VisibleReference(queryset=Activity.in_context)
    owner_unit = VisibleReference(slug_field="code", queryset=Unit.objects, required=False, allow_null=True)
    repeats = VisibleReference(queryset=Lesson.in_context, required=False, allow_null=True)
    kind = serializers.CharField(source="activity.kind.code", read_only=True)
    country = serializers.CharField(source="activity.country.iso2", read_only=True)
    due_on = serializers.DateField(required=False)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Lesson
        fields = (
            "reference", "activity", "kind", "country", "topic", "observation", "recommendation", "repeats",
            "owner_unit", "noted_on", "due_on", "done_on", "outcome", "marking", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "noted_on", "done_on", "outcome", "version")


class LessonEntry(LessonSerializer):
    """A new lesson; it carries the label of its activity unless it is given another."""

    classification = serializers.ChoiceField(settings.LADDER, required=False)
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, required=False)

    class Meta(LessonSerializer.Meta):
        fields = (
            "activity", "topic", "observation", "recommendation", "repeats", "owner_unit", "due_on", "classification",
            "caveats",
        )  # fmt: skip
        read_only_fields = ()


class LessonChange(LessonSerializer):
    """What is changed of a lesson; it stays with its activity."""

    activity = VisibleReference(read_only=True)


class CloseShape(StrictSerializer):
    """When it was followed up, and what came of it."""

    on = serializers.DateField(required=False)
    outcome = serializers.CharField(max_length=500)


class LessonFilter(django_filters.FilterSet):
    """?kind=exercise&country=TR&topic=logistics&open=true&repeated=true&for_planning=ACT-2026-7K3QF"""

    kind = CodeFilter("activity__kind__code", of="directory.ActivityKind")
    country = CodeFilter("activity__country__iso2", of="directory.Country", code="iso2")
    topic = django_filters.ChoiceFilter(choices=LessonTopic.choices)
    activity = django_filters.CharFilter("activity__reference", max_length=20)
    open = django_filters.BooleanFilter("done_on", lookup_expr="isnull")
    repeated = django_filters.BooleanFilter("repeats", lookup_expr="isnull", exclude=True)
    for_planning = django_filters.CharFilter(method="like_activity", max_length=20)

    class Meta:
        model = Lesson
        fields: list[str] = []

    def like_activity(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """What was learned in activities similar to this one: by kind, main partner and format."""
        subject: Any = self.request._request.subject
        planned = activities(to=subject).select_related("kind").filter(reference=value).first()
        if planned is None:
            return queryset.none()
        return queryset.filter(pk__in=[row.pk for row in read.for_planning(planned, to=subject)])


@listed
class LessonViewSet(Creates, Amends, Relabels, ClassifiedViewSet):
    """What was seen, what follows from it, and what came of it."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = LessonSerializer
    filterset_class = LessonFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("activity", "activity__reference", nullable=False),
        Column("topic", "topic", nullable=False),
        Column("observation", "observation", nullable=False),
        Column("recommendation", "recommendation", nullable=False),
        Column("due_on", "due_on", dt.date, nullable=False),
        Column("done_on", "done_on", dt.date),
        Column("repeats", "repeats__reference"),
    )
    orderings = {"due_on": "due_on", "reference": "reference"}

    def get_serializer_class(self) -> Any:
        return LessonChange if self.action == "partial_update" else LessonSerializer

    def rows(self) -> QuerySet:
        return read.lessons(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.lesson_pages(to=self.subject)

    @extend_schema(request=LessonEntry, responses={201: LessonSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Note a lesson."""
        given = LessonEntry(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        level, caveats = data.pop("classification", None), data.pop("caveats", set())
        label = chosen(level, caveats, by=self.subject) if level else None
        return self.answer(lessons.record(by=self.subject, at=now(), label=label, **data), 201)

    def perform_update(self, record: Lesson, data: dict[str, Any], version: int) -> Lesson:
        return lessons.amend(record, by=self.subject, at=now(), version=version, **data)

    @extend_schema(request=CloseShape, responses=LessonSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, **kwargs: Any) -> Response:
        """It was followed up."""
        version = expected_version(request)
        record = self.get_object()
        given = CloseShape(data=request.data)
        given.is_valid(raise_exception=True)
        facts = {"on": today(), **given.validated_data}
        return self.answer(lessons.close(record, by=self.subject, at=now(), version=version, **facts))
