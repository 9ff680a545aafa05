"""Reminders said long ago: one for every twenty activities, delivered, about agreements that have none pending."""

import datetime as dt

from reminders.lifecycle import ReminderState
from reminders.models import Reminder
from workspace.management.volume import instruments
from workspace.management.volume.ground import Ground, pick

PER_ACTIVITIES = 20


def fill(ground: Ground, labels: list[int], on: dt.date) -> None:
    """Past deadlines only, so that the planner still has everything of today to plan."""
    rules = ground.array("SELECT id FROM reminders_rule WHERE code LIKE 'agreements.%' ORDER BY code")
    desks = "('cmd_desk', 'mod_legal', 'mfa_legal')"
    offices = ground.array(f"SELECT id FROM accounts_office WHERE role IN {desks} ORDER BY id")  # nosec B608
    held = instruments.count(ground) - 1
    due_on = f"date '{on}' - 400 - (g.n / {held} * 30)::int"
    linked = f"a.reference = pg_temp.volume_reference('AGR', 1 + g.n % {held})"
    for rows in ground.batches("reminders", max(ground.activities // PER_ACTIVITIES, 20)):
        ground.insert(
            Reminder,
            {
                "rule_id": pick(rules, 51),
                "record": "a.reference",
                "due_on": due_on,
                "offset": "-30",
                "office_id": pick(offices, 52),
                "planned_on": f"{due_on} - 30",
                "state": f"'{ReminderState.SENT}'",
                "delivered_at": f"timestamptz '{on} 06:00+04' - interval '430 days'",
                "label_id": "a.label_id",
            },
            f"{rows} JOIN agreements_agreement a ON {linked}",
        )
