"""A return that is sent back waits for whoever works on it again."""

from django.db import migrations, models

STATES = [
    ("scheduled", "Scheduled"),
    ("in_preparation", "In preparation"),
    ("checked", "Agreed to by security"),
    ("cleared", "Cleared by the other ministry"),
    ("sent_back", "Sent back"),
    ("submitted", "Submitted"),
    ("closed", "Receipt confirmed"),
    ("not_due", "Not due"),
]
OWED = ["checked", "cleared", "in_preparation", "scheduled", "sent_back"]


class Migration(migrations.Migration):
    dependencies = [("activities", "0044_request_hours_corrected")]

    operations = [
        migrations.AlterField(
            model_name="duereturn",
            name="state",
            field=models.CharField(
                choices=STATES, default="scheduled", editable=False, max_length=15, verbose_name="state"
            ),
        ),
        migrations.AlterField(
            model_name="duereturnstep",
            name="state",
            field=models.CharField(choices=STATES, max_length=15, verbose_name="state"),
        ),
        migrations.RemoveIndex(model_name="duereturn", name="returns_owed"),
        migrations.AddIndex(
            model_name="duereturn",
            index=models.Index(condition=models.Q(("state__in", OWED)), fields=["due_on"], name="returns_owed"),
        ),
    ]
