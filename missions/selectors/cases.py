"""The approval cases of papers."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from access.context import Subject
from access.selectors.readers import cleared_holders
from approvals.lifecycle import CaseState, StepState, Verdict
from approvals.models import Case, CaseSeat, Decision, Route
from approvals.selectors.seating import PlannedStep, seat_plan, who_is_missing
from directory.models import DiplomaticMission
from missions.engine import KIND
from missions.models import MissionPaper, StrategicDocument
from missions.selectors.rows import host_ranks
from missions.terms import Accredited, tier


def cases_of(reference: str, *, to: Subject) -> QuerySet[Case]:
    """Every case of a paper, newest first."""
    return Case.objects.visible_to(to).filter(kind=KIND, object_reference=reference).order_by("-id")


def latest_case(reference: str, *, to: Subject) -> Case | None:
    """The case that runs, or ran last."""
    return cases_of(reference, to=to).first()


def facts_for_route(paper: MissionPaper) -> dict[str, Any]:
    """What conditions of a route may ask for."""
    return {
        "level": paper.label.level_code,
        "country": paper.country.iso2,
        "region": paper.country.region,
        "mission": paper.mission.code,
        "tier": tier(*host_ranks(paper)),
        "relations": relations_with(paper.country_id).value,
    }


def relations_with(country: int) -> Accredited:
    """How we are represented to a State today."""
    missions = DiplomaticMission.objects.all()
    if missions.filter(country=country).exists():
        return Accredited.RESIDENT
    served = missions.filter(side_accredited=country).exists()
    return Accredited.SIDE if served else Accredited.NONE


@dataclass(frozen=True, slots=True)
class Asked:
    """One step to come: who will be asked for which word, and within how many working days."""

    order: int
    name: str
    verdict: Verdict
    seats: tuple[tuple[str, tuple[str, ...]], ...]
    sla_days: int | None


@dataclass(frozen=True, slots=True)
class WhoWillBeAsked:
    """The way a submission would take today, and the sentences that say why it could not."""

    steps: tuple[Asked, ...]
    missing: tuple[str, ...]


def who_will_be_asked(paper: MissionPaper, *, authors: list[int], on: dt.date) -> WhoWillBeAsked:
    """The steps of the default route with the people who hold their offices today."""
    route = Route.objects.filter(kind=KIND, is_default=True).first()
    if route is None:
        return WhoWillBeAsked((), ())
    plan = seat_plan(route, mission=paper.mission, facts=facts_for_route(paper), on=on)
    missing = who_is_missing(
        plan, label_id=paper.label_id, authors=frozenset(authors), on=on, mission=paper.mission
    )
    return WhoWillBeAsked(tuple(_asked(planned, paper, on) for planned in plan), tuple(missing))


def _asked(planned: PlannedStep, paper: MissionPaper | StrategicDocument, on: dt.date) -> Asked:
    step = planned.template
    return Asked(
        order=step.order,
        name=step.name,
        verdict=Verdict(step.verdict),
        seats=tuple(
            (
                office.name,
                tuple(held.user.full_name for held in cleared_holders(office.pk, paper.label_id, on=on)),
            )
            for office in planned.offices
        ),
        sla_days=planned.days,
    )


def asked_now(case: Case | None, *, to: Subject) -> list[str]:
    """Names of the offices whose word a running case waits for."""
    if case is None or case.state != CaseState.OPEN:
        return []
    seats = CaseSeat.objects.visible_to(to).filter(case=case, step__state=StepState.OPEN)
    decided = Decision.objects.visible_to(to).filter(case=case).values("step", "office")
    given = {(row["step"], row["office"]) for row in decided}
    waiting = seats.select_related("office").order_by("step__order", "id")
    return [seat.office.name for seat in waiting if (seat.step_id, seat.office_id) not in given]
