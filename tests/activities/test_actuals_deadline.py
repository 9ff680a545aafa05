"""Whoever planned a cost is reminded to say what was spent (C7, row 30)."""

from decimal import Decimal

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from activities.services import activities
from foundation.clock import now, today
from reminders.models import Reminder
from reminders.services.planning import plan
from tests.activities.programme import a_month_over, days, planned
from tests.cast import acting

pytestmark = pytest.mark.django_db
COST = {"planned_cost": Decimal(100), "currency": "AZN"}


def pending() -> list[tuple[str, int]]:
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=today())
        rows = Reminder.objects.visible_to(planner).filter(state="pending", rule__code="activities.actuals")
        return sorted(rows.values_list("office__role", "offset"))


def test_a_month_after_the_end_the_desk_is_reminded_until_it_is_said(db: None) -> None:
    last = a_month_over()
    over = {
        "stands_as": "completed",
        "ad_hoc_reason": "x",
        "starts_on": days(last - 2),
        "ends_on": days(last),
    }
    with acting("cmd_desk") as desk:
        activity = planned(desk, **COST, **over)
        planned(desk, **over)
        planned(desk, **COST)
    assert pending() == [("cmd_desk", 30)]
    with acting("cmd_desk") as desk:
        activities.amend(activity, by=desk, at=now(), actual_cost=Decimal(90))
    assert pending() == []
