"""Whoever ever prepared a return agrees to it neither for security nor for the other ministry (I22)."""

from importlib import import_module

from django.db import migrations
from django.db.migrations.operations import RunSQL

from access.lifecycles import Lifecycle

WALLS = import_module("activities.migrations.0041_returns_checked_walls")
RULES = import_module("activities.migrations.0042_days_and_suspensions_kept")
NOW = WALLS.NOW | {
    "in_preparation": ("checked", "cleared", "sent_back", "not_due"),
    "checked": ("sent_back", "cleared", "not_due"),
    "cleared": ("sent_back", "submitted", "not_due"),
    "sent_back": ("in_preparation", "not_due"),
}
STEPS_NOW = Lifecycle(WALLS.TABLE, WALLS.ROWS, WALLS.LINK, NOW, ["scheduled", "submitted", "in_preparation"])

OWED, OWED_NOW = (
    "IN ('scheduled', 'in_preparation', 'checked', 'cleared')",
    "IN ('scheduled', 'in_preparation', 'checked', 'cleared', 'sent_back')",
)
BEFORE_ANY = """NOT EXISTS (SELECT 1 FROM activities_duereturnstep c
                          WHERE c.due_return_id = NEW.id AND c.state IN ('checked', 'cleared') AND c.id < s.id)"""
# Until now an agreement that was taken back left a step "in preparation" of whoever took it back.
NOT_TAKEN_BACK = """coalesce((SELECT c.state FROM activities_duereturnstep c
                         WHERE c.due_return_id = NEW.id AND c.id < s.id ORDER BY c.id DESC LIMIT 1), '')
              NOT IN ('checked', 'cleared')"""
STAYS_SQL = WALLS.STAYS_SQL.replace(BEFORE_ANY, NOT_TAKEN_BACK).replace(OWED, OWED_NOW)
RULE_SQL = RULES.RULE_SQL.replace(OWED, OWED_NOW)


class Migration(migrations.Migration):
    dependencies = [("activities", "0045_returns_sent_back")]
    operations = [
        RunSQL(WALLS.STEPS_NOW.reverse_sql, WALLS.STEPS_NOW.sql),
        STEPS_NOW,
        RunSQL(STAYS_SQL, WALLS.STAYS_SQL),
        RunSQL(RULE_SQL, RULES.RULE_SQL),
    ]
