"""Every write to accounts, offices, appointments and tokens stands in the trail, without secrets."""

from django.db import migrations

from audit.triggers import Audited


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("audit", "0002_triggers")]
    operations = [
        Audited("accounts_user", ("password",)),
        Audited("accounts_office"),
        Audited("accounts_appointment"),
    ]
