"""A costed plan before the offices of both ministries: route C6, and the plan follows its case."""

import datetime as dt
from typing import Any

from django.utils.translation import override

from access.context import Subject
from accounts.models import Office
from accounts.roles import Role
from agreements.lifecycle import PlanState
from agreements.models import BilateralPlan, PlanEditor, PlanSubmission
from agreements.selectors.plan_contents import content_of
from agreements.selectors.plans import PLAN_KIND, case_of
from agreements.services.plan_items import check_costed
from agreements.services.plan_refusals import ItemsMissing, NothingOfPlanUnderApproval, PlanStepRefused
from agreements.services.plan_steps import begin, hold, move, note_author, refuse_under_approval
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.services.cases import open_case, withdraw_case
from directory.models import DiplomaticMission
from foundation.acts import verb
from foundation.canonical import canonical, content_hash
from foundation.errors import NotFound
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import insert

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
    return move(held, S.COSTED, on=on)


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
    with override("en"):  # one content, whoever's language the page is in
        content = content_of(held, to=by)
    if not content["items"]:
        raise ItemsMissing
    digest = content_hash(canonical(content))
    number = PlanSubmission.objects.visible_to(by).filter(plan=held).count() + 1
    insert(PlanSubmission(plan=held, no=number, content=content, content_hash=digest, label=held.label))
    authors = PlanEditor.objects.visible_to(by).filter(plan=held).values_list("user_id", flat=True)
    mission = DiplomaticMission.objects.filter(country=held.country).order_by("code").first()
    return open_case(
        by=by, kind=PLAN_KIND, object_reference=held.reference, version_no=number, content_hash=digest,
        label=held.label, editors=authors, mission=mission, at=at, on=on, is_demo=held.is_demo,
        facts={"country": held.country.iso2, "year": held.year, **_offices_at(mission)},
    )  # fmt: skip


def _offices_at(mission: DiplomaticMission | None) -> dict[str, Any]:
    """Whom there is to tell at the mission: without an office there nobody could be asked."""
    roles = (Role.ATTACHE, Role.HEAD_OF_MISSION)
    there = (
        set(Office.objects.filter(mission=mission, role__in=roles).values_list("role", flat=True))
        if mission
        else set()
    )
    return {role.value: role in there for role in roles}


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
        return move(held, S.STAFF_TALKS, on=max(legal_day(at), held.state_on))
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
            move(held, S.STAFF_TALKS, on=on)
        return
    concurred = case.state == CaseState.APPROVED or case.phase == S.MFA_CONCURRED
    if concurred and held.state == S.COSTED:
        held = move(held, S.MFA_CONCURRED, on=on)
    if case.state == CaseState.APPROVED and held.state == S.MFA_CONCURRED:
        move(held, S.APPROVED, on=on)
