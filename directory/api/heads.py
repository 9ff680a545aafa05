"""Heads of mission over REST: entered and changed like the rest of the directory, and what happens in a tenure."""

import datetime as dt

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from directory.api.writing import DatedSerializer, KeptViewSet
from directory.models import DiplomaticMission, HeadOfMissionTenure
from directory.models.mission import TenureKind
from directory.selectors.missions import standing_of, tenures
from directory.services import heads
from directory.terms import TenureStanding
from foundation.clock import today
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.serializers import StrictSerializer
from foundation.rest.steps import step
from foundation.rest.views import listed


class _Standing(serializers.Serializer):
    """How the tenure stands today."""

    standing = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(choices=TenureStanding.choices))
    def get_standing(self, tenure: HeadOfMissionTenure) -> str:
        """Today."""
        return standing_of(tenure, on=today()).value


class HeadOfMissionSerializer(_Standing, serializers.ModelSerializer):
    """A head of mission, or a chargé d'affaires a.i., as the mission shows them; `id` leads to the tenure itself."""

    starts_on = serializers.DateField(source="period.lower", read_only=True, allow_null=True)
    ends_before = serializers.DateField(source="period.upper", read_only=True, allow_null=True)

    class Meta:
        model = HeadOfMissionTenure
        fields = (
            "id", "public_name", "kind", "starts_on", "ends_before", "agrement_on", "credentials_on", "standing",
        )  # fmt: skip
        read_only_fields = fields


class HeadTenureSerializer(_Standing, DatedSerializer):
    """Who heads a mission, from when to when, by the name that is published."""

    mission = serializers.SlugRelatedField("code", queryset=DiplomaticMission.objects)

    class Meta:
        model = HeadOfMissionTenure
        fields = (
            "id", "mission", "public_name", "kind", "starts_on", "ends_before", "agrement_on", "credentials_on",
            "standing", "version",
        )  # fmt: skip
        read_only_fields = ("id", "version")


class TenureDayShape(StrictSerializer):
    """The day it happened; today when not said."""

    on = serializers.DateField(required=False)


class TenureEndShape(StrictSerializer):
    """The last day in office."""

    last_on = serializers.DateField()


class TenureFilter(django_filters.FilterSet):
    """?mission=emb-de&kind=charge&on=2026-11-28"""

    mission = CodeFilter("mission__code", of="directory.DiplomaticMission")
    kind = django_filters.ChoiceFilter(choices=TenureKind.choices)
    on = django_filters.DateFilter("period", lookup_expr="contains")

    class Meta:
        model = HeadOfMissionTenure
        fields: list[str] = []


@listed
class HeadOfMissionViewSet(KeptViewSet):
    """Heads of mission and chargés d'affaires: who came, presented credentials and left."""

    lookup_field = "pk"
    serializer_class = HeadTenureSerializer
    filterset_class = TenureFilter
    searchable = True
    default_ordering = ("mission__code", "id")
    columns = (
        Column("id", "id", int, nullable=False),
        Column("mission", "mission__code", nullable=False),
        Column("public_name", "public_name", nullable=False),
        Column("kind", "kind", nullable=False),
        Column("starts_on", "period__startswith", dt.date),
        Column("ends_before", "period__endswith", dt.date),
        Column("agrement_on", "agrement_on", dt.date),
        Column("credentials_on", "credentials_on", dt.date),
    )
    orderings = {"mission": "mission__code", "public_name": "public_name"}

    def rows(self) -> QuerySet:
        return tenures()

    def needs_if_match(self) -> bool:
        """For the OpenAPI document: every verb of a record does."""
        return self.detail and self.request is not None and self.request.method == "POST"

    give_agrement = step("give-agrement", TenureDayShape, heads.give_agrement, answers=HeadTenureSerializer)
    present_credentials = step(
        "present-credentials", TenureDayShape, heads.present_credentials, answers=HeadTenureSerializer
    )
    end = step("end", TenureEndShape, heads.end, answers=HeadTenureSerializer, dated=False)
