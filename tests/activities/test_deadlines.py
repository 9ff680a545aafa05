"""What exercises remind of: conferences by the Center's desk, the notification by arms control (C7, rows 26, 27)."""

import datetime as dt

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from activities.services import exercises, steps
from foundation.clock import now, today
from reminders.models import Reminder
from reminders.services.planning import plan
from tests.activities.programme import days, exercise
from tests.cast import acting

pytestmark = pytest.mark.django_db


def remind(on: dt.date | None = None) -> list[tuple[str, str, int]]:
    """(rule, role, offset) of what stands pending after planning."""
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=on or today())
        rows = Reminder.objects.visible_to(planner).filter(
            state="pending", rule__code__startswith="exercises."
        )
        return sorted(rows.values_list("rule__code", "office__role", "offset"))


def test_conferences_are_reminded_of_three_weeks_and_one_week_ahead(db: None) -> None:
    with acting("cmd_desk") as desk:
        found = exercise(desk, starts_on=days(42), ends_on=days(44), conferences={
            "ipc": {"held_on": days(-90)}, "mpc": {"held_on": days(-40)},
        })  # fmt: skip
        fpc = found.activity.starts_on - dt.timedelta(days=30)
    assert remind(on=fpc - dt.timedelta(days=14)) == [("exercises.fpc", "cmd_desk", -21)]
    assert remind(on=fpc - dt.timedelta(days=3)) == [("exercises.fpc", "cmd_desk", -7)]
    with acting("cmd_desk") as desk:
        exercises.amend(found, by=desk, at=now(), conferences={"fpc": {"planned_on": days(40)}})
    assert remind(on=fpc - dt.timedelta(days=3)) == []


def test_the_notification_is_reminded_of_and_escalates(db: None) -> None:
    """On days without a holiday near them: a legal deadline's reminder moves to the earlier working day."""
    first, week_before = dt.date(2030, 10, 14), dt.date(2030, 8, 26)
    with acting("cmd_desk") as desk:
        held = {kind: {"held_on": days(-30)} for kind in ("ipc", "mpc", "fpc")}
        found = exercise(desk, starts_on=first, ends_on=first, troops=12_000, conferences=held)
    assert found.notify_by == dt.date(2030, 9, 2)
    assert remind(on=week_before) == [("exercises.notification", "arms_control_desk", -7)]
    after = remind(on=found.notify_by + dt.timedelta(days=1))
    assert [(code, role) for code, role, _offset in after][-1] == ("exercises.notification", "imcd_head")
    with acting("cmd_desk") as desk:
        exercises.amend(found, by=desk, at=now(), notified_on=today())
    assert remind(on=week_before) == []


def test_what_is_cancelled_is_not_reminded_of(db: None) -> None:
    with acting("cmd_desk") as desk:
        found = exercise(desk, starts_on=days(125), ends_on=days(126))
    assert [code for code, _role, _offset in remind()] == ["exercises.ipc"]
    with acting("cmd_desk") as desk:
        steps.cancel(found.activity, by=desk, on=today(), at=now(), reason="No money")
    assert remind() == []


def test_the_planner_holds_every_label(db: None) -> None:
    with acting("cmd_desk") as desk:
        exercise(
            desk, starts_on=days(125), ends_on=days(126), level="limited_official_use",
            caveats=("mod_only", "negotiations"),
        )  # fmt: skip
    assert [code for code, _role, _offset in remind()] == ["exercises.ipc"]
