"""The tables a transaction writes are named in a setting of it, so that the end of an act may ask what follows."""

from django.db import migrations

from audit.triggers import AUDIT_FUNCTION_SQL


class Migration(migrations.Migration):
    dependencies = [("audit", "0007_lighter_rows")]
    operations = [migrations.RunSQL(AUDIT_FUNCTION_SQL, migrations.RunSQL.noop)]
