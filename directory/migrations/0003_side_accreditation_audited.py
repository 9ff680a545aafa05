"""Where a mission is side-accredited is a fact of the directory like any other: who changed it stands in the trail."""

from django.db import migrations

from audit.triggers import Audited


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_audited"), ("audit", "0002_triggers")]
    operations = [Audited("directory_diplomaticmission_side_accredited")]
