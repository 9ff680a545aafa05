"""Opening a case for a frozen version of a matter, and withdrawing it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from approvals import engine, lifecycle
from approvals.lifecycle import CaseState, DaysFrom
from approvals.models import Case, CaseEditor, CaseSeat, CaseStep, Route
from approvals.registry import urgent_route
from approvals.selectors.facts import facts_of
from approvals.selectors.seating import (
    PlannedStep,
    lacking_for,
    seat_plan,
    who_is_missing,
    words_of_lacking,
)
from approvals.services.movements import record_movement, settle
from approvals.services.urgency import RATIFIED_WITHIN, check_acted_first
from directory.models import DiplomaticMission
from foundation.acts import verb
from foundation.errors import DomainError, NotFound, TransitionRefused
from foundation.wording import legal_day
from foundation.writes import insert, update

COPIED = (
    "order",
    "phase",
    "verdict",
    "mode",
    "quorum",
    "co_author",
    "clause",
    "outside",
    "role",
    "name_en",
    "name_az",
)


class NoApprover(DomainError):
    """A step nobody could decide is an error at submission that names the office, not a stuck case (walls.md 2)."""

    message = _("A step of the approval route has nobody to decide it.")


class SeatsLacking(DomainError):
    """The route lacks an office this kind of matter is not approved without."""

    message = _("The approval route lacks an office that has to agree. Ask the Center to add it.")


class CaseAlreadyOpen(DomainError):
    """One version of a matter at a time is under approval."""

    message = _("A version of this is under approval already. Withdraw it before you submit another.")


class NoRoute(DomainError):
    """A kind of matter needs a route before anything of it can be submitted."""

    message = _("There is no approval route for this kind of matter. Ask the Center to set one up.")


class DoneIsNotWithdrawn(DomainError):
    """What was done first is reported and ratified, or it is not; the question is not taken back (domain.md C9)."""

    message = _("This has been done already. Both leaderships say whether they stand behind it.")


@verb("cases.open")
def open_case(
    *, by: Subject, kind: str, object_reference: str, version_no: int, content_hash: str, label: Label,
    editors: Iterable[int], mission: DiplomaticMission | None = None, route_code: str | None = None,
    facts: Mapping[str, Any] | None = None, at: dt.datetime, on: dt.date, is_demo: bool = False,
    acted_on: dt.date | None = None, acted_because: str = "",
) -> Case:  # fmt: skip
    """Copy the route's steps into a case for this version and open the first of them.

    `editors`: ids of everybody who drafted or edited the version. The owning domain asked for the right to submit;
    `moved()` is called for what happens afterwards. `acted_on`: for what could not wait, the day it was done, and why;
    the case ratifies it on the route its kind declares, within one working day (C9).
    Raises NoApprover, SeatsLacking, CaseAlreadyOpen, NoRoute, NotDoneFirst, HasteUnexplained, NotDoneYet.
    """
    authors = frozenset(editors)
    check_acted_first(kind, acted_on, acted_because, on=on)
    route = _route(kind, urgent_route(kind) if acted_on else route_code)
    rounds = Case.objects.visible_to(by).filter(kind=kind, object_reference=object_reference)
    earlier = rounds.order_by("-id").first()
    if earlier is not None and earlier.state == CaseState.OPEN:
        raise CaseAlreadyOpen
    plan = _planned(route, mission, facts, on)
    missing = who_is_missing(plan, label_id=label.pk, authors=authors, on=on, mission=mission)
    if missing or not plan:
        raise NoApprover(" ".join(missing) or None)
    case = _insert(
        Case(
            kind=kind, object_reference=object_reference, version_no=version_no, content_hash=content_hash, label=label,
            submitted_label=label, mission=mission, route=route, route_version=route.version,
            recall_days=route.recall_days, phase=plan[0].template.phase, acted_on=acted_on,
            acted_because=acted_because.strip()[:500],
            round_no=earlier.round_no + 1 if earlier is not None and earlier.state == CaseState.RETURNED else 1,
            opened_by_id=by.user_id, opened_office_id=by.office_id, opened_at=at, opened_on=on, is_demo=is_demo,
        )
    )  # fmt: skip
    _name_editors(case, authors)
    _copy_steps(case, plan)
    record_movement(case, None, by=by, at=at, on=on)
    settle(case, engine.outcome(facts_of(case)), by=by, at=at, on=on)
    return case


def _name_editors(case: Case, authors: Iterable[int]) -> None:
    rows = (CaseEditor(case=case, user_id=user, label=case.label) for user in sorted(authors))
    CaseEditor.objects.bulk_create(rows)


def _planned(
    route: Route, mission: DiplomaticMission | None, facts: Mapping[str, Any] | None, on: dt.date
) -> list[PlannedStep]:
    """The steps with their offices; raises SeatsLacking."""
    plan = seat_plan(route, mission=mission, facts=facts, on=on)
    if lacking := lacking_for(route, [planned.template for planned in plan], facts or {}):
        raise SeatsLacking(words_of_lacking(route.kind, lacking))
    return plan


def _insert(case: Case) -> Case:
    """Of two submissions at the same moment the second is told that the first was quicker."""
    try:
        with transaction.atomic():
            return insert(case)
    except IntegrityError as error:
        if "one_open_case_of_a_matter" in str(error):
            raise CaseAlreadyOpen from error
        raise


def _route(kind: str, route_code: str | None) -> Route:
    routes = Route.objects.filter(kind=kind)
    route = (routes.filter(code=route_code) if route_code else routes.filter(is_default=True)).first()
    if route is None:
        raise NoRoute
    return route


def _copy_steps(case: Case, plan: list[PlannedStep]) -> None:
    seated = [planned.as_engine() for planned in plan]
    for planned, as_engine in zip(plan, seated, strict=True):
        copied = {name: getattr(planned.template, name) for name in COPIED}
        step = CaseStep.objects.create(
            case=case, label_id=case.label_id, aftermath=engine.is_aftermath(as_engine, seated),
            **_days(case, planned), **copied,
        )  # fmt: skip
        CaseSeat.objects.bulk_create(
            CaseSeat(case=case, step=step, office=office, label_id=case.label_id)
            for office in planned.offices
        )


def _days(case: Case, planned: PlannedStep) -> dict[str, Any]:
    """Working days of a step, and who set them."""
    if case.is_ratification:
        return {"sla_days": RATIFIED_WITHIN, "days_from": DaysFrom.ROUTE}
    return {"sla_days": planned.days, "days_from": planned.days_from}


@verb("cases.withdraw")
def withdraw_case(case: Case, *, by: Subject, reason: str, at: dt.datetime) -> Case:
    """Take an open case back, or close a returned one for good; the owning domain asked for the right to do so.

    Decisions taken stay on the sheet. `moved()` is not called: only the owning domain withdraws and it knows.
    Raises TransitionRefused when the case is closed already, DoneIsNotWithdrawn where it ratifies what was done.
    """
    held = lock(case, by)
    if held.is_ratification:
        raise DoneIsNotWithdrawn
    if not lifecycle.allowed(CaseState(held.state), CaseState.WITHDRAWN):
        raise TransitionRefused
    on, was_open = legal_day(at), held.state == CaseState.OPEN
    update(held, state=CaseState.WITHDRAWN, closed_on=on)
    record_movement(held, None, by=by, at=at, on=on, reason=reason)
    if was_open:
        settle(held, engine.outcome(facts_of(held)), by=by, at=at, on=on, reason=reason)
    return held


def lock(case: Case, by: Subject) -> Case:
    """The case as it stands now, held until the transaction ends; hidden and absent are the same NotFound."""
    held = Case.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=case.pk).first()
    if held is None:
        raise NotFound
    return held
