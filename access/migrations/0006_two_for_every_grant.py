"""Two people for every grant in SQL too: a row confirmed by nobody was in force."""

from django.db import migrations

from access.grants_in_sql import BENEFICIARIES, GRANTS_REVERSE_SQL, GRANTS_SQL, SERVICES_REVERSE_SQL, SERVICES_SQL


class Migration(migrations.Migration):
    dependencies = [("access", "0005_stricter_trail"), ("accounts", "0002_audited")]
    operations = [
        migrations.RunSQL(GRANTS_SQL, GRANTS_REVERSE_SQL),
        *[
            migrations.RunSQL(
                f"CREATE TRIGGER two_people BEFORE INSERT OR UPDATE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION grant_needs_two('{beneficiary}')",
                f"DROP TRIGGER two_people ON {table}",
            )
            for table, beneficiary in BENEFICIARIES.items()
        ],
        migrations.RunSQL(SERVICES_SQL, SERVICES_REVERSE_SQL),
    ]
