"""Need-to-know on the outbox, audit on the rules."""

from django.db import migrations

from access.walls import Protected
from audit.triggers import Audited


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_initial")]
    operations = [
        Audited("reminders_rule"),
        Audited("reminders_ruleaudience"),
        Protected("reminders_reminder"),
        Protected("reminders_mail"),
        Protected("reminders_notice"),
        Protected("reminders_mailline"),
    ]
