"""Writing down what the engine found: states of steps and case, and one movement row for each."""

import datetime as dt
from typing import Any

from django.db.models.functions import Now

from access.context import Subject
from approvals import engine
from approvals.lifecycle import CaseState, StepState
from approvals.models import Case, CaseStep, Movement
from directory.selectors.calendar import work_calendar
from foundation.workdays import WorkCalendar
from foundation.writes import update

Instant = dt.datetime | Now  # Now: of what happens by itself with an act that knows its day only
SETTLED_FIRST = (
    StepState.REJECTED,
    StepState.RETURNED,
    StepState.DONE,
    StepState.NOT_NEEDED,
    StepState.OPEN,
    StepState.WAITING,
)


def settle(
    case: Case, now: engine.Outcome, *, by: Subject, at: Instant, on: dt.date, reason: str = ""
) -> bool:
    """Move steps, then the case, to where `now` says; True when the case's state or its open order changed.

    The order matters to the triggers: what was decided first, then what that makes unnecessary, then what it opens,
    and last what waits again because a decision before it was taken back.
    """
    steps = list(case.steps.all())
    order_before = _open_orders(steps)
    moved = [step for step in steps if step.state != now.steps[step.pk]]
    calendar = (
        work_calendar() if any(now.steps[step.pk] == StepState.OPEN for step in moved) else WorkCalendar()
    )
    rank = {state: place for place, state in enumerate(SETTLED_FIRST)}
    for step in sorted(moved, key=lambda step: rank[now.steps[step.pk]]):
        was, step.state = step.state, now.steps[step.pk]
        if step.state == StepState.OPEN and was == StepState.DONE:
            step.closed_on = None  # taken back: the time it had runs on
        elif step.state == StepState.OPEN:
            # A ratification has one working day in all, however many steps it has (domain.md C9).
            counted_from = case.opened_on if case.is_ratification else on
            step.opened_on, step.due_on = on, engine.due_on(counted_from, step.sla_days, calendar)
        elif step.state == StepState.WAITING:
            step.opened_on = step.due_on = None
        else:
            step.closed_on = on
        step.save(update_fields=["state", "opened_on", "due_on", "closed_on"])
        record_movement(case, step, by=by, at=at, on=on, reason=reason)
    changes = _case_changes(case, steps, now, on)
    state_changed = "state" in changes
    update(case, **changes)
    if state_changed:
        record_movement(case, None, by=by, at=at, on=on, reason=reason)
    return state_changed or order_before != _open_orders(steps)


def _case_changes(case: Case, steps: list[CaseStep], now: engine.Outcome, on: dt.date) -> dict[str, Any]:
    deciding = [step for step in steps if step.state == StepState.OPEN and not step.aftermath]
    changes: dict[str, Any] = {"phase": deciding[0].phase if deciding else case.phase}
    if case.state != now.case:
        changes |= {"state": now.case, "closed_on": None if now.case == CaseState.OPEN else on}
    return changes


def _open_orders(steps: list[CaseStep]) -> set[int]:
    return {step.order for step in steps if step.state == StepState.OPEN}


def record_movement(
    case: Case, step: CaseStep | None, *, by: Subject, at: Instant, on: dt.date, reason: str = ""
) -> None:
    """One append-only row: this step (or the case) came into this state on this day (decisions.md 17)."""
    Movement.objects.create(
        case=case, step=step, label_id=case.label_id, state=(step or case).state, phase=(step or case).phase,
        on=on, at=at, user_id=by.user_id, reason=reason,
    )  # fmt: skip
