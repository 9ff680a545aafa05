"""Filters of the reference lists."""

from typing import Any

import django_filters

from directory.models import (
    ActivityKind,
    CalendarDay,
    ClearanceRule,
    CooperationFormat,
    Country,
    DiplomaticMission,
    Institution,
    InstitutionKind,
    Organisation,
    Unit,
)
from directory.models.country import Region
from directory.models.mission import MissionKind, TenureKind
from directory.services.calendar import YEARS
from directory.terms import CargoClass, FormatStatus, Passage, VehicleKind
from foundation.clock import today
from foundation.rest.lists import CodeFilter


class CountryFilter(django_filters.FilterSet):
    """?region=europe&is_nato=true&member_of=OTS"""

    region = django_filters.ChoiceFilter(choices=Region.choices)
    is_neighbour = django_filters.BooleanFilter()
    is_iso = django_filters.BooleanFilter()
    is_osce = django_filters.BooleanFilter()
    is_nato = django_filters.BooleanFilter()
    is_eu = django_filters.BooleanFilter()
    is_csto = django_filters.BooleanFilter()
    member_of = CodeFilter(method="filter_member_of", of="directory.Organisation")

    class Meta:
        model = Country
        fields: list[str] = []

    def filter_member_of(self, queryset: Any, name: str, value: str) -> Any:
        """Members of an organisation today."""
        return queryset.members_of(value, today())


class OrganisationFilter(django_filters.FilterSet):
    """?seat=BE"""

    seat = CodeFilter("seat__iso2", of="directory.Country", code="iso2")

    class Meta:
        model = Organisation
        fields: list[str] = []


class FormatFilter(django_filters.FilterSet):
    """?status=active&member=GE"""

    status = django_filters.ChoiceFilter(choices=FormatStatus.choices)
    member = CodeFilter("places__country__iso2", of="directory.Country", code="iso2")

    class Meta:
        model = CooperationFormat
        fields: list[str] = []


class InstitutionFilter(django_filters.FilterSet):
    """?kind=university"""

    kind = django_filters.ChoiceFilter(choices=InstitutionKind.choices)

    class Meta:
        model = Institution
        fields: list[str] = []


class UnitFilter(django_filters.FilterSet):
    """?institution=mod&parent=imcd"""

    institution = CodeFilter("institution__code", of="directory.Institution")
    parent = CodeFilter("parent__code", of="directory.Unit")

    class Meta:
        model = Unit
        fields: list[str] = []


class DiplomaticMissionFilter(django_filters.FilterSet):
    """?kind=embassy&country=DE&side_accredited=AT&region=europe&vacant=true&headed_by=charge"""

    kind = django_filters.ChoiceFilter(choices=MissionKind.choices)
    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    organisation = CodeFilter("organisation__code", of="directory.Organisation")
    side_accredited = CodeFilter("side_accredited__iso2", of="directory.Country", code="iso2")
    region = django_filters.ChoiceFilter(field_name="country__region", choices=Region.choices)
    headed_by = django_filters.ChoiceFilter(field_name="head_kind", choices=TenureKind.choices)
    vacant = django_filters.BooleanFilter("head_name", lookup_expr="isnull")

    class Meta:
        model = DiplomaticMission
        fields: list[str] = []


class WorkingDayFilter(django_filters.FilterSet):
    """?year=2027&is_working=false"""

    year = django_filters.NumberFilter("day__year", min_value=YEARS[0], max_value=YEARS[-1], decimal_places=0)
    is_working = django_filters.BooleanFilter()
    is_override = django_filters.BooleanFilter()

    class Meta:
        model = CalendarDay
        fields: list[str] = []


class ActivityKindFilter(django_filters.FilterSet):
    """?parent=contacts"""

    parent = CodeFilter("parent__code", of="directory.ActivityKind")

    class Meta:
        model = ActivityKind
        fields: list[str] = []


class ClearanceRuleFilter(django_filters.FilterSet):
    """?country=AZ&vehicle=aircraft"""

    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    vehicle = django_filters.ChoiceFilter(choices=VehicleKind.choices)
    passage = django_filters.ChoiceFilter(choices=Passage.choices)
    cargo = django_filters.ChoiceFilter(choices=CargoClass.choices)

    class Meta:
        model = ClearanceRule
        fields: list[str] = []
