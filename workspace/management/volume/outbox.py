"""Reminders said long ago of what still stands: that the report or the cost of an activity is missing."""

import datetime as dt

from reminders.lifecycle import ReminderState
from reminders.models import Reminder
from reminders.registry import rules
from reminders.selectors.deadlines import compiled
from workspace.management.volume.ground import Ground, pick

PER_ACTIVITIES = 20
TOLD_OF = ("activities.after_action", "activities.actuals")
LONG_AGO = 90  # days: the planner still has everything of today to plan


def fill(ground: Ground, labels: list[int], on: dt.date) -> None:
    """One for every twenty activities. A register holds none of a deadline that is gone: those have lapsed."""
    offices = ground.array(
        "SELECT id FROM accounts_office WHERE role IN ('cmd_desk', 'mod_legal') ORDER BY id"
    )
    for code in TOLD_OF:
        deadlines, params = compiled(rules()[code])
        told = f"""(SELECT d.*, row_number() OVER (ORDER BY d.reference) AS n
            FROM ({deadlines}) d WHERE d.due_on::date < %(before)s) g"""  # nosec B608
        ground.insert(
            Reminder,
            {
                "rule_id": "u.id",
                "record": "g.reference",
                "due_on": "g.due_on::date",
                "offset": "0",
                "office_id": pick(offices, 52),
                "planned_on": "g.due_on::date",
                "state": f"'{ReminderState.SENT}'",
                "delivered_at": "(g.due_on::date + time '10:00')::timestamptz",
                "label_id": "g.label_id",
            },
            f"{told} JOIN reminders_rule u ON u.code = %(code)s WHERE g.n <= %(most)s",
            {
                **params,
                "before": on - dt.timedelta(days=LONG_AGO),
                "code": code,
                "most": max(ground.activities // PER_ACTIVITIES, 20) // len(TOLD_OF),
            },
        )
        ground.say(f"reminders: told of {code}")
