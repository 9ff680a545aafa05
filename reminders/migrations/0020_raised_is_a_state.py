"""What was raised before it reached anybody waits for the next plan as such, and is not told meanwhile.

Going back, it lapses: the code before knows no such state and plans it anew.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0019_a_month_at_most")]
    operations = [
        migrations.RunSQL(
            migrations.RunSQL.noop, "UPDATE reminders_reminder SET state = 'superseded' WHERE state = 'raised'"
        ),
        migrations.AlterField(
            model_name="reminder",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "planned"),
                    ("sent", "delivered"),
                    ("superseded", "no longer needed"),
                    ("vacant", "nobody in the office may read it"),
                    ("raised", "marked higher meanwhile, to be said anew"),
                ],
                default="pending",
                max_length=12,
                verbose_name="state",
            ),
        ),
    ]
