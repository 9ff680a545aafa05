"""Over is what its last day says: it is reported on whether or not anybody has said that it was held (C7, row 30)."""

from decimal import Decimal

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from activities.models import Activity
from activities.services import steps
from foundation.clock import now, today
from reminders.models import Reminder
from reminders.registry import rules
from reminders.services.planning import plan
from tests.activities.programme import a_month_over, approved, days, planned, stepped
from tests.cast import acting

pytestmark = pytest.mark.django_db
COST = {"planned_cost": Decimal(100), "currency": "AZN"}
RULES = ("activities.actuals", "activities.after_action")


def brought(state: str, first: int, last: int) -> Activity:
    """Approved in time or after it, and then as far as the state; nobody may be acting."""
    when = {"starts_on": days(first), "ends_on": days(last), "ad_hoc_reason": "x", **COST}
    if state in {"completed", "planned", "idea"}:
        with acting("cmd_desk") as desk:
            return planned(desk, stands_as=state, **when)
    activity = approved(**when)
    with acting("cmd_desk") as desk:
        further = {"approved": (), "preparing": ("preparing",), "ongoing": ("preparing", "ongoing")}[state]
        return stepped(activity, desk, *further)


def pending() -> list[tuple[str, int]]:
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=today())
        rows = Reminder.objects.visible_to(planner).filter(state="pending", rule__code__in=RULES)
        return sorted(rows.values_list("rule__code", "offset"))


def asked_of(activity: Activity) -> list[str]:
    """Rules under which a deadline of it stands, however far its day is."""
    with acting("cmd_desk"):
        return [
            code for code in RULES for row in rules()[code].deadlines() if row["reference"] == activity.reference
        ]  # fmt: skip


@pytest.mark.parametrize("state", ["approved", "preparing", "ongoing", "completed"])
def test_a_month_after_its_last_day_both_are_asked_for(db: None, state: str) -> None:
    last = a_month_over()
    assert brought(state, last - 2, last).state == state
    assert pending() == [("activities.actuals", 30), ("activities.after_action", 30)]


@pytest.mark.parametrize("state", ["approved", "preparing", "ongoing"])
def test_its_last_day_is_not_over_yet(db: None, state: str) -> None:
    assert asked_of(brought(state, -3, 0)) == []


def test_nothing_is_asked_of_what_was_never_to_be_held(db: None) -> None:
    given_up = brought("approved", -33, -31)
    assert asked_of(given_up) == [*RULES]
    with acting("cmd_desk") as desk:
        steps.cancel(given_up, by=desk, on=today(), at=now(), reason="Nobody came")
    for activity in (given_up, brought("planned", -33, -31), brought("idea", -33, -31)):
        assert asked_of(activity) == []
