"""Who proposes a grant is who acts, and so is who confirms it: one statement named both and gave it alone."""

from django.db import migrations

from access.grants_in_sql import GRANTS_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0009_labels_planned_once")]
    operations = [migrations.RunSQL(GRANTS_SQL, migrations.RunSQL.noop)]
