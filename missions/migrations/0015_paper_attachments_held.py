"""Need-to-know, audit and the freeze over the files of a version (walls.md 2 and 5)."""

from django.db import migrations

from access.walls import Protected

FROZEN_SQL = """
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON missions_paperattachment
    FOR EACH ROW EXECUTE FUNCTION missions_guard_parts();
"""
FROZEN_REVERSE_SQL = "DROP TRIGGER frozen ON missions_paperattachment;"


class Migration(migrations.Migration):
    dependencies = [("missions", "0014_paper_attachments"), ("documents", "0006_files_stay")]
    operations = [
        Protected("missions_paperattachment"),
        migrations.RunSQL(FROZEN_SQL, FROZEN_REVERSE_SQL),
    ]
