"""Which labels a subject holds, in functions whose plan PostgreSQL 15 keeps: lists there take half the time."""

from django.db import migrations

from access.walls import ALLOWED_LABELS_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0008_lowering_with_parts")]
    operations = [migrations.RunSQL(ALLOWED_LABELS_SQL, migrations.RunSQL.noop)]
