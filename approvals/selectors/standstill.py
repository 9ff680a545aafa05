"""What keeps a running case standing: who is asked in which quality, what is vacant, who has been told (C9).

The same the health of the routes says of it, on the page of the case itself.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from access.context import Subject
from accounts.models import Appointment, Office
from accounts.selectors.offices import appointments_on
from approvals.engine import CaseFacts, outcome
from approvals.lifecycle import CaseState, StepState
from approvals.models import Case, CaseSeat
from approvals.selectors.bars import MayRead
from approvals.selectors.facts import facts_of
from approvals.selectors.route_health import Finding, stuck
from reminders.models import Reminder

HIGHER = ("approvals.step_overdue", "approvals.step_overdue_counterpart", "approvals.seat_vacant")


@dataclass(frozen=True)
class StandIn:
    """Somebody who answers for an office that is not his own, until a day."""

    office: Office
    person: str
    quality: Any
    on_behalf_of: str
    until: dt.date | None


@dataclass(frozen=True)
class Escalated:
    """An office that was told because another did not answer."""

    office: Office
    rule: str
    on: dt.date


@dataclass(frozen=True)
class Standstill:
    """On a day. `vacant`: offices asked now that nobody cleared holds; `findings`: of the health check."""

    vacant: tuple[Office, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    findings: tuple[Finding, ...] = ()
    escalated: tuple[Escalated, ...] = ()

    @property
    def says_anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self.vacant or self.stand_ins or self.findings or self.escalated)


NOTHING = Standstill()


def standstill(case: Case, *, to: Subject, on: dt.date, known: CaseFacts | None = None) -> Standstill:
    """Nothing for a closed case; a fixed number of questions for an open one."""
    if case.state != CaseState.OPEN:
        return NOTHING
    facts = known or facts_of(case)
    rows = CaseSeat.objects.visible_to(to).filter(case=case, attempt=1)
    offices = {seat.office_id: seat.office for seat in rows.select_related("office__institution")}
    held: dict[int, list[Any]] = {key: [] for key in offices}
    for row in _holders(case, offices, on):
        held[row.office_id].append(row)
    states = outcome(facts).steps
    answered = {(given.step, given.seat) for given in facts.decisions}
    asked = [
        seat
        for step in facts.steps
        if states[step.key] == StepState.OPEN
        for seat in step.seats
        if (step.key, seat) not in answered
    ]
    people = {office: {row.user_id for row in rows if row.reads} for office, rows in held.items()}
    return Standstill(
        vacant=tuple(offices[seat] for seat in asked if not people[seat]),
        stand_ins=tuple(
            _stand_in(row, offices) for seat in asked for row in held[seat] if row.reads and row.is_acting
        ),
        findings=tuple(dict.fromkeys(stuck(case, facts, offices, people))),
        escalated=tuple(_told(case, to)),
    )


def _holders(case: Case, offices: Mapping[int, Office], on: dt.date) -> QuerySet[Appointment]:
    """Who holds these offices on the day, with whether the case may be read there."""
    rows = appointments_on(on).filter(office__in=list(offices)).select_related("user", "on_behalf_of")
    return rows.annotate(reads=MayRead(Value(case.label_id), F("user_id"), F("office_id"))).order_by(
        "kind", "pk"
    )


def _stand_in(row: Any, offices: Mapping[int, Office]) -> StandIn:
    return StandIn(
        offices[row.office_id], row.user.full_name, row.get_kind_display(),
        row.on_behalf_of.full_name if row.on_behalf_of else "",
        row.valid.upper - dt.timedelta(days=1) if row.valid.upper else None,
    )  # fmt: skip


def _told(case: Case, to: Subject) -> list[Escalated]:
    """Offices further up or across that have been told, each once per reason."""
    rows = (
        Reminder.objects.visible_to(to)
        .filter(
            Q(is_escalation=True) | Q(rule__code__in=HIGHER),
            record=case.reference,
            delivered_at__isnull=False,
        )
        .select_related("office__institution", "rule")
        .order_by("delivered_at", "pk")
    )
    found: dict[tuple[int, int], Escalated] = {}
    for row in rows:
        told = Escalated(row.office, str(row.rule.title), row.delivered_at.date())
        found.setdefault((row.office_id, row.rule_id), told)
    return list(found.values())
