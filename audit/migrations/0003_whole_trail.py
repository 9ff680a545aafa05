"""A row whose own number is changed stands in the trail too."""

from django.db import migrations

from audit.triggers import AUDIT_FUNCTION_SQL


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_triggers")]
    operations = [migrations.RunSQL(AUDIT_FUNCTION_SQL, migrations.RunSQL.noop)]
