"""Of a matter that both leaderships have been asked about since, the Center's item from before is closed.

Until 0034 the head of the Center was given the item; a return after that asked the leaderships and left his open beside
theirs. One of a matter that has not come back since stays: nobody else is asked about it. Not taken back.
"""

from django.db import migrations

CLOSE_SQL = """
SELECT set_config('parley.verb', 'action_items.close', true);
UPDATE missions_actionitem i
SET outcome = 'dropped', closed_on = home_today(), version = i.version + 1,
    result = CASE WHEN i.task LIKE 'Returned twice%' THEN 'Both leaderships have been asked about it since.'
             ELSE 'Bu barədə sonradan hər iki rəhbərliyə müraciət edilib.' END
FROM accounts_office o
WHERE o.id = i.owner_id AND o.role = 'cmd_head'
  AND i.closed_on IS NULL AND i.case_reference <> '' AND i.about_reference <> ''
  AND EXISTS (SELECT 1 FROM missions_actionitem l JOIN accounts_office a ON a.id = l.owner_id
              WHERE l.about_reference = i.about_reference AND l.case_reference <> '' AND l.id > i.id
                AND a.role IN ('mod_leadership', 'mfa_leadership'));
SELECT set_config('parley.verb', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0035_ended_is_not_read"),
        ("accounts", "0001_initial"),
    ]
    operations = [migrations.RunSQL(CLOSE_SQL, migrations.RunSQL.noop)]
