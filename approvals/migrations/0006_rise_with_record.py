"""Cases rise with the record they tell of."""

from django.db import migrations

from access.walls import Telling


class Migration(migrations.Migration):
    dependencies = [("approvals", "0005_submitted_as_labelled"), ("access", "0011_told_rows_rise")]
    operations = [Telling("approvals_case", "object_reference")]
