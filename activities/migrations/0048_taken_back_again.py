"""What 0047 took back when it was reversed waits as sent back again.

Reversed, it leaves a step nobody took after the one that sent the return back; going forward again it passes over
such rows, since the step before is no longer an agreement. Nobody but a migration takes a step without a person.
"""

from django.db import migrations

AGAIN_SQL = """
UPDATE activities_duereturn r SET state = 'sent_back', version = version + 1
WHERE r.state = 'in_preparation' AND EXISTS (
    SELECT FROM (SELECT s.by_id, lag(s.state) OVER (ORDER BY s.id) AS before,
                        row_number() OVER (ORDER BY s.id DESC) AS from_last
                 FROM activities_duereturnstep s WHERE s.due_return_id = r.id) s
    WHERE s.from_last = 1 AND s.by_id IS NULL AND s.before = 'sent_back');
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0047_taken_back_so_far")]
    operations = [migrations.RunSQL(AGAIN_SQL, migrations.RunSQL.noop)]
