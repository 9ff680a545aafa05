"""What keeps a person in an office from answering a kind of matter, whatever the case (I22).

A holder, an acting holder or a delegate answers while the office is held, for the institution it belongs to, and a
delegate only what was delegated. The database holds the same (migration 0010).
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, DateField, Func, OuterRef, QuerySet, Subquery

from access.context import Subject
from accounts.models import Appointment
from approvals.engine import Refusal
from approvals.models import Case, Delegation

HELD = ("user__institution_id", "office__institution_id", "kinds")
DELIVERED = "whoever delivers reminders reads every delegation under its own clearance"


@dataclass(frozen=True)
class Limits:
    """`refused`: nothing at all may be answered. `kinds`: only these; None: every kind."""

    refused: Refusal | None = None
    kinds: frozenset[str] | None = None

    def bar(self, kind: str) -> Refusal | None:
        """The rule that forbids answering this kind of matter."""
        if self.refused is not None:
            return self.refused
        return Refusal.BEYOND_DELEGATION if self.kinds is not None and kind not in self.kinds else None


class HomeToday(Func):
    """Today at home, as the wall counts it."""

    function = "home_today"
    output_field = DateField()


class MayRead(Func):
    """(label, person, office): whether the person in the office is cleared for the label today (walls.md 1)."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # type: ignore[override]
        parts, values = [], []
        for expression in self.get_source_expressions():
            sql, params = compiler.compile(expression)
            parts.append(sql)
            values += list(params)
        return f"({parts[0]} = ANY (subject_labels({parts[1]}, {parts[2]})))", values


Held = tuple[int, int, list[str] | None]  # institution of the person and of the office, kinds where delegated


def limits_of(to: Subject, *, on: dt.date | None = None) -> Limits:
    """What the person may answer in the office acted in on a day; today's without one."""
    rows = _held(Delegation.objects.visible_to(to), on)
    return _limits(list(rows.filter(user_id=to.user_id, office_id=to.office_id or 0).values_list(*HELD)))


def limits_of_seats(seats: Collection[tuple[int, int]]) -> dict[tuple[int, int], Limits]:
    """The same today for many, by (person, office), for whoever delivers what they are told."""
    rows = _held(Delegation.objects.unrestricted(reason=DELIVERED), None).filter(
        user_id__in={person for person, _office in seats}, office_id__in={office for _person, office in seats}
    )
    held: dict[tuple[int, int], list[Held]] = {seat: [] for seat in seats}
    for person, office, *facts in rows.values_list("user_id", "office_id", *HELD):
        if (person, office) in held:
            held[person, office].append(tuple(facts))
    return {seat: _limits(found) for seat, found in held.items()}


def _held(delegations: QuerySet[Delegation], on: dt.date | None) -> QuerySet[Appointment]:
    scope = delegations.filter(appointment=OuterRef("pk")).values("kinds")[:1]
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        confirmed_at__isnull=False, user__is_active=True, valid__contains=on or HomeToday()
    )
    return rows.annotate(kinds=Subquery(scope))


def _limits(held: list[Held]) -> Limits:
    if not held:
        return Limits(Refusal.OFFICE_NOT_HELD)
    if all(own != asked for own, asked, _kinds in held):
        return Limits(Refusal.OTHER_INSTITUTION)
    if any(not kinds for *_, kinds in held):
        return Limits()
    return Limits(kinds=frozenset(kind for *_, kinds in held for kind in kinds or ()))


def bar_of(case: Case, *, to: Subject, on: dt.date | None = None) -> Refusal | None:
    """The rule that keeps this person's office from answering this case, if there is one."""
    return limits_of(to, on=on).bar(case.kind)
