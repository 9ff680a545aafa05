"""Which offices a route seats for a matter, and which of its steps nobody could decide (decisions.md 22-23)."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from access.selectors.readers import cleared_holders
from accounts.models import Office
from accounts.roles import Role
from approvals import engine
from approvals.lifecycle import DaysFrom, StepMode, Verdict
from approvals.models import Route, RouteStep
from approvals.registry import Fact, Needed, answer_days, facts_known, needed
from directory.models import DiplomaticMission

_ANYTHING_ELSE = object()  # a value that no condition names


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


def lacking_seats(route: Route, steps: Collection[RouteStep]) -> list[Needed]:
    """Seats the kind cannot do without that a route as it is written does not give to every such matter."""
    return [
        wanted
        for wanted in needed(route.kind, route.code)
        if not _always_seated(wanted, steps, facts_known(route.kind))
    ]


def lacking_for(route: Route, steps: Collection[RouteStep], facts: Mapping[str, Any]) -> list[Needed]:
    """Seats that this matter cannot do without and that none of the steps it meets has."""
    return [
        wanted
        for wanted in needed(route.kind, route.code)
        if engine.applies(wanted.when, facts) and not any(_is_seat(step, wanted) for step in steps)
    ]


def _is_seat(step: RouteStep, wanted: Needed) -> bool:
    return (step.role, step.verdict, step.at_mission) == (wanted.role, wanted.verdict, wanted.at_mission)


def _always_seated(wanted: Needed, steps: Collection[RouteStep], known: Mapping[str, Fact]) -> bool:
    """Whatever else a matter tells: for each value its other facts may have, one of the steps applies."""
    conditions = [step.only_when for step in steps if _is_seat(step, wanted)]
    told: dict[str, list[Any]] = {name: list(values) for name, values in wanted.when.items()}
    for name in {name for condition in conditions for name in condition} - set(told):
        offered = known[name].choices() if name in known else None
        told[name] = [_ANYTHING_ELSE] if offered is None else list(offered)
        told[name] += [value for condition in conditions for value in condition.get(name, [])]
    return all(
        any(engine.applies(condition, dict(zip(told, facts, strict=True))) for condition in conditions)
        for facts in product(*told.values())
    )


def words_of_lacking(kind: str, lacking: Collection[Needed]) -> str:
    """A refusal that names each seat, its word, and for which matters it is needed."""
    seats = "; ".join(_seat_in_words(seat, facts_known(kind)) for seat in lacking)
    return _("No route of this kind of matter does without these steps: %(seats)s.") % {"seats": seats}


def _seat_in_words(seat: Needed, known: Mapping[str, Fact]) -> str:
    said = f"{Role(seat.role).label}: {Verdict(seat.verdict).label}"
    conditions = [_condition_in_words(name, values, known.get(name)) for name, values in seat.when.items()]
    if not conditions:
        return said
    return _("%(seat)s (where %(conditions)s)") % {"seat": said, "conditions": ", ".join(conditions)}


def _condition_in_words(name: str, values: Collection[Any], fact: Fact | None) -> str:
    words = (fact.choices() if fact else None) or {}
    said = " / ".join(str(words.get(value, value)) for value in values)
    return f"{fact.words if fact else name}: {said}"


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
