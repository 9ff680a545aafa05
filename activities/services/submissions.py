"""Putting activities to approval: freezing what is proposed, opening the case, following it (domain.md C6)."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from access.context import Subject
from activities.lifecycle import ActivityState, allowed
from activities.models import Activity, ActivityDrafter, ActivitySubmission
from activities.selectors.prerequisites import partners_of
from activities.selectors.submissions import (
    KIND,
    changed_since,
    content_for_approval,
    facts_for_route,
    open_case_of,
    submission,
)
from activities.services.activities import locked
from activities.services.approved import refuse_unmet
from activities.services.basis import check_basis
from activities.services.drafters import drafted
from activities.services.refusals import (
    ChangedSincePutUp,
    NothingToTakeBack,
    StepBeforePrevious,
    StepInFuture,
    StepRefused,
)
from approvals.lifecycle import CaseState, Over
from approvals.models import Case
from approvals.services.cases import withdraw_case
from approvals.services.submitting import put_up
from approvals.services.unread import end_reading
from foundation.acts import verb
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import update

S = ActivityState
FRESH: dict[str, Any] = {"approved_start": None, "approved_cost": None}


@verb("activities.submit")
def submit(
    activity: Activity, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> Activity:  # fmt: skip
    """Put a planned or postponed activity on its route: routine where a basis foresees it, else the long way."""
    require(by, "activities.submit")
    if on > timezone.localdate(at):
        raise StepInFuture(fields={"on": StepInFuture.message})
    held = locked(activity, by=by, version=version)
    if not allowed(ActivityState(held.state), S.IN_APPROVAL):
        raise StepRefused
    if on < held.state_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    today = timezone.localdate(at)
    check_basis({"agreement": held.agreement}, held.starts_on, label_id=held.label_id, today=today, by=by)
    refuse_unmet(held, by=by, today=today)
    drafted(held, by)
    case = put_to_case(held, by=by, on=on, at=at)
    moved = update(held, state=S.IN_APPROVAL, state_on=on, **FRESH)
    if case.state != CaseState.OPEN:  # a route without a step that asks anybody is refused before
        follow(case, by=by, at=at)
    return moved


def put_to_case(
    held: Activity, *, by: Subject, on: dt.date, at: dt.datetime, acted_on: dt.date | None = None,
    acted_because: str = "",
) -> Case:  # fmt: skip
    """Freeze the content, word for word and in one language, and open the case on it; `acted_on`: to ratify it.

    What was approved before of it is not asked to be read any more.
    """
    end_reading(held.reference, by=by, on=on, because=Over.MATTER_SUPERSEDED)
    with override("en"):
        content = content_for_approval(held, to=by, today=timezone.localdate(at))
    countries = [country.iso2 for country in partners_of(held, to=by)]
    return put_up(
        held, by=by, at=at, on=on, kind=KIND, row={"activity": held}, content=content,
        submissions=ActivitySubmission.objects.visible_to(by).filter(activity=held),
        drafters=ActivityDrafter.objects.visible_to(by).filter(activity=held),
        facts=facts_for_route(held, countries, on=on), acted_on=acted_on, acted_because=acted_because,
    )  # fmt: skip


@verb("activities.take_back")
def take_back(
    activity: Activity, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> Activity:  # fmt: skip
    """Take it back from the approvers, to planned; what they said stays on the sheet."""
    require(by, "activities.take_back")
    if activity.state != S.IN_APPROVAL:
        raise NothingToTakeBack
    end_case(activity, by=by, reason=reason, at=at)
    held = locked(activity, by=by, version=version)
    if held.state != S.IN_APPROVAL:
        raise NothingToTakeBack
    if on < held.state_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    return update(held, state=S.PLANNED, state_on=on, **FRESH)


def end_case(activity: Activity, *, by: Subject, reason: str, at: dt.datetime) -> None:
    """Nothing is decided any more about what is taken back; called before the activity is locked."""
    case = open_case_of(activity, to=by)
    if case is not None:
        withdraw_case(case, by=by, reason=reason, at=at)


def follow(case: Case, *, by: Subject, at: dt.datetime) -> None:
    """Bring the activity to where its case stands, in the deciding transaction."""
    found = submission(case.object_reference, case.version_no, to=by)
    if found is None or case.state == CaseState.OPEN:
        return
    held = locked(found.activity, by=by)
    if held.state != S.IN_APPROVAL:
        return
    on = max(legal_day(at), held.state_on)
    if case.state == CaseState.APPROVED:
        if changed_since(found, to=by):
            raise ChangedSincePutUp
        today = timezone.localdate(at)
        check_basis({"agreement": held.agreement}, held.starts_on, label_id=held.label_id, today=today, by=by)
        update(
            held,
            state=S.APPROVED,
            state_on=on,
            approved_start=held.starts_on,
            approved_cost=held.planned_cost,
        )
    else:
        update(held, state=S.PLANNED, state_on=on)
