"""Need-to-know on visits, their delegations, programmes and phases."""

from django.db import migrations

from access.walls import Protected

TABLES = ("visit", "delegate", "programmeitem", "visitpreparation")


class Migration(migrations.Migration):
    dependencies = [("activities", "0013_visits")]
    operations = [Protected(f"activities_{table}") for table in TABLES]
