"""Factors of States as sources tell them: what was known by a day, and the States others are held against."""

import datetime as dt

from django.db.models import QuerySet

from directory.models import Comparator, FactorDefinition, FactorValue


def factors() -> QuerySet[FactorDefinition]:
    """Every factor in the order of the list."""
    return FactorDefinition.objects.order_by("sort", "code")


def factor_values() -> QuerySet[FactorValue]:
    """Everything sources say, State by State and factor by factor, the latest year first."""
    rows = FactorValue.objects.select_related("definition", "country")
    return rows.order_by("country__iso2", "definition__sort", "definition__code", "-year", "source", "pk")


def comparators() -> QuerySet[Comparator]:
    """States that stand beside others, by code."""
    return Comparator.objects.select_related("country").order_by("country__iso2")


def latest_of(country: int, *, on: dt.date) -> QuerySet[FactorValue]:
    """The latest value each source gives for each factor of a State, as known by a day; one statement."""
    return _latest(FactorValue.objects.filter(country=country, as_of__lte=on))


def latest_of_comparators(*, on: dt.date) -> QuerySet[FactorValue]:
    """The same of the States in use as comparators."""
    return _latest(FactorValue.objects.filter(country__comparator__in_use=True, as_of__lte=on))


def _latest(rows: QuerySet[FactorValue]) -> QuerySet[FactorValue]:
    told_apart = ("definition__sort", "definition_id", "country__iso2", "source")
    latest = rows.order_by(*told_apart, "-year", "pk").distinct(*told_apart)
    return latest.select_related("definition", "country", "country__comparator")
