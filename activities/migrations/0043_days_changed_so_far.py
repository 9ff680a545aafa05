"""The last change of a day is known of what was given another day before changes were kept."""

from django.db import migrations

FILL_SQL = """
INSERT INTO activities_returnredating (due_return_id, before, after, given_at, reason, label_id)
SELECT id, first_due_on, due_on, redated_at, redated_because, label_id FROM activities_duereturn
WHERE corrects_id IS NULL AND redated_at IS NOT NULL AND due_on <> first_due_on
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0042_days_and_suspensions_kept")]
    operations = [migrations.RunSQL(FILL_SQL, migrations.RunSQL.noop)]
