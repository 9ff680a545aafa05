"""The directory is open to everybody who signs in (decisions.md 1), and so is who changed it and how."""

from django.db import migrations

from access.trail import OPEN_DIRECTORY_REVERSE_SQL, OPEN_DIRECTORY_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0006_two_for_every_grant"), ("audit", "0004_found_by_transaction")]
    operations = [migrations.RunSQL(OPEN_DIRECTORY_SQL, OPEN_DIRECTORY_REVERSE_SQL)]
