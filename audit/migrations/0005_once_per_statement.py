"""What is the same for every row of a statement is asked once: a tenth less for what is planned by the thousand."""

from django.db import migrations

from audit.triggers import AUDIT_FUNCTION_SQL


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_found_by_transaction")]
    operations = [migrations.RunSQL(AUDIT_FUNCTION_SQL, migrations.RunSQL.noop)]
