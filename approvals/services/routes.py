"""Routes as the Center keeps them; a change concerns what is submitted from now on (walls.md 2)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from access.context import Subject
from accounts.models import Office
from approvals import engine
from approvals.lifecycle import StepMode, Verdict
from approvals.models import Route, RouteStep
from approvals.registry import facts_known, phases
from approvals.selectors.seating import lacking_seats, words_of_lacking
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update, validate

AMENDABLE = ("code", "kind", "is_default", "name_en", "name_az", "recall_days")


@verb("routes.record")
def record_route(route: Route, *, by: Subject, steps: Iterable[RouteStep]) -> Route:
    """A new route with its steps. Raises InvalidInput for one that could not be run as it is written."""
    require(by, "routes.record")
    _take_over_default(route)
    insert(route)
    _write_steps(route, steps)
    _check_runnable(route)
    return route


@verb("routes.amend")
def amend_route(
    route: Route,
    *,
    by: Subject,
    steps: Iterable[RouteStep],
    removed: Iterable[RouteStep] = (),
    version: int | None = None,
) -> Route:
    """Change a route; running cases keep the steps they were opened with. `steps`: the new and the changed ones."""
    require(by, "routes.amend")
    _take_over_default(route)
    update(route, version=version, **{name: getattr(route, name) for name in AMENDABLE})
    RouteStep.objects.filter(route=route, pk__in=[step.pk for step in removed]).delete()
    _write_steps(route, steps)
    _check_runnable(route)
    return route


def _take_over_default(route: Route) -> None:
    """One default per kind: naming another one replaces it."""
    if route.is_default:
        Route.objects.filter(kind=route.kind, is_default=True).exclude(pk=route.pk).update(is_default=False)


def _write_steps(route: Route, steps: Iterable[RouteStep]) -> None:
    for step in steps:
        step.route = route
        validate(step)
        _check_condition(step)
        step.version += 1 if step.pk else 0
        step.save()


def _check_condition(step: RouteStep) -> None:
    """Facts and values that the kind of matter tells; what an earlier form wrote is left as it stands."""
    known = facts_known(step.route.kind)
    before: dict[str, Any] = {}
    if step.pk:
        before = RouteStep.objects.filter(pk=step.pk).values_list("only_when", flat=True).first() or {}
    if not known or step.only_when == before:
        return
    wrong: list[str] = []
    for name, values in step.only_when.items():
        if name not in known:
            if step.only_when[name] != before.get(name):
                wrong.append(_("This kind of matter does not tell “%(fact)s”.") % {"fact": name})
            continue
        offered = known[name].choices()
        unknown = [
            v for v in values if offered is not None and v not in offered and v not in before.get(name, [])
        ]
        wrong += [
            _("“%(value)s” is no value of “%(fact)s”.") % {"value": value, "fact": known[name].words}
            for value in unknown
        ]
    if wrong:
        raise InvalidInput(fields={"only_when": wrong})


def _check_runnable(route: Route) -> None:
    steps = list(route.steps.all())
    known = phases(route.kind)
    if known and (foreign := sorted({step.phase for step in steps} - set(known))):
        raise InvalidInput(
            _("Not a phase of this kind of matter: %(phases)s.") % {"phases": ", ".join(foreign)}
        )
    if lacking := lacking_seats(route, steps):
        raise InvalidInput(words_of_lacking(route.kind, lacking))
    seats: dict[str, list[int]] = {}
    for role, office in Office.objects.filter(role__in={step.role for step in steps}).values_list(
        "role", "pk"
    ):
        seats.setdefault(role, []).append(office)
    faults = engine.route_faults([_as_engine(step, seats.get(step.role, [])) for step in steps])
    if faults:
        raise InvalidInput(" ".join(str(fault.label) for fault in faults))


def _as_engine(step: RouteStep, offices: list[int]) -> engine.Step:
    """At a mission one office sits; whether a role has an office at all is asked at submission, by name."""
    seats = (0,) if step.at_mission or not offices else tuple(offices)
    return engine.Step(
        step.order,
        step.pk,
        seats,
        Verdict(step.verdict),
        StepMode(step.mode),
        step.quorum,
        step.sla_days,
        step.co_author,
    )
