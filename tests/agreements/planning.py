"""Annual plans as the cast enters them and takes them through their cycle."""

from decimal import Decimal
from typing import Any

from access.context import Subject
from access.services.labels import intern
from agreements.models import BilateralPlan
from agreements.selectors.plans import case_of, plan
from agreements.services import plan_approval, plan_steps, plans
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country
from foundation.clock import now, today
from tests.cast import acting

NEXT = today().year + 1


def line(**facts: Any) -> dict[str, Any]:
    """A visit to Türkiye in spring, paid from the budget of the ministry, unless told otherwise."""
    return {
        "title_en": "Visit of mountain rescue instructors",
        "title_az": "Dağ xilasetmə təlimatçılarının səfəri",
        "kind": ActivityKind.objects.get(code="unit_exchange"),
        "host": "partner",
        "place": "Isparta",
        "quarter": 2,
        "level": "expert",
        "people_home": 6,
        "people_partner": 10,
        "cost": Decimal("4500.00"),
        "currency": "AZN",
        "funding": "defence_budget",
        **facts,
    }


def begun(
    by: Subject, *, level: str = "official_use", caveats: tuple[str, ...] = (), **facts: Any
) -> BilateralPlan:
    """Next year's plan with Türkiye, of one line unless told otherwise."""
    known = {"country": Country.objects.get(iso2="TR"), "year": NEXT, "items": [line()], **facts}
    return plans.record(by=by, at=now(), label=intern(level, caveats), **known)


def costed(by: Subject, **facts: Any) -> BilateralPlan:
    """Drafted, talked over and costed."""
    held = begun(by, **facts)
    for step in (plan_steps.draft, plan_steps.talk, plan_approval.cost):
        held = step(held, by=by, on=today(), at=now())
    return held


def submitted(**facts: Any) -> BilateralPlan:
    """Put to approval by the Center's desk."""
    with acting("cmd_desk") as by:
        held = costed(by, **facts)
        plan_approval.submit(held, by=by, on=today(), at=now())
        return plan(held.reference, to=by)


def decided(held: BilateralPlan, who: str, verdict: str, **why: Any) -> None:
    """One office gives its word."""
    with acting(who) as by:
        case = case_of(held, to=by)
        assert case is not None
        decide(case, by=by, verdict=verdict, content_hash=case.content_hash, at=now(), on=today(), **why)


def approved(**facts: Any) -> BilateralPlan:
    """Through every office of the route that is seated."""
    held = submitted(**facts)
    with acting("cmd_desk") as by:
        found = case_of(held, to=by)
        assert found is not None
        steps = list(found.steps.order_by("order", "id").values_list("role", "verdict"))
    for role, verdict in steps:
        decided(held, role, verdict)
    with acting("cmd_desk") as by:
        return plan(held.reference, to=by)


def executing(**facts: Any) -> BilateralPlan:
    """Signed and being carried out."""
    held = approved(**facts)
    with acting("cmd_desk") as by:
        plan_steps.sign(held, by=by, on=today(), at=now(), place="Ankara")
        held = plan_steps.execute(held, by=by, on=today(), at=now())
        return plan(held.reference, to=by)
