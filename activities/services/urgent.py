"""What could not wait is done first and ratified within one working day (domain.md C6, C9)."""

import datetime as dt

from django.utils import timezone

from access.context import Subject
from activities.lifecycle import ActivityState, allowed
from activities.models import Activity
from activities.selectors.prerequisites import basis_check
from activities.services.activities import locked
from activities.services.basis import check_basis
from activities.services.drafters import drafted
from activities.services.refusals import BasisMissing, StepBeforePrevious, StepInFuture, StepRefused
from activities.services.submissions import end_case, put_to_case
from approvals.services.urgency import HasteUnexplained, NotDoneYet
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import update

S = ActivityState


@verb("activities.act_first")
def act_first(
    activity: Activity, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> Activity:  # fmt: skip
    """An evacuation or an inspection does not wait: it counts as approved from `on`, and its case ratifies that.

    Prerequisites are read by whoever ratifies and stop nothing; a legal basis there must be (I17). What lay with the
    approvers is taken from them, and they see why. Raises NotDoneYet for what begins later, NoApprover.
    """
    require(by, "activities.act_first")
    today = timezone.localdate(at)
    if on > today:
        raise StepInFuture(fields={"on": StepInFuture.message})
    if not reason.strip():
        raise HasteUnexplained(fields={"reason": [HasteUnexplained.message]})
    if activity.state == S.IN_APPROVAL:  # the case is locked before the activity, as deciding does
        end_case(activity, by=by, reason=reason, at=at)
    held = locked(activity, by=by, version=version)
    _check(held, by=by, on=on, today=today)
    drafted(held, by)
    put_to_case(held, by=by, on=today, at=at, acted_on=on, acted_because=reason)
    if held.state != S.IN_APPROVAL:
        update(held, state=S.IN_APPROVAL, state_on=on)
    cost = held.planned_cost
    return update(held, state=S.APPROVED, state_on=on, approved_start=held.starts_on, approved_cost=cost)


def _check(held: Activity, *, by: Subject, on: dt.date, today: dt.date) -> None:
    """What has begun, from a state that could be put up for approval, on a basis that stands."""
    if held.state != S.IN_APPROVAL and not allowed(ActivityState(held.state), S.IN_APPROVAL):
        raise StepRefused
    if on < held.state_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    if held.starts_on > on:
        raise NotDoneYet(fields={"on": [NotDoneYet.message]})
    check_basis({"agreement": held.agreement}, held.starts_on, label_id=held.label_id, today=today, by=by)
    basis = basis_check(held, to=by, on=today)
    if not basis.met:
        raise BasisMissing(fields={"agreement": [basis.says]})
