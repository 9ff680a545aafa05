"""The rule table of clearances stands in the trail like everything else of the directory."""

from django.db import migrations

from audit.triggers import Audited


class Migration(migrations.Migration):
    dependencies = [("directory", "0011_clearance_rules"), ("audit", "0002_triggers")]
    operations = [Audited("directory_clearancerule")]
