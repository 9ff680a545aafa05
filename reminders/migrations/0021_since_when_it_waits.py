"""Since when a reminder waits and a message is due, and for when each rule was planned last."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("reminders", "0020_raised_is_a_state")]
    operations = [
        migrations.AddField(
            "reminder",
            "waits_since",
            models.DateTimeField(db_default=Now(), editable=False, verbose_name="waits since"),
        ),
        migrations.AddField(
            "mail", "due_at", models.DateTimeField(db_default=Now(), editable=False, verbose_name="due at")
        ),
        migrations.AlterField(
            "heartbeat", "name", models.CharField(max_length=80, unique=True, verbose_name="loop")
        ),
        # Backwards first of all: names of rules are longer than those of loops, and the next plan writes them anew.
        migrations.RunSQL(
            migrations.RunSQL.noop, "DELETE FROM reminders_heartbeat WHERE name LIKE 'plan of %'"
        ),
    ]
