"""The single escalation of a rule stands in rows since 0005."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reminders", "0005_chain_and_walls")]
    operations = [
        migrations.RemoveField("rule", "escalate_after"),
        migrations.RemoveField("rule", "escalate_to"),
    ]
