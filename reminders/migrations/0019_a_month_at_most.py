"""What was set by hand is put off for a month at most, also where its day is further off (reminders.lifecycle)."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("reminders.migrations.0017_days_of_a_window").SNOOZE_SQL
AFTER = BEFORE.replace(
    "IF NEW.until > due AND (legal OR (due >= today AND NOT by_hand) OR NEW.until > today + 30) THEN",
    """IF (NEW.until > due AND (legal OR (due >= today AND NOT by_hand)))
       OR (NEW.until > today + 30 AND NOT legal AND (due < today OR by_hand)) THEN""",
)


class Migration(migrations.Migration):
    dependencies = [("reminders", "0018_one_line_in_a_message")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
