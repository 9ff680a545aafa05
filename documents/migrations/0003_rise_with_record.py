"""Files rise with the record they tell of."""

from django.db import migrations

from access.walls import Telling


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_walls"), ("access", "0011_told_rows_rise")]
    operations = [Telling("documents_storedfile", "about_reference")]
