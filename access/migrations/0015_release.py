"""What is prepared for another State is made of what may be given to it, by the same wall (domain.md I26)."""

from django.db import migrations

from access.walls import ALLOWED_LABELS_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0014_calendar_feeds_end")]
    operations = [migrations.RunSQL(ALLOWED_LABELS_SQL, migrations.RunSQL.noop)]
