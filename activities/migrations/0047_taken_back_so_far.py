"""What was sent back and is not agreed to again waits as sent back; whoever works on it from now on says so."""

from django.db import migrations

SENT_BACK_SQL = """
UPDATE activities_duereturn SET state = 'sent_back', version = version + 1
WHERE state = 'in_preparation' AND (
    SELECT s.state FROM activities_duereturnstep s
    WHERE s.due_return_id = activities_duereturn.id ORDER BY s.id DESC OFFSET 1 LIMIT 1) IN ('checked', 'cleared');
"""
REVERSE_SQL = """
UPDATE activities_duereturn SET state = 'in_preparation', version = version + 1 WHERE state = 'sent_back';
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0046_whoever_prepared_does_not_agree")]
    operations = [migrations.RunSQL(SENT_BACK_SQL, REVERSE_SQL)]
