"""Memberships, other names and formats stand in the trail like everything else of the directory."""

from django.db import migrations

from audit.triggers import Audited

TABLES = ("membership", "namevariant", "cooperationformat", "formatmember", "formatmeeting")


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_numbers_seats_moved_holidays"), ("audit", "0002_triggers")]
    operations = [Audited(f"directory_{table}") for table in TABLES]
