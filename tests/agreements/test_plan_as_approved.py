"""A plan that is talked over again was approved all the same, and as it had been (domain.md C8, decisions.md 17)."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from agreements.models import BilateralPlan
from agreements.selectors.plans import case_of, items_of, plan
from agreements.services import plan_approval, plan_steps, plans
from agreements.services.plan_refusals import ItemCarried
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country
from foundation.clock import now, today
from reports.selectors.plan_execution import build
from tests.activities.programme import planned
from tests.agreements.planning import NEXT, begun, line
from tests.cast import acting

pytestmark = pytest.mark.django_db
AGO = dt.timedelta(days=20)
THEN: dict[str, Any] = {"on": today() - AGO, "at": now() - AGO}


def _approved_then() -> BilateralPlan:
    """Two lines, approved twenty days ago."""
    with acting("cmd_desk") as by:
        held = begun(
            by, items=[line(title_en="A"), line(title_en="B", cost=Decimal("900.00"))], on=THEN["on"]
        )
        for step in (plan_steps.draft, plan_steps.talk, plan_approval.cost):
            held = step(held, by=by, **THEN)
        plan_approval.submit(held, by=by, **THEN)
        case = case_of(held, to=by)
        assert case is not None
        steps = list(case.steps.order_by("order", "id").values_list("role", "verdict"))
    for role, verdict in steps:
        with acting(role) as by:
            decide(case, by=by, verdict=verdict, content_hash=case.content_hash, **THEN)
    with acting("cmd_desk") as by:
        return plan(held.reference, to=by)


def _row(as_of: dt.date) -> list[tuple[int, str]]:
    with acting("cmd_desk") as by:
        answer = build(to=by, as_of=as_of, country="TR", year=str(NEXT))
        return [(row["items"], row["cost_planned"]) for row in answer.rows if row["plan"]]


def test_the_report_of_an_earlier_day_shows_it_as_it_had_been_approved() -> None:
    held = _approved_then()
    assert held.state == "approved"
    with acting("cmd_desk") as by:
        held = plan_steps.talk(held, by=by, on=today(), at=now(), reason="The partner wants a change.")
        (first, _second) = items_of(held, to=by)
        plans.amend(held, by=by, at=now(), items=[line(no=first.no, title_en="A", cost=Decimal("1.00"))])
    assert _row(today() - dt.timedelta(days=1)) == [(2, "5400.00 AZN")]
    assert _row(today()) == []


def test_a_line_on_which_something_stands_is_named_when_it_would_be_removed() -> None:
    held = _approved_then()
    with acting("cmd_desk") as by:
        (first, second) = items_of(held, to=by)
        day = dt.date(NEXT, 4, 10)
        planned(
            by, plan_item=first, kind=ActivityKind.objects.get(code="unit_exchange"), starts_on=day, ends_on=day,
            country=Country.objects.get(iso2="TR"),
        )  # fmt: skip
        held = plan_steps.talk(held, by=by, on=today(), at=now(), reason="The partner wants a change.")
        with pytest.raises(ItemCarried) as said:
            plans.amend(held, by=by, at=now(), items=[line(no=second.no)])
        assert said.value.fields["items"][0].endswith(f" {first.no}")
