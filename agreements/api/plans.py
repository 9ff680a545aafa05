"""Annual plans over REST: each write is one service."""

import datetime as dt
from functools import partial
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels, VisibleReference
from agreements.lifecycle import PLAN_ENTERED_AS, PlanState
from agreements.models import Agreement, BilateralPlan, PlanItem, PlanStep
from agreements.selectors import plans as read
from agreements.services import plan_approval, plan_exports, plan_items, plan_steps, plans
from directory.models import ActivityKind, Country
from foundation.clock import now
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.preconditions import etag, expected_version
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.steps import step as verb_step
from foundation.rest.views import Amends, Creates, listed

STANDS_AS = [(state.value, state.label) for state in PlanState if state in PLAN_ENTERED_AS]


class PlanItemSerializer(StrictModelSerializer):
    """One line; `no` tells which one it is when the plan is amended, a line without gets the next number."""

    no = serializers.IntegerField(required=False, min_value=1, max_value=9999)
    kind = VisibleReference(slug_field="code", queryset=ActivityKind.objects)
    outside_year = serializers.BooleanField(read_only=True)

    class Meta:
        model = PlanItem
        fields = ("no", *plan_items.WRITTEN, "outside_year", "dropped_on", "dropped_because")
        read_only_fields = ("dropped_on", "dropped_because")


_ITEMS: Any = PlanItemSerializer


class PlanStepSerializer(serializers.ModelSerializer):
    """A state reached on a day."""

    by = serializers.CharField(source="by.full_name", default=None)

    class Meta:
        model = PlanStep
        fields = ("state", "reached_on", "recorded_at", "by", "reason")
        read_only_fields = fields


class PlanSerializer(StrictModelSerializer):
    """One plan with its items; items that are sent take the place of those there were."""

    title = serializers.CharField(read_only=True)
    country = VisibleReference(slug_field="iso2", queryset=Country.objects)
    agreement = VisibleReference(queryset=Agreement.in_context, required=False, allow_null=True)
    copied_from = serializers.CharField(source="copied_from.reference", read_only=True, default=None)
    items: Any = _ITEMS(many=True, required=False, max_length=plan_items.MOST)
    steps = PlanStepSerializer(many=True, read_only=True)
    totals = serializers.SerializerMethodField()
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = BilateralPlan
        fields = (
            "reference", "title", "country", "year", "agreement", "note", "copied_from", "state", "state_on",
            "signed_on", "signed_in", "signed_by_home", "signed_by_partner", "review", "items", "totals", "steps",
            "marking", "version",
        )  # fmt: skip
        read_only_fields = (
            "reference", "state", "state_on", "signed_on", "signed_in", "signed_by_home", "signed_by_partner",
            "review", "version",
        )  # fmt: skip

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_totals(self, plan: BilateralPlan) -> dict[str, str]:
        """Cost for the home State by currency, of the items that stand."""
        return {currency: f"{amount:.2f}" for currency, amount in plan_items.totals(plan.items.all()).items()}


class PlanEntry(PlanSerializer):
    """A new plan, or an older one where it stands, with its label."""

    stands_as = serializers.ChoiceField(STANDS_AS, default="collecting")
    signed_on = serializers.DateField(required=False)
    signed_in = serializers.CharField(required=False, max_length=120)
    review = serializers.CharField(required=False, max_length=4_000)
    classification = serializers.ChoiceField(settings.LADDER, default="official_use")
    caveats = serializers.MultipleChoiceField(choices=settings.CAVEATS, default=set)

    class Meta:
        model = BilateralPlan
        fields = (
            "country", "year", "agreement", "note", "items", "stands_as", "signed_on", "signed_in", "review",
            "classification", "caveats",
        )  # fmt: skip


class PlanDayShape(StrictSerializer):
    """The day of a step (today when it is left out) and its reason."""

    on = serializers.DateField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=4_000)


class PlanSignShape(PlanDayShape):
    """Where it was signed, and by whom."""

    place = serializers.CharField(required=False, max_length=120)
    for_home = serializers.CharField(required=False, max_length=120)
    for_partner = serializers.CharField(required=False, max_length=120)


class PlanDropShape(PlanDayShape):
    """Which item is taken out, and why."""

    no = serializers.IntegerField(min_value=1, max_value=9999)
    reason = serializers.CharField(max_length=500)


class PlanTakeBackShape(StrictSerializer):
    """Why it is taken back."""

    reason = serializers.CharField(max_length=500)


class PlanCopyShape(StrictSerializer):
    """For which year; the next one when it is left out."""

    year = serializers.IntegerField(required=False, min_value=1991, max_value=2100)


class PlanFilter(django_filters.FilterSet):
    """?year=2027&country=GE&state=executing&agreement=AGR-2026-7K3QF"""

    year = django_filters.NumberFilter()
    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    state = django_filters.ChoiceFilter(choices=PlanState.choices)
    agreement = django_filters.CharFilter("agreement__reference")

    class Meta:
        model = BilateralPlan
        fields: list[str] = []


step = partial(verb_step, answers=PlanSerializer)


@listed
class PlanViewSet(Creates, Amends, Relabels, ClassifiedViewSet):
    """Annual bilateral plans."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = PlanSerializer
    entry_class = PlanEntry
    filterset_class = PlanFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("country", "country__iso2", nullable=False),
        Column("year", "year", int, nullable=False),
        Column("agreement", "agreement__reference"),
        Column("state", "state", nullable=False),
        Column("signed_on", "signed_on", dt.date),
        Column("items", "counted", int, nullable=False),
    )
    orderings = {"year": "year", "state": "state", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.listed_plans(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.plan_pages(to=self.subject)

    @extend_schema(request=PlanEntry, responses={201: PlanSerializer})
    def create(self, request: Request, **kwargs: Any) -> Response:
        """Begin collecting for a year, or enter an older plan where it stands."""
        return self.answer(plans.record(by=self.subject, at=now(), **self.typed(request)), 201)

    def perform_update(self, record: BilateralPlan, data: dict[str, Any], version: int) -> BilateralPlan:
        return plans.amend(record, by=self.subject, at=now(), version=version, **data)

    draft = step("draft", PlanDayShape, plan_steps.draft)
    talk = step("talk", PlanDayShape, plan_steps.talk)
    cost = step("cost", PlanDayShape, plan_approval.cost)
    submit = step("submit", PlanDayShape, plan_approval.submit)
    take_back = step("take-back", PlanTakeBackShape, plan_approval.take_back, dated=False)
    sign = step("sign", PlanSignShape, plan_steps.sign)
    execute = step("execute", PlanDayShape, plan_steps.execute)
    close = step("close", PlanDayShape, plan_steps.close)
    drop_item = step("drop-item", PlanDropShape, plan_items.drop_item)

    @extend_schema(request=PlanCopyShape, responses={201: PlanSerializer})
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, **kwargs: Any) -> Response:
        """Another year's plan from this one, without dates and costs."""
        version = expected_version(request)
        record = self.get_object()
        given = PlanCopyShape(data=request.data)
        given.is_valid(raise_exception=True)
        fresh = plans.copy(record, by=self.subject, at=now(), version=version, **given.validated_data)
        shown = self.get_serializer(self.get_queryset().get(pk=fresh.pk))
        return Response(shown.data, status=201, headers={"ETag": etag(fresh)})

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], url_path="paper/(?P<language>[^/]+)/(?P<form>[^/]+)")
    def paper(self, request: Request, language: str, form: str, **kwargs: Any) -> HttpResponse:
        """The plan in its two-column form, in either language, as PDF, DOCX or XLSX."""
        plan_exports.check_form(language, form)
        plan = self.get_object()
        data = plan_exports.export(plan, by=self.subject, at=now(), language=language, form=form)
        answer = HttpResponse(data, content_type=plan_exports.MEDIA[form])
        name = plan_exports.file_name(plan, language, form)
        answer["Content-Disposition"] = content_disposition_header(True, name)
        return answer
