"""Who would sign what: a route played through for a mission, chosen facts and a day, before anything is submitted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from access.context import Subject
from access.ladder import rank
from access.selectors.lists import need_to_know_list
from accounts.models import Office
from approvals import engine
from approvals.lifecycle import DaysFrom, Verdict
from approvals.models import Route, RouteStep
from approvals.registry import facts_known
from approvals.selectors.holders import Holder, holders_on
from approvals.selectors.seating import PlannedStep, seat_plan, words_of_gaps
from directory.models import DiplomaticMission
from directory.selectors.calendar import work_calendar


@dataclass(frozen=True)
class SeatShown:
    """An office that would be asked, with whoever holds it that day."""

    office: Office
    holders: tuple[Holder, ...]

    @property
    def is_vacant(self) -> bool:
        """True when nobody cleared holds it: then it counts as vacant (decisions.md 23)."""
        return not any(holder.cleared for holder in self.holders)


@dataclass(frozen=True)
class StepShown:
    """A step as it would run; `asked` is False where its condition is not met."""

    step: RouteStep
    asked: bool
    seats: tuple[SeatShown, ...]
    days: int | None
    days_from: DaysFrom
    due_on: dt.date | None

    @property
    def verdict(self) -> Verdict:
        """The word it takes."""
        return Verdict(self.step.verdict)


@dataclass(frozen=True)
class Preview:
    """The whole way. `missing`: sentences that would refuse a submission; `last_on`: approved by then at the latest."""

    route: Route
    on: dt.date
    steps: tuple[StepShown, ...]
    missing: tuple[str, ...]
    last_on: dt.date | None


def preview(
    route: Route, *, to: Subject, on: dt.date, mission: DiplomaticMission | None = None, level: str = "official_use",
    facts: Mapping[str, Any] | None = None,
) -> Preview:  # fmt: skip
    """Play a route through. `level` and the mission's need-to-know list say who would be cleared.

    What a route seats is no secret (routes and offices are open), so `to` is anybody who is signed in.
    """
    told = _told(route, mission, level, facts or {})
    plan = seat_plan(route, mission=mission, facts=told, on=on)
    offices = {office.pk: office for planned in plan for office in planned.offices}
    lists = [need_to_know_list(mission)] if mission is not None else []
    held = holders_on(on, list(offices.values()), level=rank(level), lists=lists)
    due = _due_days(plan, on)
    asked = {planned.template.pk: _shown(planned, held, due) for planned in plan}
    steps = tuple(
        asked.get(step.pk) or StepShown(step, False, (), step.sla_days, DaysFrom.ROUTE, None)
        for step in route.steps.all()
    )
    cleared = {office: {h.user_id for h in rows if h.cleared} for office, rows in held.items()}
    return Preview(
        route, on, steps, tuple(words_of_gaps(plan, cleared, (), mission=mission)), _last(plan, due)
    )


def _told(
    route: Route, mission: DiplomaticMission | None, level: str, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """The facts chosen, and those that follow from mission and level where the kind tells them."""
    known = facts_known(route.kind)
    given: dict[str, Any] = {"level": level}
    if mission is not None:
        given["mission"] = mission.code
        if mission.country is not None:
            given |= {"country": mission.country.iso2, "region": mission.country.region}
    return {name: value for name, value in given.items() if name in known} | dict(facts)


def _shown(
    planned: PlannedStep, held: Mapping[int, list[Holder]], due: Mapping[int, dt.date | None]
) -> StepShown:
    seats = tuple(SeatShown(office, tuple(held[office.pk])) for office in planned.offices)
    return StepShown(
        planned.template, True, seats, planned.days, planned.days_from, due.get(planned.template.order)
    )


def _due_days(plan: list[PlannedStep], on: dt.date) -> dict[int, dt.date | None]:
    """Last day of each order when every one before it is answered on its own last day; None from the first open end."""
    calendar = work_calendar()
    found: dict[int, dt.date | None] = {}
    start: dt.date | None = on
    for order in sorted({planned.template.order for planned in plan}):
        days = [planned.days for planned in plan if planned.template.order == order]
        counted = [day for day in days if day is not None]
        if start is not None:
            start = engine.due_on(start, max(counted), calendar) if len(counted) == len(days) else None
        found[order] = start
    return found


def _last(plan: list[PlannedStep], due: Mapping[int, dt.date | None]) -> dt.date | None:
    seated = [planned.as_engine() for planned in plan]
    deciding = [step.order for step in seated if not engine.is_aftermath(step, seated)]
    return due[max(deciding)] if deciding else None


def facts_to_choose(route: Route) -> dict[str, Any]:
    """Facts of the route's kind that a preview asks for; mission, country, region and level follow from others."""
    derived = {"mission", "country", "region", "level"}
    return {name: fact for name, fact in facts_known(route.kind).items() if name not in derived}
