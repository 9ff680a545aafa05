"""Filters of the reference lists."""

import django_filters

from directory.models import Country, Institution, InstitutionKind, Organisation
from directory.models.country import Region
from foundation.rest.lists import CodeFilter


class CountryFilter(django_filters.FilterSet):
    """?region=europe&is_nato=true"""

    region = django_filters.ChoiceFilter(choices=Region.choices)
    is_neighbour = django_filters.BooleanFilter()
    is_osce = django_filters.BooleanFilter()
    is_nato = django_filters.BooleanFilter()
    is_eu = django_filters.BooleanFilter()

    class Meta:
        model = Country
        fields: list[str] = []


class OrganisationFilter(django_filters.FilterSet):
    """?seat=BE"""

    seat = CodeFilter("seat__iso2", of="directory.Country", code="iso2")

    class Meta:
        model = Organisation
        fields: list[str] = []


class InstitutionFilter(django_filters.FilterSet):
    """?kind=university"""

    kind = django_filters.ChoiceFilter(choices=InstitutionKind.choices)

    class Meta:
        model = Institution
        fields: list[str] = []
