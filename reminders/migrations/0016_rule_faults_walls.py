"""Which rule fails stands in the trail; a watcher learns how many do."""

from importlib import import_module

from django.db import migrations

from audit.triggers import Audited

BEFORE = import_module("reminders.migrations.0007_outbox_state").SQL
DROP = "DROP FUNCTION reminders_outbox_state(timestamptz);"
AFTER = BEFORE.replace(
    "OUT messages_dead bigint)", "OUT messages_dead bigint, OUT rules_failing bigint)"
).replace(
    "WHERE state = 'dead')",
    """WHERE state = 'dead'),
           (SELECT count(*) FROM reminders_rulefault f JOIN reminders_rule u ON u.id = f.rule_id AND u.is_active)""",
)


class Migration(migrations.Migration):
    dependencies = [("reminders", "0015_rule_faults")]
    operations = [
        Audited("reminders_rulefault"),
        migrations.RunSQL(DROP + AFTER, DROP + BEFORE),
    ]
