"""The steps of an activity from idea to close, and its cancellation (domain.md C3)."""

import datetime as dt
from typing import Any

from django.utils import timezone

from access.context import Subject
from activities.lifecycle import ActivityState, allowed
from activities.models import Activity, ActivityStep, Exercise
from activities.services.activities import locked
from activities.services.basis import check_basis, has_basis
from activities.services.refusals import (
    BasisMissing,
    NotBegunYet,
    NotNotified,
    OwnApproval,
    ReasonNeeded,
    StepBeforePrevious,
    StepInFuture,
    StepRefused,
)
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import update

S = ActivityState
BEGUN = frozenset({S.ONGOING, S.COMPLETED})
# Taken back to where it is planned anew: what was approved no longer counts.
UNAPPROVED = frozenset({S.PLANNED, S.IN_APPROVAL})


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
    """Take the step to a state; approving is the head's, cancelling has a verb of its own."""
    require(by, "activities.advance")
    held = _begin(activity, to, by=by, on=on, at=at, version=version)
    if to == S.CANCELLED:
        raise StepRefused
    if to == S.POSTPONED:
        _explained(reason)
    if to in BEGUN and on < held.starts_on:
        raise NotBegunYet(fields={"on": NotBegunYet.message})
    if to == S.ONGOING:
        _check_notification(held, by=by)
    facts: dict[str, Any] = dict.fromkeys(("approved_start", "approved_cost")) if to in UNAPPROVED else {}
    if to == S.APPROVED:
        facts = _approve(held, by=by, today=timezone.localdate(at))
    return update(held, state=to, state_on=on, **facts)


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
    held = _begin(activity, S.CANCELLED, by=by, on=on, at=at, version=version)
    _explained(reason)
    return update(held, state=S.CANCELLED, state_on=on)


def _begin(
    activity: Activity, to: str, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None
) -> Activity:
    if on > timezone.localdate(at):
        raise StepInFuture(fields={"on": StepInFuture.message})
    held = locked(activity, by=by, version=version)
    if to not in ActivityState.values or not allowed(ActivityState(held.state), ActivityState(to)):
        raise StepRefused
    if on < held.state_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    return held


def _explained(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": ReasonNeeded.message})


def _approve(held: Activity, *, by: Subject, today: dt.date) -> dict[str, Any]:
    """I17 and I22; a postponed activity within the thresholds keeps its approval."""
    stands_on = {name: getattr(held, name) for name in ("agreement", "plan_item", "ad_hoc_reason")}
    if not has_basis(stands_on):
        raise BasisMissing(fields={"agreement": BasisMissing.message})
    check_basis(stands_on, held.starts_on, label_id=held.label_id, today=today, by=by)
    if held.state == S.POSTPONED:
        if held.approved_start is None:
            raise StepRefused
        return {}
    require(by, "activities.approve")
    steps = ActivityStep.objects.visible_to(by).filter(activity=held, state=S.IN_APPROVAL)
    if steps.order_by("-pk").values_list("by_id", flat=True).first() == by.user_id:
        raise OwnApproval
    return {"approved_start": held.starts_on, "approved_cost": held.planned_cost}


def _check_notification(held: Activity, *, by: Subject) -> None:
    """I19."""
    exercise = Exercise.objects.visible_to(by).filter(activity=held).first()
    if exercise is None or exercise.notify_by is None or exercise.exemption:
        return
    if exercise.notified_on is None or exercise.notified_on > exercise.notify_by:
        raise NotNotified(fields={"notified_on": NotNotified.message})
