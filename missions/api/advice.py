"""The advice log and its months over REST; each write is one service."""

import datetime as dt
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels, VisibleReference
from attaches.models import Posting
from documents.api.serializers import FileLine
from documents.pages.forms import content_of
from documents.selectors.files import files_about
from foundation.clock import now
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.steps import step
from foundation.rest.views import Amends, Creates, listed
from missions.api.of_posts import PERIOD_COLUMNS, PeriodFilter, PeriodSerializer, SteppedViewSet
from missions.models import AdviceEntry, AdviceMonth, MissionPaper
from missions.selectors import advice as read
from missions.services import advice as services
from missions.services import advice_months
from missions.terms import AdviceOutcome

ANSWERS = [pair for pair in AdviceOutcome.choices if pair[0] != AdviceOutcome.OPEN]


class AdviceSerializer(StrictModelSerializer):
    """Advice: by whom, to whom, on which day, and what became of it."""

    posting = VisibleReference(queryset=Posting.in_context)
    paper = VisibleReference(queryset=MissionPaper.in_context, required=False, allow_null=True)
    corrects = VisibleReference(read_only=True)
    mission = serializers.CharField(source="mission.code", read_only=True)
    given_by = serializers.CharField(source="posting.officer.full_name", read_only=True)
    given_to = serializers.CharField(source="tenure.public_name", read_only=True)
    given_to_kind = serializers.CharField(source="tenure.kind", read_only=True)
    is_corrected = serializers.BooleanField(read_only=True)
    files = serializers.SerializerMethodField()
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = AdviceEntry
        fields = (
            "reference", "mission", *services.AMENDABLE, "given_by", "given_to", "given_to_kind", "outcome",
            "answered_on", "answer_remark", "corrects", "is_corrected", "files", "marking", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "outcome", "answered_on", "answer_remark", "version")

    def get_files(self, row: AdviceEntry) -> FileLine(many=True):  # type: ignore[valid-type]
        return FileLine(files_about(row.reference, to=self.context["view"].subject), many=True).data


class AdviceShape(AdviceSerializer):
    """A new entry with its label; `corrects` names an answered one that it puts right."""

    corrects = VisibleReference(queryset=AdviceEntry.in_context, required=False, allow_null=True)
    classification = serializers.ChoiceField(settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)

    class Meta(AdviceSerializer.Meta):
        fields = (*services.AMENDABLE, "corrects", "classification", "caveats")
        read_only_fields = ()


class AdviceAnswerShape(StrictSerializer):
    """What the head of mission did with it, on which day."""

    outcome = serializers.ChoiceField(ANSWERS)
    on = serializers.DateField(required=False)
    remark = serializers.CharField(max_length=2_000, required=False, allow_blank=True)


class AdviceFileShape(StrictSerializer):
    """A document, sent as a form."""

    file = serializers.FileField(allow_empty_file=True)


class AdviceMonthSerializer(PeriodSerializer):
    """A month of a post that reports; reminders are counted from its last day, `ends_on`."""

    entry_count = serializers.IntegerField(read_only=True)
    nothing_by = serializers.CharField(source="nothing_by.full_name", default=None, read_only=True)

    class Meta:
        model = AdviceMonth
        fields = (
            "reference", "post", "rhythm", "starts_on", "ends_on", "entry_count", "nothing_on", "nothing_by",
            "marking", "version",
        )  # fmt: skip
        read_only_fields = fields


class AdviceNothingShape(StrictSerializer):
    """The day on which it is said; today when not said."""

    on = serializers.DateField(required=False)


class AdviceFilter(django_filters.FilterSet):
    """?mission=emb-tr&outcome=open&since=2026-01-01&until=2026-12-31&posting=POS-2026-7K3QF"""

    mission = CodeFilter("mission__code", of="directory.DiplomaticMission")
    posting = django_filters.CharFilter("posting__reference", max_length=20)
    outcome = django_filters.ChoiceFilter(choices=AdviceOutcome.choices)
    since = django_filters.DateFilter("given_on", lookup_expr="gte")
    until = django_filters.DateFilter("given_on", lookup_expr="lte")

    class Meta:
        model = AdviceEntry
        fields: list[str] = []


class AdviceMonthFilter(PeriodFilter):
    """?post=PST-2026-7K3QF&owed=true&ends_by=2026-12-31"""

    class Meta:
        model = AdviceMonth
        fields: list[str] = []

    def still_owed(self, rows: QuerySet) -> QuerySet:
        """Nothing was said of it yet."""
        return read.without_advice(rows, read.entries(to=self.request.subject))


@listed
class AdviceViewSet(Creates, Amends, Relabels, ClassifiedViewSet):
    """The advice log: entered, answered, corrected by another entry; never deleted."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = AdviceSerializer
    entry_class = AdviceShape
    filterset_class = AdviceFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("mission", "mission__code", nullable=False),
        Column("posting", "posting__reference", nullable=False),
        Column("given_on", "given_on", dt.date, nullable=False),
        Column("subject", "subject", nullable=False),
        Column("outcome", "outcome", nullable=False),
        Column("answered_on", "answered_on", dt.date),
    )
    orderings = {"given_on": "given_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.entries(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.entry_pages(to=self.subject)

    @extend_schema(request=AdviceShape, responses={201: AdviceSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter advice that was given; to whom follows from the day."""
        return self.answer(services.record(by=self.subject, at=now(), **self.typed(request)), 201)

    def perform_update(self, record: AdviceEntry, data: dict[str, Any], version: int) -> AdviceEntry:
        return services.amend(record, by=self.subject, at=now(), version=version, **data)

    outcome = step("outcome", AdviceAnswerShape, services.answer, answers=AdviceSerializer)
    attach_file = step(
        "attach-file", AdviceFileShape, services.attach, answers=AdviceSerializer, dated=False, file="file",
        read=content_of,
    )  # fmt: skip


@listed
class AdviceMonthViewSet(SteppedViewSet):
    """Months of the advice log: opened by the rhythm of a post, over with advice or with a word that there was none."""

    serializer_class = AdviceMonthSerializer
    filterset_class = AdviceMonthFilter
    columns = (
        *PERIOD_COLUMNS,
        Column("nothing_on", "nothing_on", dt.date),
    )
    orderings = {"ends_on": "ends_on", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.months(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.month_pages(to=self.subject)

    nothing = step("nothing", AdviceNothingShape, advice_months.say_nothing, answers=AdviceMonthSerializer)
