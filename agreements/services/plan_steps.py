"""The cycle of a plan: draft, talks, costing, approval, signature, execution, review (domain.md C3)."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from access.context import Subject
from agreements.lifecycle import PLAN_TRANSITIONS, PlanState
from agreements.models import BilateralPlan, PlanEditor, PlanItem
from agreements.selectors.plans import case_of
from agreements.services.plan_refusals import (
    ItemsMissing,
    PlanFixed,
    PlanStepRefused,
    ReviewMissing,
    SignatureDayMissing,
)
from agreements.services.refusals import StepBeforePrevious, StepInFuture
from approvals.lifecycle import CaseState, Over
from approvals.services.unread import end_reading
from foundation.acts import verb
from foundation.errors import InvalidInput, NotFound, RecordChanged
from foundation.permissions import require
from foundation.writes import update

S = PlanState
UNREAD = {S.STAFF_TALKS: Over.MATTER_ENDED, S.CLOSED: Over.MATTER_EXPIRED}


def hold(plan: BilateralPlan, *, by: Subject, version: int | None = None) -> BilateralPlan:
    """The plan as it stands now, held until the verb ends; raises RecordChanged when it is no longer `version`."""
    rows = BilateralPlan.objects.visible_to(by).select_related("country", "agreement", "label")
    held = rows.select_for_update(of=("self",)).filter(pk=plan.pk).first()
    if held is None:
        raise NotFound
    if version is not None and held.version != version:
        raise RecordChanged
    return held


def begin(
    plan: BilateralPlan, name: str, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None
) -> BilateralPlan:
    """The plan held for a verb; raises when the office may not, the row changed or the day lies ahead."""
    require(by, name)
    if on > timezone.localdate(at):
        raise StepInFuture(fields={"on": [StepInFuture.message]})
    return hold(plan, by=by, version=version)


def move(held: BilateralPlan, to: PlanState, *, by: Subject, on: dt.date, **facts: Any) -> BilateralPlan:
    """Take the step on a day; the trigger leaves the row that says so.

    Talked over again, or its year over, what was approved is not asked to be read any more.
    """
    if to not in PLAN_TRANSITIONS[PlanState(held.state)]:
        raise PlanStepRefused
    if on < held.state_on:
        raise StepBeforePrevious(fields={"on": [StepBeforePrevious.message]})
    if to in UNREAD:
        end_reading(held.reference, by=by, on=on, because=UNREAD[to])
    return update(held, state=to, state_on=on, **facts)


def refuse_under_approval(held: BilateralPlan, *, by: Subject) -> None:
    """Raise PlanFixed while a case runs about the plan."""
    case = case_of(held, to=by)
    if case is not None and case.state == CaseState.OPEN:
        raise PlanFixed


def note_author(plan: BilateralPlan, by: Subject) -> None:
    """Whoever writes a plan is written down once."""
    row = PlanEditor(plan=plan, user_id=by.user_id, label_id=plan.label_id)
    PlanEditor.objects.bulk_create([row], ignore_conflicts=True)


@verb("plans.draft")
def draft(
    plan: BilateralPlan, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> BilateralPlan:  # fmt: skip
    """Proposals are in: what was collected becomes the draft."""
    held = begin(plan, "plans.draft", by=by, on=on, at=at, version=version)
    _with_items(held, by=by)
    note_author(held, by)
    return move(held, S.DRAFT, by=by, on=on)


@verb("plans.talk")
def talk(
    plan: BilateralPlan, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> BilateralPlan:  # fmt: skip
    """Staff talks with the partner; also again, when the partner wants a change before signature."""
    held = begin(plan, "plans.talk", by=by, on=on, at=at, version=version)
    refuse_under_approval(held, by=by)
    if held.state != S.DRAFT and not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say why.")]})
    return move(held, S.STAFF_TALKS, by=by, on=on)


@verb("plans.sign")
def sign(
    plan: BilateralPlan, *, by: Subject, on: dt.date, at: dt.datetime, place: str = "",
    for_home: str = "", for_partner: str = "", version: int | None = None, reason: str = "",
) -> BilateralPlan:  # fmt: skip
    """Signed by both sides: what was approved is agreed."""
    held = begin(plan, "plans.sign", by=by, on=on, at=at, version=version)
    signed = {
        "signed_on": on,
        "signed_in": place,
        "signed_by_home": for_home,
        "signed_by_partner": for_partner,
    }
    return move(held, S.SIGNED, by=by, on=on, **signed)


@verb("plans.execute")
def execute(
    plan: BilateralPlan, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> BilateralPlan:  # fmt: skip
    """Carried out from here on: activities are made from its items."""
    held = begin(plan, "plans.execute", by=by, on=on, at=at, version=version)
    return move(held, S.EXECUTING, by=by, on=on)


@verb("plans.close")
def close(
    plan: BilateralPlan, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> BilateralPlan:  # fmt: skip
    """The year is over; `reason` is its review."""
    held = begin(plan, "plans.close", by=by, on=on, at=at, version=version)
    if not reason.strip():
        raise ReviewMissing(fields={"reason": [ReviewMissing.message]})
    return move(held, S.CLOSED, by=by, on=on, review=reason.strip())


def _with_items(held: BilateralPlan, *, by: Subject) -> None:
    if not PlanItem.objects.visible_to(by).filter(plan=held).exists():
        raise ItemsMissing


def check_entry(stands_as: str, signed_on: dt.date | None, review: str, today: dt.date) -> None:
    """A plan entered as signed knows its day, and that day has come; a closed one has its review."""
    if stands_as == S.CLOSED and not review.strip():
        raise ReviewMissing(fields={"review": [ReviewMissing.message]})
    if stands_as != S.COLLECTING and (signed_on is None or signed_on > today):
        raise SignatureDayMissing(fields={"signed_on": [SignatureDayMissing.message]})
