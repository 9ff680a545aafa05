"""Every write to the directory stands in the trail."""

from django.db import migrations

from audit.triggers import Audited

TABLES = ("country", "organisation", "institution", "unit", "diplomaticmission", "headofmissiontenure", "activitykind", "calendarday")


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("audit", "0002_triggers")]
    operations = [Audited(f"directory_{table}") for table in TABLES]
