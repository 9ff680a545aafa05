"""Whether a term is the last one, asked of many rows in one statement (C5, domain.md C7, row 19)."""

from django.db.models import (
    Case,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least

from agreements.engine import NoticeUnit, RenewalMode

# Longer stretches lead beyond any calendar and no day is computed for them; shorter ones PostgreSQL can add to a day.
LONGEST = {NoticeUnit.YEARS: 120_000, NoticeUnit.MONTHS: 1_440_000, NoticeUnit.DAYS: 40_000_000}


def in_last_term(path: str = "agreement__") -> Q:
    """Of the computed ends of terms: those after which nothing goes on by itself, or nobody can say whether it does.

    That is the end of a term without renewal, of the last one agreed to, and of the last tacit renewal there is.
    """
    mode = f"{path}clause__renewal_mode"
    ended = Q(**{f"{mode}__in": [RenewalMode.NONE, RenewalMode.BY_AGREEMENT]})
    counted = Q(**{mode: RenewalMode.TACIT, f"{path}clause__max_renewals__isnull": False})
    return ended | (counted & Q(due_on__gte=_last_end(path)))


def _last_end(path: str) -> Cast:
    """E + initial + max_renewals * renewal in one step from E: PostgreSQL clamps to the month's end as C5 does."""
    stretch = Func(
        *(_part(path, unit) for unit in (NoticeUnit.YEARS, NoticeUnit.MONTHS)), Value(0), _part(path, NoticeUnit.DAYS),
        function="make_interval", output_field=DurationField(),
    )  # fmt: skip
    end = F(f"{path}eif_on") + ExpressionWrapper(stretch, DurationField())
    return Cast(end, DateField())


def _part(path: str, unit: NoticeUnit) -> Least:
    """So many of one unit of the calendar."""
    clause = f"{path}clause__"
    renewals = Cast(F(f"{clause}max_renewals"), IntegerField()) * F(f"{clause}renewal_value")
    first = _where(f"{clause}initial_unit", unit, Cast(F(f"{clause}initial_value"), IntegerField()))
    return Least(first + _where(f"{clause}renewal_unit", unit, renewals), Value(LONGEST[unit]))


def _where(column: str, unit: NoticeUnit, value: object) -> Coalesce:
    counted = Case(When(**{column: unit, "then": value}), default=Value(0), output_field=IntegerField())
    return Coalesce(counted, Value(0))
