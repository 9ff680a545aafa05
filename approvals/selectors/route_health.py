"""What would stop a matter before it is submitted, and what stops one now: routes, offices, superiors (C9)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.context import Subject
from access.ladder import rank
from access.selectors.lists import need_to_know_list
from access.selectors.readers import cleared_holders
from accounts.models import Office
from accounts.roles import Role
from approvals import engine
from approvals.lifecycle import CaseState
from approvals.models import Case, CaseSeat, Route, RouteStep
from approvals.registry import kind_label, kinds
from approvals.selectors.facts import facts_of
from approvals.selectors.holders import Holder, holders_on

SOON = dt.timedelta(days=30)
LEVEL = "official_use"  # what most cases carry; a preview asks for any other
TOP = frozenset({Role.MOD_LEADERSHIP, Role.MFA_LEADERSHIP})  # above them nobody is told


class Trouble(TextChoices):
    """What is wrong, the most urgent first."""

    CASE_STUCK = "case_stuck", gettext_lazy("A running case has nobody to answer it")
    NO_DEFAULT_ROUTE = "no_default_route", gettext_lazy("A kind of matter has no route")
    NO_OFFICE = "no_office", gettext_lazy("A step has no office")
    VACANT = "vacant", gettext_lazy("An office is vacant")
    NOT_CLEARED = "not_cleared", gettext_lazy("Nobody in an office is cleared")
    SAME_PERSON = "same_person", gettext_lazy("One person would have to answer twice")
    ENDS_SOON = "ends_soon", gettext_lazy("An office falls vacant soon")
    NO_SUPERIOR = "no_superior", gettext_lazy("Nobody is told when an office is late")


@dataclass(frozen=True)
class Finding:
    """One thing to put right. `where`: route or case; `office`: its code, empty where there is none."""

    trouble: Trouble
    where: str
    office: str
    words: str
    due_on: dt.date | None = None


def findings(*, to: Subject, on: dt.date) -> list[Finding]:
    """Everything, the most urgent first; of cases only those the viewer may see."""
    order = list(Trouble)
    found = {*_stuck_cases(to, on), *_kinds_without_route(), *_route_findings(on)}
    return sorted(found, key=lambda f: (order.index(f.trouble), f.where, f.office, f.words))


def _kinds_without_route() -> Iterator[Finding]:
    served = set(Route.objects.filter(is_default=True).values_list("kind", flat=True))
    for kind in sorted(kinds()):
        if kind not in served:
            words = _("“%(kind)s” has no route that is used when nothing else is chosen.")
            yield Finding(Trouble.NO_DEFAULT_ROUTE, kind, "", words % {"kind": kind_label(kind)})


# --- routes ---
def _route_findings(on: dt.date) -> Iterator[Finding]:
    routes = list(Route.objects.filter(is_default=True).prefetch_related("steps"))
    by_role: dict[str, list[Office]] = {}
    for office in Office.objects.select_related("institution", "mission__country", "superior"):
        by_role.setdefault(office.role, []).append(office)
    asked = {office.pk: office for office in _seated(routes, by_role)}
    at_missions = {o.pk: need_to_know_list(o.mission) for o in asked.values() if o.mission is not None}
    held = holders_on(on, list(asked.values()), level=rank(LEVEL))
    listed = {
        key: holders_on(on, [asked[key]], level=rank(LEVEL), lists=[name])[key]
        for key, name in at_missions.items()
    }
    held |= listed
    for route in routes:
        for step in route.steps.all():
            yield from _step_findings(route, step, by_role)
        yield from _same_person(route, by_role, held)
    for key, office in asked.items():
        yield from _office_findings(office, held[key], on)
        yield from _chain_findings(office, asked, on)


def _seated(routes: Iterable[Route], by_role: dict[str, list[Office]]) -> Iterator[Office]:
    for role in sorted({step.role for route in routes for step in route.steps.all()}):
        yield from by_role.get(role, [])


def _step_findings(route: Route, step: RouteStep, by_role: dict[str, list[Office]]) -> Iterator[Finding]:
    offices = by_role.get(step.role, [])
    told = {"step": step.name, "role": Role(step.role).label}
    if not offices:
        yield Finding(
            Trouble.NO_OFFICE, route.code, "", _("“%(step)s”: there is no office “%(role)s”.") % told
        )
    if not step.at_mission or step.only_when.get("head_of_mission"):
        return
    staffed = {o.mission for rows in by_role.values() for o in rows if o.mission is not None}
    for mission in sorted(staffed - {o.mission for o in offices}, key=lambda m: m.code):
        words = _("“%(step)s”: %(mission)s has no office “%(role)s”.") % {**told, "mission": mission}
        yield Finding(Trouble.NO_OFFICE, route.code, "", words)


def _same_person(
    route: Route, by_role: dict[str, list[Office]], held: dict[int, list[Holder]]
) -> Iterator[Finding]:
    """Steps that no distribution of the present holders could fill, apart from those nobody holds."""
    steps = [step for step in route.steps.all() if not step.at_mission]
    seated = [
        engine.Step(
            step.order, step.pk, tuple(o.pk for o in by_role.get(step.role, [])), step.verdict, step.mode,  # type: ignore[arg-type]
            step.quorum, step.sla_days, step.co_author,
        )
        for step in steps
    ]  # fmt: skip
    cleared = {office: {h.user_id for h in rows if h.cleared} for office, rows in held.items()}
    filled = [s for s in seated if s.seats and all(cleared.get(seat) for seat in s.seats)]
    names = {step.pk: step.name for step in steps}
    for stuck in engine.unfillable_steps(filled, cleared, ()):
        words = _("“%(step)s”: whoever could answer has to answer another step.") % {"step": names[stuck.key]}
        yield Finding(Trouble.SAME_PERSON, route.code, "", words)


# --- offices ---
def _office_findings(office: Office, holders: list[Holder], on: dt.date) -> Iterator[Finding]:
    told = {"office": office}
    cleared = [holder for holder in holders if holder.cleared]
    if not holders:
        yield _of(office, Trouble.VACANT, _("%(office)s: nobody holds it.") % told)
    elif not cleared:
        yield _of(
            office, Trouble.NOT_CLEARED, _("%(office)s: nobody who holds it is cleared for its cases.") % told
        )
    else:
        ends = [holder.until for holder in cleared]
        last = None if None in ends else max(day for day in ends if day is not None)
        if last is not None and last < on + SOON:
            yield _of(
                office,
                Trouble.ENDS_SOON,
                _("%(office)s: held until then, and by nobody afterwards.") % told,
                last,
            )


def _chain_findings(office: Office, asked: dict[int, Office], on: dt.date) -> Iterator[Finding]:
    """An overdue step is told up the chain: it must lead to somebody, and not in a circle."""
    if office.role in TOP:
        return
    if office.superior is None:
        words = _("%(office)s: no superior office is entered, so nobody hears when it is late.")
        yield _of(office, Trouble.NO_SUPERIOR, words % {"office": office})
        return
    seen = {office.pk}
    above: Office | None = office.superior
    while above is not None and above.pk not in seen:
        seen.add(above.pk)
        above = asked[above.pk].superior if above.pk in asked else above.superior
    if above is not None:
        words = _("%(office)s: its superiors form a circle.")
        yield _of(office, Trouble.NO_SUPERIOR, words % {"office": office})


def _of(office: Office, trouble: Trouble, words: str, due_on: dt.date | None = None) -> Finding:
    return Finding(trouble, office.mission.code if office.mission else "", office.code, words, due_on)


# --- running cases ---
def _stuck_cases(to: Subject, on: dt.date) -> Iterator[Finding]:
    """Steps still to come or open that the people who hold their offices today could not complete."""
    cases = Case.objects.visible_to(to).filter(state=CaseState.OPEN).select_related("label")
    known: dict[tuple[int, int], set[int]] = {}
    for case in cases.order_by("id"):
        facts = facts_of(case)
        seats = (
            CaseSeat.objects.visible_to(to).filter(case=case, attempt=1).select_related("office__institution")
        )
        offices = {seat.office_id: seat.office for seat in seats}
        for office in offices:
            if (office, case.label_id) not in known:
                rows = cleared_holders(office, case.label_id, on=on)
                known[office, case.label_id] = {row.user_id for row in rows}
        yield from stuck(case, facts, offices, {o: known[o, case.label_id] for o in offices})


def stuck(
    case: Case, facts: engine.CaseFacts, offices: dict[int, Office], held: dict[int, set[int]]
) -> Iterator[Finding]:
    """Findings of one case: steps still to come or open that these people could not complete."""
    done = {decision.person for decision in facts.decisions}
    answered = {decision.step for decision in facts.decisions}
    ahead = [step for step in facts.steps if step.key not in answered]
    free = {office: people - done for office, people in held.items()}
    for step in engine.unfillable_steps(ahead, free, facts.authors):
        for seat in step.seats:
            if not free[seat] - (set() if step.co_author else set(facts.authors)):
                yield Finding(
                    Trouble.CASE_STUCK, case.reference, offices[seat].code, _why(offices[seat], held[seat])
                )


def _why(office: Any, people: set[int]) -> str:
    if not people:
        return _("%(office)s is vacant: nobody cleared for this marking holds it today.") % {"office": office}
    return _("%(office)s: everybody who holds it drafted this or has answered already.") % {"office": office}
