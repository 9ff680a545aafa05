"""Factors of military diplomacy over REST: what is measured, what sources say, and who stands beside whom."""

import datetime as dt
from decimal import Decimal
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from rest_framework import serializers

from directory.api.writing import KeptSerializer, KeptViewSet
from directory.models import Comparator, Country, FactorDefinition, FactorValue
from directory.models.factor import FIRST_YEAR, LAST_YEAR
from directory.selectors import factors as read
from directory.terms import ComparatorCase, FactorKind
from foundation.rest.lists import CodeFilter, Column
from foundation.rest.views import listed


class FactorDefinitionSerializer(KeptSerializer):
    """A factor: how it is told, in which unit, and what it measures."""

    class Meta:
        model = FactorDefinition
        fields = (
            "code", "sort", "kind", "unit", "name_en", "name_az", "measures_en", "measures_az", "source", "version",
        )  # fmt: skip
        read_only_fields = ("version",)
        fixed = ("code", "kind")


class FactorValueSerializer(KeptSerializer):
    """What one source says of one factor of a State for a year; `as_of` is the day by which it was known."""

    factor = serializers.SlugRelatedField("code", source="definition", queryset=FactorDefinition.objects)
    country = serializers.SlugRelatedField("iso2", queryset=Country.objects)

    class Meta:
        model = FactorValue
        fields = (
            "id", "factor", "country", "year", "value", "unit", "text_en", "text_az", "rationale", "source", "as_of",
            "version",
        )  # fmt: skip
        read_only_fields = ("id", "version")


class ComparatorSerializer(KeptSerializer):
    """A State whose factors stand beside those of another, and what a source says it is an example of."""

    country = serializers.SlugRelatedField("iso2", queryset=Country.objects)

    class Meta:
        model = Comparator
        fields = ("country", "case", "source", "in_use", "version")
        read_only_fields = ("version",)
        fixed = ("country",)


class FactorFilter(django_filters.FilterSet):
    """?kind=number"""

    kind = django_filters.ChoiceFilter(choices=FactorKind.choices)

    class Meta:
        model = FactorDefinition
        fields: list[str] = []


class FactorValueFilter(django_filters.FilterSet):
    """?country=TR&factor=military_budget&year=2025&known_by=2026-01-01&comparators=true"""

    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    factor = CodeFilter("definition__code", of="directory.FactorDefinition")
    year = django_filters.NumberFilter(min_value=FIRST_YEAR, max_value=LAST_YEAR, decimal_places=0)
    known_by = django_filters.DateFilter("as_of", lookup_expr="lte")
    comparators = django_filters.BooleanFilter(method="of_comparators")

    class Meta:
        model = FactorValue
        fields: list[str] = []

    def of_comparators(self, queryset: Any, name: str, wanted: bool) -> Any:
        """Of the States one compares with, or of all others."""
        among = Q(country__comparator__in_use=True)
        return queryset.filter(among if wanted else ~among)


class ComparatorFilter(django_filters.FilterSet):
    """?case=diplomacy_not_means&in_use=true"""

    case = django_filters.ChoiceFilter(choices=ComparatorCase.choices)
    in_use = django_filters.BooleanFilter()

    class Meta:
        model = Comparator
        fields: list[str] = []


@listed
class FactorViewSet(KeptViewSet):
    """Factors of military diplomacy in the order of the list."""

    lookup_field = "code"
    searchable = True
    serializer_class = FactorDefinitionSerializer
    filterset_class = FactorFilter
    default_ordering = ("sort", "code", "id")
    columns = (
        Column("code", "code", nullable=False),
        Column("sort", "sort", int, nullable=False),
        Column("kind", "kind", nullable=False),
        Column("unit", "unit", nullable=False),
        Column("name_en", "name_en", nullable=False),
        Column("name_az", "name_az", nullable=False),
    )
    orderings = {"sort": "sort", "code": "code", "name_en": "name_en"}

    def rows(self) -> QuerySet:
        return read.factors()


@listed
class FactorValueViewSet(KeptViewSet):
    """What sources say of the factors of States, year by year; values are never reckoned into a score."""

    lookup_field = "pk"
    searchable = True
    serializer_class = FactorValueSerializer
    filterset_class = FactorValueFilter
    default_ordering = ("country__iso2", "definition__sort", "-year", "id")
    columns = (
        Column("id", "id", int, nullable=False),
        Column("factor", "definition__code", nullable=False),
        Column("country", "country__iso2", nullable=False),
        Column("year", "year", int, nullable=False),
        Column("value", "value", Decimal),
        Column("unit", "unit", nullable=False),
        Column("text_en", "text_en", nullable=False),
        Column("text_az", "text_az", nullable=False),
        Column("source", "source", nullable=False),
        Column("as_of", "as_of", dt.date, nullable=False),
    )
    orderings = {"year": "year", "as_of": "as_of", "country": "country__iso2"}

    def rows(self) -> QuerySet:
        return read.factor_values()


@listed
class ComparatorViewSet(KeptViewSet):
    """States that stand beside others where a person asks for it."""

    lookup_field = "country__iso2"
    searchable = True
    serializer_class = ComparatorSerializer
    filterset_class = ComparatorFilter
    default_ordering = ("country__iso2", "id")
    columns = (
        Column("country", "country__iso2", nullable=False),
        Column("case", "case", nullable=False),
        Column("source", "source", nullable=False),
        Column("in_use", "in_use", bool, nullable=False),
    )
    orderings = {"country": "country__iso2"}

    def rows(self) -> QuerySet:
        return read.comparators()
