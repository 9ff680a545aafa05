"""A costed plan before the offices of both ministries: route C6, and the plan follows its case."""

import datetime as dt

from django.utils.translation import override

from access.context import Subject
from agreements.lifecycle import PlanState
from agreements.models import BilateralPlan, PlanEditor, PlanSubmission
from agreements.selectors.plan_contents import content_of
from agreements.selectors.plan_seats import viewing
from agreements.selectors.plans import PLAN_KIND, case_of
from agreements.services.plan_items import check_costed
from agreements.services.plan_refusals import ItemsMissing, NothingOfPlanUnderApproval, PlanStepRefused
from agreements.services.plan_steps import begin, hold, move, note_author, refuse_under_approval
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.services.cases import withdraw_case
from approvals.services.submitting import put_up
from foundation.acts import verb
from foundation.errors import NotFound
from foundation.permissions import require
from foundation.wording import legal_day

S = PlanState


@verb("plans.cost")
def cost(
    plan: BilateralPlan, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> BilateralPlan:  # fmt: skip
    """Every item says what it costs, in which currency and from which source."""
    held = begin(plan, "plans.cost", by=by, on=on, at=at, version=version)
    check_costed(held, by=by)
    note_author(held, by)
    return move(held, S.COSTED, by=by, on=on)


@verb("plans.submit")
def submit(
    plan: BilateralPlan, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> Case:  # fmt: skip
    """Freeze the plan as it stands and open its case: finance, department, concurrence of the MFA, leadership."""
    held = begin(plan, "plans.submit", by=by, on=on, at=at, version=version)
    refuse_under_approval(held, by=by)
    if held.state != S.COSTED:
        raise PlanStepRefused
    check_costed(held, by=by)
    note_author(held, by)
    drafters = PlanEditor.objects.visible_to(by).filter(plan=held)
    seen_by = viewing(held, authors=list(drafters.values_list("user_id", flat=True)), on=on)
    with override("en"):  # one content, whoever's language the page is in
        content = content_of(held, to=by)
    if not content["items"]:
        raise ItemsMissing
    if told := seen_by.content():
        content |= {"views": told}
    if seen_by.side and seen_by.mission is not None:
        content |= {"serving_mission": seen_by.mission.code}
    return put_up(
        held, by=by, at=at, on=on, kind=PLAN_KIND, row={"plan": held}, drafters=drafters, content=content,
        submissions=PlanSubmission.objects.visible_to(by).filter(plan=held), mission=seen_by.mission,
        facts={"country": held.country.iso2, "year": held.year, **seen_by.facts},
    )  # fmt: skip


@verb("plans.take_back")
def take_back(
    plan: BilateralPlan, *, by: Subject, reason: str, at: dt.datetime, version: int | None = None
) -> BilateralPlan:
    """Take the plan back from its approvers; what the MFA had concurred to is talked over again."""
    require(by, "plans.submit")
    case = case_of(plan, to=by)
    if case is None or case.state != CaseState.OPEN:
        raise NothingOfPlanUnderApproval
    withdraw_case(case, by=by, reason=reason, at=at)
    held = hold(plan, by=by, version=version)
    if held.state == S.MFA_CONCURRED:
        return move(held, S.STAFF_TALKS, by=by, on=max(legal_day(at), held.state_on))
    return held


def follow(case: Case, *, by: Subject, at: dt.datetime) -> None:
    """Bring the plan to where its case stands, in the deciding transaction."""
    found = BilateralPlan.objects.visible_to(by).filter(reference=case.object_reference).first()
    if found is None:
        raise NotFound
    held = hold(found, by=by)
    on = max(legal_day(at), held.state_on)
    if case.state in (CaseState.RETURNED, CaseState.REJECTED):
        if held.state in (S.COSTED, S.MFA_CONCURRED):
            move(held, S.STAFF_TALKS, by=by, on=on)
        return
    concurred = case.state == CaseState.APPROVED or case.phase == S.MFA_CONCURRED
    if concurred and held.state == S.COSTED:
        held = move(held, S.MFA_CONCURRED, by=by, on=on)
    if case.state == CaseState.APPROVED and held.state == S.MFA_CONCURRED:
        move(held, S.APPROVED, by=by, on=on)
