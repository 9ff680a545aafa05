"""What keeps a person in an office from answering a kind of matter, whatever the case (I22).

A holder, an acting holder or a delegate answers while the office is held, for the institution it belongs to, and a
delegate only what was delegated. The database holds the same (migration 0010).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, DateField, Func, OuterRef, Subquery

from access.context import Subject
from accounts.models import Appointment
from approvals.engine import Refusal
from approvals.models import Case, Delegation


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


def limits_of(to: Subject, *, on: dt.date | None = None) -> Limits:
    """What the person may answer in the office acted in on a day; today's without one."""
    scope = Delegation.objects.visible_to(to).filter(appointment=OuterRef("pk")).values("kinds")[:1]
    held = list(
        Appointment.objects.filter(
            user_id=to.user_id, office_id=to.office_id or 0, confirmed_at__isnull=False, user__is_active=True,
            valid__contains=on or HomeToday(),
        ).values_list("user__institution_id", "office__institution_id", Subquery(scope))
    )  # fmt: skip
    if not held:
        return Limits(Refusal.OFFICE_NOT_HELD)
    if all(own != asked for own, asked, _kinds in held):
        return Limits(Refusal.OTHER_INSTITUTION)
    if any(not kinds for *_, kinds in held):
        return Limits()
    return Limits(kinds=frozenset(kind for *_, kinds in held for kind in kinds))


def bar_of(case: Case, *, to: Subject, on: dt.date | None = None) -> Refusal | None:
    """The rule that keeps this person's office from answering this case, if there is one."""
    return limits_of(to, on=on).bar(case.kind)
