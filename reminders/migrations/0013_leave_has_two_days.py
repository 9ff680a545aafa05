"""A leave without a last day passed: what is compared with nothing is neither true nor false. Half a leave is none."""

from django.db import migrations, models

SAID = "A leave has a first and a last day, in this order."
HALVES_SQL = """
UPDATE reminders_preference SET away_from = NULL, away_until = NULL
WHERE (away_from IS NULL) <> (away_until IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0012_about_stays")]

    operations = [
        migrations.RunSQL(HALVES_SQL, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="preference", name="leave_has_both_ends"),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("away_from__isnull", True), ("away_until__isnull", True)),
                    models.Q(
                        ("away_from__isnull", False),
                        ("away_until__gte", models.F("away_from")),
                        ("away_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="leave_has_both_ends",
                violation_error_message=SAID,
            ),
        ),
    ]
