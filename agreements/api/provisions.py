"""Provisions over REST: articles and obligations, new days, and what sources say."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from rest_framework import serializers
from rest_framework.response import Response

from access.rest import ClassifiedViewSet, Relabels, VisibleReference
from accounts.models import Office
from agreements.api.around import party_of
from agreements.api.parts import PartyCode
from agreements.engine import ProvisionKind, ProvisionState
from agreements.models import Agreement, ImplementationEvent, Party, Provision, ProvisionStage, Redating
from agreements.models.provision import REPORTABLE
from agreements.selectors import provisions as read
from agreements.selectors.obligations import OPEN
from agreements.services import provisions
from documents.pages.forms import content_of
from foundation.clock import now, today
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.serializers import StrictModelSerializer, StrictSerializer
from foundation.rest.steps import step
from foundation.rest.views import Amends, Creates, listed


class ProvisionFilter(django_filters.FilterSet):
    """?agreement=AGR-2026-22222&state=due&owner=cmd-desk&due_before=2027-01-01"""

    agreement = django_filters.CharFilter("agreement__reference")
    state = django_filters.ChoiceFilter(choices=ProvisionState.choices)
    kind = django_filters.ChoiceFilter(choices=ProvisionKind.choices)
    is_obligation = django_filters.BooleanFilter()
    owner = CodeFilter("owner__code", of="accounts.Office")
    due_before = django_filters.DateFilter("due_on", lookup_expr="lt")
    late = django_filters.BooleanFilter(method="filter_late")
    country = CodeFilter(method="with_country", of="directory.Country", code="iso2")

    class Meta:
        model = Provision
        fields: list[str] = []

    def filter_late(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Open although its day has passed, or the rest."""
        late = Q(is_obligation=True, state__in=OPEN, due_on__lt=today())
        return queryset.filter(late) if value else queryset.exclude(late)

    def with_country(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Of agreements with a State, by ISO code."""
        subject: Any = self.request._request.subject
        parties = Party.objects.visible_to(subject).filter(country__iso2=value, is_home=False)
        return queryset.filter(agreement__in=parties.values("agreement"))


class EventShape(serializers.ModelSerializer):
    """What a source says happened."""

    evidence = serializers.CharField(source="evidence.reference", default=None)
    office = serializers.CharField(source="office.code", default=None)

    class Meta:
        model = ImplementationEvent
        fields = ("happened_on", "status", "decides", "what", "source", "evidence", "recorded_at", "office")
        read_only_fields = fields


class RedatingShape(serializers.ModelSerializer):
    """A day agreed anew."""

    class Meta:
        model = Redating
        fields = ("before", "after", "agreed_on", "source", "recorded_at")
        read_only_fields = fields


class ProvisionStageShape(serializers.ModelSerializer):
    """A state reached on a legal day."""

    class Meta:
        model = ProvisionStage
        fields = ("state", "reached_on", "recorded_at")
        read_only_fields = fields


class ObligedCode(PartyCode):
    """The party that must act, by the code of its State or organisation."""

    def to_representation(self, value: Any) -> str:
        return value.code


class ProvisionSerializer(StrictModelSerializer):
    """One article; `obliged` is the code of a party, empty for all of them."""

    agreement = VisibleReference(queryset=Agreement.in_context)
    obliged = ObligedCode(required=False, allow_null=True)
    owner = VisibleReference("code", queryset=Office.objects, required=False, allow_null=True)
    depends_on = VisibleReference(queryset=Provision.in_context, required=False, allow_null=True)
    events = EventShape(many=True, read_only=True)
    redatings = RedatingShape(many=True, read_only=True)
    stages = ProvisionStageShape(many=True, read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)

    class Meta:
        model = Provision
        fields = (
            "reference", "agreement", "article", "title", "text", "kind", "is_obligation", "obliged", "owner",
            "phase", "depends_on", "due_on", "original_due_on", "state", "state_on", "attributed_to", "events",
            "redatings", "stages", "marking", "version",
        )  # fmt: skip
        read_only_fields = ("reference", "original_due_on", "state", "state_on", "attributed_to", "version")


class ProvisionChange(ProvisionSerializer):
    """What may be changed of an article; a new day is agreed with the verb of its own."""

    class Meta:
        model = Provision
        fields = (
            "article", "title", "text", "kind", "is_obligation", "obliged", "owner", "phase", "depends_on",
        )  # fmt: skip


class RedateShape(StrictSerializer):
    """The new day, when it was agreed (today when left out), and who says so."""

    to = serializers.DateField()
    on = serializers.DateField(required=False)
    source = serializers.CharField(max_length=200)


class ReportShape(StrictSerializer):
    """What happened, by a source; `decides`: the register follows it. Evidence comes as multipart/form-data."""

    on = serializers.DateField(required=False)
    what = serializers.CharField(max_length=4_000)
    source = serializers.CharField(max_length=200)
    status = serializers.ChoiceField(REPORTABLE, required=False, allow_blank=True)
    decides = serializers.BooleanField(default=True)
    evidence = serializers.FileField(required=False, allow_empty_file=True)


@listed
class ProvisionViewSet(Creates, Amends, Relabels, ClassifiedViewSet):
    """Articles of agreements and what they oblige to."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = ProvisionSerializer
    filterset_class = ProvisionFilter
    searchable = True
    columns = (
        Column("reference", "reference", nullable=False),
        Column("agreement", "agreement__reference", nullable=False),
        Column("article", "article", nullable=False),
        Column("title", "title", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("is_obligation", "is_obligation", bool, nullable=False),
        Column("owner", "owner__code"),
        Column("phase", "phase", int),
        Column("due_on", "due_on", dt.date),
        Column("original_due_on", "original_due_on", dt.date),
        Column("state", "state", nullable=False),
        Column("attributed_to", "attributed_to", nullable=False),
    )
    orderings = {"due_on": "due_on", "state": "state", "reference": "reference"}

    def rows(self) -> QuerySet:
        return read.provisions(to=self.subject)

    def get_queryset(self) -> QuerySet:
        return read.provision_pages(to=self.subject)

    def get_serializer_class(self) -> Any:
        return ProvisionChange if self.action == "partial_update" else ProvisionSerializer

    def answer(self, record: Any, status: int = 200) -> Response:
        """Read anew, with everything beside it; always in the full shape."""
        self.action = "retrieve"
        return super().answer(read.provision(record.reference, to=self.subject), status)

    def perform_create(self, data: dict[str, Any]) -> Any:
        agreement = data.pop("agreement")
        return provisions.record(agreement, by=self.subject, at=now(), **_with_party(agreement, data))

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> Any:
        changes = _with_party(record.agreement, data)
        return provisions.amend(record, by=self.subject, version=version, **changes)

    redate = step("redate", RedateShape, provisions.redate, answers=ProvisionSerializer)
    report = step(
        "report",
        ReportShape,
        provisions.report,
        answers=ProvisionSerializer,
        file="evidence",
        read=content_of,
    )


def _with_party(agreement: Agreement, data: dict[str, Any]) -> dict[str, Any]:
    """The party whose code was given."""
    if data.get("obliged") is None:
        return data
    return {**data, "obliged": party_of(agreement, data["obliged"], beside="obliged")}
