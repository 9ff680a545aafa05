"""What security alone had agreed to is in preparation again, so that the desk puts it up; reversed, nothing lies in a case."""

from django.db import migrations

PUT_BACK_SQL = """
SELECT set_config('parley.reason', 'From now on it is agreed to by a case: put it up', true);
UPDATE activities_duereturn SET state = 'in_preparation', version = version + 1 WHERE state = 'checked';
SELECT set_config('parley.reason', '', true);
"""
OUT_OF_ITS_CASE_SQL = """
SELECT set_config('parley.reason', 'From now on it is agreed to without a case', true);
UPDATE approvals_case SET state = 'withdrawn', closed_on = home_today(), version = version + 1
WHERE kind = 'arms_control_return' AND state = 'open';
UPDATE approvals_casestep SET state = 'not_needed', closed_on = home_today()
WHERE state IN ('waiting', 'open')
  AND case_id IN (SELECT id FROM approvals_case WHERE kind = 'arms_control_return' AND state = 'withdrawn');
UPDATE activities_duereturn SET state = 'in_preparation', version = version + 1 WHERE state = 'in_approval';
SELECT set_config('parley.reason', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0052_returns_by_their_case_walls")]
    operations = [migrations.RunSQL(PUT_BACK_SQL, OUT_OF_ITS_CASE_SQL)]
