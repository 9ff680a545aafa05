"""What a State brings to military diplomacy, as sources tell it; beside comparator States where somebody asks.

No factor is reckoned with another: budget and army alone do not make diplomacy strong (domain.md A6.29).
"""

import datetime as dt
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.context import Subject
from access.kept import Kept, Question
from directory.models import FactorValue
from directory.selectors import factors
from directory.terms import plain
from reports.selectors.relation import About, Found, Line, RelationPart, add_part


@Kept
def _latest(*, to: Subject, country: int, on: dt.date) -> QuerySet:
    return factors.latest_of(country, on=on)


def _factors(about: About) -> Found:
    rows = _latest(to=about.to, country=about.country.pk, on=about.as_of)
    return Found(
        [_line(row, "factors") for row in rows], {"factors": len({row.definition_id for row in rows})}
    )


def beside_comparators(about: About) -> list[Line]:
    """Factor by factor: the State itself, then the comparators by code; a comparator's own case is said beside it."""
    own = list(factors.latest_of(about.country.pk, on=about.as_of))
    others = [
        row for row in factors.latest_of_comparators(on=about.as_of) if row.country_id != about.country.pk
    ]
    rows = sorted([*own, *others], key=lambda row: (row.definition.sort, row.definition_id))
    return [_line(row, "factors_beside", other=row.country_id != about.country.pk) for row in rows]


def _line(row: FactorValue, shows: str, *, other: bool = False) -> Line:
    beside = shows != "factors"
    told = row.text if row.value is None else row.unit
    said = (str(row.country.name), str(row.year), told) if beside else (str(row.year), told)
    return Line(
        (shows,),
        str(row.definition.name),
        " · ".join(said),
        str(row.country.comparator.get_case_display()) if other else "",
        row.as_of,
        None if row.value is None else plain(row.value),
        "; ".join(filter(None, (_("Source: %(source)s") % {"source": row.source}, row.rationale))),
        (row.definition.code,),
        _values_of(row),
    )


def _values_of(row: FactorValue) -> str:
    """Every year and source of the factor of the State."""
    asked = {"country__id__exact": row.country_id, "definition__id__exact": row.definition_id}
    return f"{reverse('admin:directory_factorvalue_changelist')}?{urlencode(asked)}"


def _asks(about: About) -> list[Question]:
    return [_latest.asking(country=about.country.pk, on=about.as_of)]


add_part(RelationPart("factors", gettext_lazy("Factors of military diplomacy"), _factors, 100, asks=_asks))
