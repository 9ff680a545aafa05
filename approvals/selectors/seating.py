"""Which offices a route seats for a matter, and which of its steps nobody could decide (decisions.md 22-23)."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from access.selectors.readers import cleared_holders
from accounts.models import Office
from accounts.roles import Role
from approvals import engine
from approvals.lifecycle import DaysFrom, StepMode, Verdict
from approvals.models import Route, RouteStep
from approvals.registry import Needed, answer_days, needed
from directory.models import DiplomaticMission


@dataclass(frozen=True)
class PlannedStep:
    """A route's step with the offices that would sit in it for one matter."""

    template: RouteStep
    offices: tuple[Office, ...]
    days: int | None = None
    days_from: DaysFrom = DaysFrom.ROUTE

    def as_engine(self) -> engine.Step:
        """The step as the engine counts with it; its key is the template row."""
        step = self.template
        return engine.Step(
            order=step.order, key=step.pk, seats=tuple(o.pk for o in self.offices), verdict=Verdict(step.verdict),
            mode=StepMode(step.mode), quorum=step.quorum, sla_days=self.days, co_author=step.co_author,
        )  # fmt: skip


def seat_plan(
    route: Route, *, mission: DiplomaticMission | None, facts: Mapping[str, Any] | None = None,
    on: dt.date | None = None,
) -> list[PlannedStep]:  # fmt: skip
    """Steps whose conditions the matter meets, with their offices: by role, and at its mission where it says so.

    `on`: the day whose joint agreement sets the days to answer; without one they are the route's own.
    """
    wanted = [step for step in route.steps.all() if engine.applies(step.only_when, facts or {})]
    by_role: dict[str, list[Office]] = {}
    for office in Office.objects.filter(role__in={step.role for step in wanted}).select_related(
        "institution"
    ):
        by_role.setdefault(office.role, []).append(office)
    return [
        PlannedStep(
            step, tuple(_at(by_role.get(step.role, []), step, mission)), *days_of(step, route.kind, on)
        )
        for step in wanted
    ]


def lacking_seats(kind: str, steps: Collection[RouteStep]) -> list[Needed]:
    """Seats the kind cannot do without that none of these steps has."""
    return [
        wanted
        for wanted in needed(kind)
        if not any(
            (step.role, step.verdict, step.at_mission) == (wanted.role, wanted.verdict, wanted.at_mission)
            for step in steps
        )
    ]


def words_of_lacking(lacking: Collection[Needed]) -> str:
    """A refusal that names each seat and its word."""
    seats = "; ".join(f"{Role(seat.role).label}: {Verdict(seat.verdict).label}" for seat in lacking)
    return _("No route of this kind of matter does without these steps, on no condition: %(seats)s.") % {
        "seats": seats
    }


def days_of(step: RouteStep, kind: str, on: dt.date | None) -> tuple[int | None, DaysFrom]:
    """Working days a step gives, and who set them: the joint agreement effective that day, else the route."""
    agreed = answer_days(kind, step.role, on) if step.by_agreement and on is not None else None
    return (step.sla_days, DaysFrom.ROUTE) if agreed is None else (agreed, DaysFrom.AGREEMENT)


def _at(offices: list[Office], step: RouteStep, mission: DiplomaticMission | None) -> list[Office]:
    if not step.at_mission:
        return offices
    return [office for office in offices if mission is not None and office.mission_id == mission.pk]


def who_is_missing(
    plan: list[PlannedStep],
    *,
    label_id: int,
    authors: Collection[int],
    on: dt.date,
    mission: DiplomaticMission | None,
) -> list[str]:
    """Sentences naming each office without which the matter would get stuck; empty when every step can be decided."""
    offices = {office.pk for planned in plan for office in planned.offices}
    holders = {office: {a.user_id for a in cleared_holders(office, label_id, on=on)} for office in offices}
    return words_of_gaps(plan, holders, authors, mission=mission)


def words_of_gaps(
    plan: list[PlannedStep], holders: Mapping[int, set[int]], authors: Collection[int], *,
    mission: DiplomaticMission | None,
) -> list[str]:  # fmt: skip
    """The same for holders that are known: cleared people by office."""
    seated = [planned.as_engine() for planned in plan]
    empty = [_no_such_office(planned, mission) for planned in plan if not planned.offices]
    stuck = {step.key for step in engine.unfillable_steps([s for s in seated if s.seats], holders, authors)}
    return empty + [
        words
        for planned in plan
        if planned.template.pk in stuck
        for words in _why_stuck(planned, holders, authors)
    ]


def _no_such_office(planned: PlannedStep, mission: DiplomaticMission | None) -> str:
    role = Role(planned.template.role).label
    if planned.template.at_mission and mission is not None:
        return _("%(mission)s has no office “%(role)s”.") % {"mission": mission, "role": role}
    return _("There is no office “%(role)s”.") % {"role": role}


def _why_stuck(planned: PlannedStep, holders: Mapping[int, set[int]], authors: Collection[int]) -> list[str]:
    vacant = [o for o in planned.offices if not holders[o.pk]]
    barred = [o for o in planned.offices if holders[o.pk] and holders[o.pk] <= set(authors)]
    if planned.template.co_author:
        barred = []
    words = [
        _("%(office)s is vacant: nobody cleared for this marking holds it today.") % {"office": o}
        for o in vacant
    ]
    words += [
        _(
            "%(office)s: everybody who holds it drafted or edited this version, so a colleague has to be appointed."
        )
        % {"office": o}
        for o in barred
    ]
    return words or [
        _("%(office)s: the same person would have to decide twice.") % {"office": o} for o in planned.offices
    ]
