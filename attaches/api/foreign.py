"""Foreign attachés accredited to us over REST: each write is one service. Hidden parts are absent, never null."""

import datetime as dt
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.rest import VisibleReference
from attaches.api.serializers import RepresentationStep
from attaches.api.shapes import DayShape, EndShape, StepShape
from attaches.api.views import Written, step
from attaches.lifecycle import CorpsCallKind, ForeignAttacheState
from attaches.models import ForeignAttache, ForeignAttacheParticulars, ForeignCall
from attaches.models.foreign_attache import CORPS_TITLE_CHOICES
from attaches.selectors import foreign_attaches as read
from attaches.services import foreign_attaches, foreign_notes, foreign_tenures
from directory.models import Country
from directory.models.country import Region
from foundation.clock import now, today
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.preconditions import version_of_part
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.views import listed


class ForeignParticularsSerializer(StrictModelSerializer):
    """The personal row; whoever changes it names the version he read."""

    version = serializers.IntegerField(required=False, min_value=1)

    class Meta:
        model = ForeignAttacheParticulars
        fields = (
            "born_on", "born_in", "passport_no", "passport_expires_on", "biography", "family", "version",
        )  # fmt: skip


class ForeignCallSerializer(serializers.ModelSerializer):
    """A call on his page."""

    class Meta:
        model = ForeignCall
        fields = ("kind", "called_on", "planned_on", "held_on")
        read_only_fields = fields


class ForeignAttacheSerializer(StrictModelSerializer):
    """A foreign attaché; `seat` where he is accredited to us from a third State, `particulars` for protocol alone."""

    country = VisibleReference(slug_field="iso2", queryset=Country.objects)
    seat = VisibleReference(slug_field="iso2", queryset=Country.objects, required=False, allow_null=True)
    predecessor = VisibleReference(queryset=ForeignAttache.in_context, required=False, allow_null=True)
    requested_on = serializers.DateField(required=False, help_text="Today when not said.")
    function_from = serializers.DateField(source="function.lower", read_only=True, default=None)
    function_to = serializers.DateField(source="function.upper", read_only=True, default=None)
    dean_from = serializers.DateField(source="dean.lower", read_only=True, default=None)
    dean_to = serializers.DateField(source="dean.upper", read_only=True, default=None)
    calls = ForeignCallSerializer(many=True, read_only=True)
    particulars = ForeignParticularsSerializer(read_only=True)
    steps = RepresentationStep(many=True, read_only=True)
    reason = serializers.CharField(
        write_only=True,
        required=False,
        max_length=300,
        help_text="Why name or rank are corrected after our reply.",
    )
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = ForeignAttache
        fields = (
            "reference", "country", "full_name", "rank", "title", "seat", "predecessor", "state", "state_on",
            "requested_on", "concurred_on", "replied_on", "accreditation_requested_on", "accredited_on", "arrived_on",
            "function_from", "function_to", "ended_on", "departed_on", "dean_from", "dean_to", "calls", "particulars",
            "steps", "reason", "marking", "version",
        )  # fmt: skip
        read_only_fields = (
            "reference", "state", "state_on", "concurred_on", "replied_on", "accreditation_requested_on",
            "accredited_on", "arrived_on", "ended_on", "departed_on", "version",
        )  # fmt: skip

    def validate_reason(self, reason: str) -> str:
        if self.instance is None:
            raise serializers.ValidationError(_("Only a correction has a reason."))
        return reason

    def to_representation(self, instance: ForeignAttache) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        if shown["particulars"] is None:
            del shown["particulars"]  # hidden and never entered look the same
        return shown


class ForeignArrivalShape(DayShape):
    """In function from a day; the day of arrival when it was another one."""

    arrived_on = serializers.DateField(required=False)


class ForeignCallShape(StrictSerializer):
    """A call planned or held."""

    kind = serializers.ChoiceField(CorpsCallKind.choices)
    called_on = serializers.CharField(max_length=160)
    planned_on = serializers.DateField(required=False)
    held_on = serializers.DateField(required=False)


class ForeignAttacheFilter(django_filters.FilterSet):
    """?country=TR&state=in_function&resident=true&in_function_on=YYYY-MM-DD"""

    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    state = django_filters.ChoiceFilter(choices=ForeignAttacheState.choices)
    title = django_filters.ChoiceFilter(choices=CORPS_TITLE_CHOICES)
    resident = django_filters.BooleanFilter("seat", lookup_expr="isnull")
    region = django_filters.ChoiceFilter(field_name="country__region", choices=Region.choices)
    in_function_on = django_filters.DateFilter("function", lookup_expr="contains")
    dean_on = django_filters.DateFilter("dean", lookup_expr="contains")

    class Meta:
        model = ForeignAttache
        fields: ClassVar[list[str]] = []


@listed
class ForeignAttacheViewSet(Written):
    """Foreign attachés accredited to us, with consent, accreditation, calls and steps."""

    serializer_class = ForeignAttacheSerializer
    filterset_class = ForeignAttacheFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("country", "country__iso2", nullable=False),
        Column("full_name", "full_name", nullable=False),
        Column("rank", "rank", nullable=False),
        Column("title", "title", nullable=False),
        Column("seat", "seat__iso2"),
        Column("state", "state", nullable=False),
        Column("requested_on", "requested_on", dt.date, nullable=False),
        Column("replied_on", "replied_on", dt.date),
        Column("accredited_on", "accredited_on", dt.date),
        Column("function_from", "function__startswith", dt.date),
        Column("function_to", "function__endswith", dt.date),
    )
    orderings = {"requested_on": "requested_on", "country": "country__iso2", "state": "state"}

    def rows(self) -> QuerySet:
        return read.foreign_attaches(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.foreign_attache_pages(to=self.subject)

    def perform_create(self, data: dict[str, Any]) -> Any:
        on = data.pop("requested_on", today())
        return foreign_attaches.register(by=self.subject, on=on, at=now(), **data)

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> Any:
        return foreign_attaches.amend(record, by=self.subject, version=version, **data)

    concur = step("concur", DayShape, foreign_notes.concur)
    consent = step("consent", DayShape, foreign_notes.consent)
    refuse = step("refuse", StepShape, foreign_notes.refuse)
    request_accreditation = step("request_accreditation", DayShape, foreign_notes.request_accreditation)
    accredit = step("accredit", DayShape, foreign_notes.accredit)
    object = step("object", StepShape, foreign_notes.object_to)
    declare_png = step("declare_png", StepShape, foreign_notes.declare_png)
    withdraw = step("withdraw", StepShape, foreign_notes.withdraw)
    arrive = step("arrive", ForeignArrivalShape, foreign_tenures.record_arrival)
    end = step("end", EndShape, foreign_tenures.end)
    depart = step("depart", DayShape, foreign_tenures.record_departure)
    name_dean = step("name_dean", DayShape, foreign_attaches.name_dean)
    end_dean = step("end_dean", DayShape, foreign_attaches.end_dean)

    @extend_schema(request=ForeignParticularsSerializer)
    @action(detail=True, methods=["post"])
    def particulars(self, request: Request, **kwargs: Any) -> Response:
        """Enter the personal row, or correct it as of the version that was read."""
        record = self.get_object()
        given = ForeignParticularsSerializer(data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        facts = dict(given.validated_data)
        version = version_of_part(facts, getattr(record, "particulars", None))
        foreign_attaches.record_particulars(record, by=self.subject, version=version, **facts)
        return self.answer(record)

    @extend_schema(request=ForeignCallShape)
    @action(detail=True, methods=["post"])
    def calls(self, request: Request, **kwargs: Any) -> Response:
        """Plan a call, or say when it was held."""
        record = self.get_object()
        given = ForeignCallShape(data=request.data)
        given.is_valid(raise_exception=True)
        foreign_tenures.record_call(record, by=self.subject, at=now(), **given.validated_data)
        return self.answer(record)
