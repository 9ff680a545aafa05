"""The trail is written by triggers and never changed."""

from django.db import migrations

from audit.triggers import AUDIT_FUNCTION_REVERSE_SQL, AUDIT_FUNCTION_SQL, AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("foundation", "0001_functions")]
    operations = [
        migrations.RunSQL(AUDIT_FUNCTION_SQL, AUDIT_FUNCTION_REVERSE_SQL),
        AppendOnly("audit_event"),
        AppendOnly("audit_change"),
    ]
