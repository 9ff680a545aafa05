"""The steps of an activity from idea to close, and its cancellation (domain.md C3)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from access.context import Subject
from activities.lifecycle import ActivityState, allowed
from activities.models import Activity, Exercise
from activities.selectors.prerequisites import basis_check
from activities.selectors.submissions import cases_about
from activities.services.activities import change, locked
from activities.services.after_action import check_submitted
from activities.services.approved import goes_too_far, refuse_unmet
from activities.services.basis import check_basis
from activities.services.exercises import follow_start, told_in_time
from activities.services.refusals import (
    BasisCeased,
    GoesByItsCase,
    NeedsNewApproval,
    NotBegunYet,
    NotEndedYet,
    NotNotified,
    ReasonNeeded,
    StepBeforePrevious,
    StepInFuture,
    StepRefused,
)
from activities.services.submissions import FRESH, end_case
from approvals.lifecycle import Over
from approvals.services.unread import end_reading
from foundation.acts import verb
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.writes import update

S = ActivityState
BEGUN = frozenset({S.ONGOING, S.COMPLETED})
# Approved things are prepared and begun on a basis that still stands.
STANDING = frozenset({S.PREPARING, S.ONGOING})
# What was approved is not asked to be read any more once it does not count, or is over.
UNREAD = {S.PLANNED: Over.MATTER_ENDED, S.CANCELLED: Over.MATTER_ENDED, S.CLOSED: Over.MATTER_EXPIRED}


@verb("activities.advance")
def advance(
    activity: Activity,
    to: str,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Activity:
    """Take the step to a state; approval has verbs and a case of its own, cancelling too."""
    require(by, "activities.advance")
    if to == S.POSTPONED and activity.state == S.IN_APPROVAL:
        _explained(reason)
        end_case(activity, by=by, reason=reason, at=at)
    held = _begin(activity, to, by=by, on=on, at=at, version=version)
    _check_no_other_verb(held, to)
    if to == S.POSTPONED:
        _explained(reason)
    if to in BEGUN and on < held.starts_on:
        raise NotBegunYet(fields={"on": NotBegunYet.message})
    if to == S.COMPLETED and on < held.ends_on:
        raise NotEndedYet(fields={"on": NotEndedYet.message})
    if to in STANDING:
        _check_stands(held, by=by, today=timezone.localdate(at))
    if to in FIRST:
        FIRST[S(to)](held, by=by)
    facts = _facts(held, to, by=by, today=timezone.localdate(at))
    if to in UNREAD:
        end_reading(held.reference, by=by, on=on, because=UNREAD[S(to)])
    return update(held, state=to, state_on=on, **facts)


def _check_no_other_verb(held: Activity, to: str) -> None:
    if to == S.CANCELLED:
        raise StepRefused
    if to == S.IN_APPROVAL or (held.state == S.IN_APPROVAL and to != S.POSTPONED):
        raise GoesByItsCase


def _facts(held: Activity, to: str, *, by: Subject, today: dt.date) -> dict[str, Any]:
    """Taken back to planned, what was approved no longer counts; taken up as approved, it must still be the same."""
    if to == S.PLANNED:
        return dict(FRESH)
    if to == S.APPROVED:
        _check_kept(held, held.starts_on, by=by, today=today)
    return {}


@verb("activities.resume")
def resume(
    activity: Activity,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    starts_on: dt.date,
    ends_on: dt.date,
    version: int | None = None,
    reason: str = "",
) -> Activity:
    """Give a postponed activity its new days: within the thresholds of C3 as approved, else planned anew."""
    require(by, "activities.resume")
    held = _begin(activity, S.PLANNED, by=by, on=on, at=at, version=version)
    if held.state != S.POSTPONED:
        raise StepRefused
    moved = change(held, by=by, at=at, moved_on=on, starts_on=starts_on, ends_on=ends_on)
    follow_start(moved, by=by, today=timezone.localdate(at))
    keeps = moved.approved_start is not None and not goes_too_far(moved, starts_on, moved.planned_cost)
    if not keeps:
        end_reading(held.reference, by=by, on=on, because=UNREAD[S.PLANNED])
        return update(moved, state=S.PLANNED, state_on=on, **FRESH)
    _check_kept(moved, starts_on, by=by, today=timezone.localdate(at))
    return update(moved, state=S.APPROVED, state_on=on)


@verb("activities.cancel")
def cancel(
    activity: Activity,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Activity:
    """It does not take place; the reason stays with the step."""
    require(by, "activities.cancel")
    if activity.state == S.IN_APPROVAL:
        _explained(reason)
        end_case(activity, by=by, reason=reason, at=at)
    held = _begin(activity, S.CANCELLED, by=by, on=on, at=at, version=version)
    _explained(reason)
    end_reading(held.reference, by=by, on=on, because=UNREAD[S.CANCELLED])
    return update(held, state=S.CANCELLED, state_on=on)


def _begin(
    activity: Activity, to: str, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None
) -> Activity:
    if on > timezone.localdate(at):
        raise StepInFuture(fields={"on": StepInFuture.message})
    held = locked(activity, by=by, version=version)
    if held.state == S.IN_APPROVAL and activity.state != held.state:
        raise RecordChanged  # put up meanwhile: its case was not ended before the lock
    if to not in ActivityState.values or not allowed(ActivityState(held.state), ActivityState(to)):
        raise StepRefused
    if on < held.state_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    return held


def _explained(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": ReasonNeeded.message})


def _check_kept(held: Activity, starts_on: dt.date, *, by: Subject, today: dt.date) -> None:
    """A postponed activity keeps an approval it had, on a basis in force and within the thresholds (C3, I17)."""
    if held.approved_start is None:
        raise StepRefused
    if goes_too_far(held, starts_on, held.planned_cost):
        raise NeedsNewApproval
    stands_on = {"agreement": held.agreement, "plan_item": held.plan_item}
    check_basis(stands_on, starts_on, label_id=held.label_id, today=today, by=by)


def _check_stands(held: Activity, *, by: Subject, today: dt.date) -> None:
    """Its agreement is in force; one blocked gets another basis, is postponed or cancelled (domain.md C9)."""
    if not basis_check(held, to=by, on=min(held.starts_on, today)).met:
        raise BasisCeased
    latest = cases_about(held, to=by).first()
    if latest is None or latest.acted_on is None:  # what could not wait was done first (C9)
        refuse_unmet(held, by=by, today=today)


def _check_notification(held: Activity, *, by: Subject) -> None:
    """I19."""
    exercise = Exercise.objects.visible_to(by).filter(activity=held).first()
    if exercise is not None and not told_in_time(exercise):
        raise NotNotified(fields={"notified_on": NotNotified.message})


# What must have been done before a state is reached.
FIRST: dict[ActivityState, Callable[..., None]] = {
    S.ONGOING: _check_notification,
    S.AAR_SUBMITTED: check_submitted,
}
