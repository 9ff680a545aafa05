"""What lapsed stays as it is: a deadline that comes back is planned anew, under the marking it has by then."""

from django.db import migrations, models

KEY = ("rule", "record", "due_on", "offset", "office", "due_at")
# Back to one row for each key: those that lapsed and were planned anew give way.
ONE_EACH_SQL = """
DELETE FROM reminders_reminder r WHERE r.state = 'superseded' AND EXISTS (
    SELECT 1 FROM reminders_reminder o WHERE o.rule_id = r.rule_id AND o.record = r.record AND o.due_on = r.due_on
      AND o."offset" = r."offset" AND o.office_id = r.office_id AND o.due_at IS NOT DISTINCT FROM r.due_at
      AND (o.state <> 'superseded' OR o.id > r.id))
  AND NOT EXISTS (SELECT 1 FROM reminders_notice n WHERE n.reminder_id = r.id)
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0013_leave_has_two_days")]

    operations = [
        migrations.RemoveConstraint(model_name="reminder", name="reminder_once"),
        migrations.RunSQL(migrations.RunSQL.noop, ONE_EACH_SQL),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "superseded"), _negated=True),
                fields=KEY,
                name="reminder_once",
                nulls_distinct=False,
            ),
        ),
    ]
