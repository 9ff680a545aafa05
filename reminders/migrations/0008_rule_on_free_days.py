"""An emergency is told on its day, also where nobody works (domain.md C9: "notify leadership at once")."""

from django.db import migrations, models

AT_ONCE_SQL = """
UPDATE reminders_rule SET is_at_once = true
WHERE NOT is_legal AND code IN ('approvals.to_ratify', 'approvals.not_ratified')
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0007_outbox_state")]

    operations = [
        migrations.AddField(
            model_name="rule",
            name="is_at_once",
            field=models.BooleanField(
                default=False,
                db_default=False,
                help_text="Told on its day, also where nobody works: for emergencies.",
                verbose_name="also on free days",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_at_once", True), ("is_legal", True), _negated=True),
                name="rule_moves_one_way",
                violation_error_message="A legal deadline is told on the working day before, not on a free day.",
            ),
        ),
        migrations.RunSQL(AT_ONCE_SQL, migrations.RunSQL.noop),
    ]
