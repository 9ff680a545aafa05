"""What is in force on a day, asked in SQL as agreements.terms counts it (domain.md C5, C8)."""

import datetime as dt
from functools import reduce
from operator import add
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    DurationField,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Least

from access.context import Subject
from agreements.engine import NoticeUnit, RenewalMode
from agreements.lifecycle import BINDING_NOW, EIF_KNOWN, AgreementState
from agreements.models import Clause, ClauseBefore, StageEvent

# Beyond any calendar the arithmetic of agreements.terms gives up, and nothing is over; here it lies far ahead.
FAR_MONTHS, FAR_DAYS = 12 * 9_000, 366 * 9_000
IN_MONTHS = {NoticeUnit.YEARS: 12, NoticeUnit.MONTHS: 1}


def in_force(rows: QuerySet, *, to: Subject, on: dt.date, provisionally: bool = True) -> QuerySet:
    """In force on a day: entered into force by then, neither ended nor run out by then, nor in doubt whether it did.

    Suspended it does not apply; an agreement whose entry is in doubt counts by its state. What is applied
    provisionally carries as much from day to day (VCLT art. 25), unless only what is in force is asked for.
    """
    standing = _entered(rows, on).exclude(_no_longer_sure(to=to, on=on))
    standing = standing.exclude(_effective_notice(on)).exclude(pk__in=_suspended(to=to, on=on))
    return rows.filter(Q(pk__in=standing.values("pk")) | _applied(on)) if provisionally else standing


def in_doubt(rows: QuerySet, *, to: Subject, on: dt.date) -> QuerySet:
    """Neither in force nor ended on a day: its certain terms are over, and what follows cannot be computed."""
    standing = _entered(rows, on).filter(_no_longer_sure(to=to, on=on, left_open=True))
    return standing.exclude(_effective_notice(on)).exclude(pk__in=_suspended(to=to, on=on))


def _entered(rows: QuerySet, on: dt.date) -> QuerySet:
    known = Q(eif_on__lte=on) & (Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    known &= Q(state__in=sorted(EIF_KNOWN))
    doubtful = Q(
        eif_on__isnull=True, needs_verification=True, state__in=sorted(BINDING_NOW), state_on__lte=on
    )
    return rows.filter(known | doubtful)


def _applied(on: dt.date) -> Q:
    """Applied provisionally on a day, and not in force by then (VCLT art. 25)."""
    ended = Q(provisional_ended_on__lte=on) | Q(eif_on__lte=on) | Q(state=AgreementState.ABANDONED)
    return Q(provisional_on__lte=on) & ~ended


def _effective_notice(on: dt.date) -> Q:
    """A denunciation has taken effect by a day, although nobody has recorded the end yet."""
    return Q(effect_on__isnull=False, effect_on__lte=on, needs_verification=False)


def _suspended(*, to: Subject, on: dt.date) -> QuerySet:
    """Those suspended and not applied again by a day, also while a notice runs (VCLT arts 57, 72)."""
    stages = StageEvent.objects.visible_to(to).filter(reached_on__lte=on)
    again = stages.filter(
        agreement=OuterRef("agreement"), state=AgreementState.IN_FORCE, pk__gt=OuterRef("pk")
    )
    return stages.filter(state=AgreementState.SUSPENDED).exclude(Exists(again)).values("agreement")


def _no_longer_sure(*, to: Subject, on: dt.date, left_open: bool = False) -> Q:
    """Those whose last certain term is over by a day, by the final clauses as they stood then.

    `left_open`: only those of which nobody can say what followed.
    """
    before = ClauseBefore.objects.visible_to(to).filter(until__gt=on)
    of_it = before.filter(agreement=OuterRef("agreement"))
    now_standing = Clause.objects.visible_to(to).exclude(Exists(of_it))
    then = before.exclude(Exists(of_it.filter(until__lt=OuterRef("until"))))
    return Q(pk__in=_over(now_standing, on, left_open)) | Q(pk__in=_over(then, on, left_open))


def _over(clauses: QuerySet, on: dt.date, left_open: bool) -> QuerySet:
    rows = clauses.filter(
        agreement__eif_on__isnull=False, agreement__needs_verification=False, initial_value__gt=0
    )
    rows = rows.exclude(renewal_mode=RenewalMode.INDEFINITE).annotate(terms=_certain_renewals())
    rows = rows.filter(terms__isnull=False).annotate(sure_until=_sure_until())
    rows = rows.filter(sure_until__lte=on)
    return (rows.filter(OPEN_AFTER) if left_open else rows).values("agreement")


LENGTH_MISSING = Q(renewal_value__isnull=True) | Q(renewal_value=0)
RENEWS = Q(renewal_mode=RenewalMode.TACIT) & (Q(max_renewals__isnull=True) | Q(max_renewals__gt=0)) | Q(
    renewal_mode=RenewalMode.BY_AGREEMENT, renewals_agreed__gt=0
)
OPEN_AFTER = (RENEWS & LENGTH_MISSING) | Q(renewal_mode=RenewalMode.TACIT, limit_unclear=True)


def _certain_renewals() -> Case:
    """How many renewals are certain; none is said where they never run out."""
    return Case(
        When(RENEWS & LENGTH_MISSING, then=Value(0)),
        When(renewal_mode=RenewalMode.TACIT, then=F("max_renewals")),
        When(renewal_mode=RenewalMode.BY_AGREEMENT, then=F("renewals_agreed")),
        default=Value(0),
        output_field=IntegerField(),
    )


def _sure_until() -> Cast:
    """Whole months from entry into force, clamped to the month's last day, then days: as PostgreSQL adds them."""
    renewals = Cast(Coalesce(F("renewal_value"), 0), BigIntegerField()) * F("terms")
    lengths = ((F("initial_value"), "initial_unit"), (renewals, "renewal_unit"))
    months = reduce(add, (_counted(value, unit, IN_MONTHS) for value, unit in lengths))
    days = reduce(add, (_counted(value, unit, {NoticeUnit.DAYS: 1}) for value, unit in lengths))
    far = (Cast(Least(months, FAR_MONTHS), IntegerField()), Cast(Least(days, FAR_DAYS), IntegerField()))
    return Cast(_Later(F("agreement__eif_on"), _Interval(*far)), DateField())


def _counted(value: Any, unit: str, per_unit: dict[NoticeUnit, int]) -> Case:
    """A length in months or in days; nothing where it is written in the other."""
    turned = [
        When(**{unit: name}, then=Cast(value, BigIntegerField()) * times) for name, times in per_unit.items()
    ]
    return Case(*turned, default=Value(0), output_field=BigIntegerField())


class _Interval(Func):
    """Months and days."""

    template, arg_joiner, output_field = (
        "make_interval(months => %(expressions)s)",
        ", days => ",
        DurationField(),
    )


class _Later(Func):
    """A day and a stretch of time added."""

    template, arg_joiner, output_field = "(%(expressions)s)", " + ", DateField()
