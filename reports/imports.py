"""The table of factors of States (docs/decisions/0011): what a yearbook says of many of them at once."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from directory.models import FactorValue
from directory.selectors.factors import factors
from directory.selectors.named import called, countries_called
from directory.services.told import keep_told
from documents.engine.figures import decimal, read_figures
from documents.registry import Column, Import, Kind, register

LABEL = "official_use"
PLACES = 4  # as FactorValue keeps them


def enter_value(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """One value of one source; numbers are read from the words of their cells."""
    facts = dict(row)
    read_figures(facts, amounts=(), numbers=("year",))
    if "value" in facts:
        facts["value"] = decimal(
            "value", facts["value"], PLACES, _("A number with at most four decimals, such as 355200.")
        )
    return keep_told(FactorValue(), by=by, **facts)


FACTOR_VALUES = Import(
    slug="factor-values",
    title=_("Factors of States"),
    about=_("One value a row: what one source says of one factor of one State for a year."),
    verb="directory.keep",
    label=lambda by: intern(LABEL),
    enter=enter_value,
    page=lambda: reverse("admin:directory_factorvalue_changelist"),
    columns=(
        Column(
            key="country", heading=_("Country"), kind=Kind.RECORD, required=True, find=countries_called,
            help=_("ISO code or name."), example="TR",
        ),
        Column(
            key="definition", heading=_("Factor"), kind=Kind.RECORD, required=True,
            find=lambda texts, to: called(factors(), texts, "code"), help=_("Its code or name."),
            suggest=lambda to: [(factor.code, str(factor.name)) for factor in factors()], example="personnel",
        ),
        Column(key="year", heading=_("Year"), required=True, longest=4, example="2025"),
        Column(
            key="value", heading=_("Value"), longest=24, help=_("For factors told in numbers."), example="355200",
        ),
        Column(key="unit", heading=_("Unit"), longest=40, help=_("Left empty, it is that of the factor.")),
        Column(key="text_en", heading=_("In words, in English"), longest=300, help=_("For factors told in words.")),
        Column(key="text_az", heading=_("In words, in Azerbaijani"), longest=300),
        Column(key="rationale", heading=_("Rationale"), longest=500, help=_("For factors that are judged.")),
        Column(key="source", heading=_("Source"), required=True, longest=300, example="Yearbook 2026"),
        Column(
            key="as_of", heading=_("Known on"), kind=Kind.DAY, required=True, example="2026-02-12",
            help=_("The day on which the source said so."),
        ),
    ),
)  # fmt: skip


def register_all() -> None:
    """Called from apps.py: ready()."""
    register(FACTOR_VALUES)
