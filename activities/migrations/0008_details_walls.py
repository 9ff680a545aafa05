"""Need-to-know on courses, expert posts, training teams and assistance; what lies with the approvers does not change."""

from django.db import migrations

from access.walls import Protected

TABLES = ("course", "expertpost", "trainingteam", "assistanceitem")
FROZEN_SQL = "".join(
    f"""
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON activities_{table}
    FOR EACH ROW EXECUTE FUNCTION activities_guard_parts();
"""
    for table in TABLES
)
REVERSE_SQL = "".join(f"DROP TRIGGER frozen ON activities_{table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("activities", "0007_details")]
    operations = [
        *(Protected(f"activities_{table}") for table in TABLES),
        migrations.RunSQL(FROZEN_SQL, REVERSE_SQL),
    ]
