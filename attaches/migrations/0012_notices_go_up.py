"""What was not notified of an arrival or a departure goes up to the head of mission (domain.md C7, row 5).

Only where the Center has not written a chain of its own meanwhile.
"""

from django.db import migrations

NOTICES = "('postings.arrival_notice', 'postings.departure_notice')"
ADD_SQL = f"""
INSERT INTO reminders_ruleescalation (version, is_demo, rule_id, step, after, role, at_mission)
SELECT 1, false, r.id, 0, 2, 'head_of_mission', true
FROM reminders_rule r
WHERE r.code IN {NOTICES}
  AND NOT EXISTS (SELECT 1 FROM reminders_ruleescalation e WHERE e.rule_id = r.id)
"""
TAKE_BACK_SQL = f"""
DELETE FROM reminders_ruleescalation e USING reminders_rule r
WHERE r.id = e.rule_id AND r.code IN {NOTICES}
  AND e.step = 0 AND e.after = 2 AND e.role = 'head_of_mission' AND e.at_mission
"""


class Migration(migrations.Migration):
    dependencies = [
        ("attaches", "0011_taken_over"),
        ("reminders", "0008_rule_on_free_days"),
    ]
    operations = [
        migrations.RunSQL(ADD_SQL, TAKE_BACK_SQL),
    ]
