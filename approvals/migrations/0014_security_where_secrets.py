"""On the route of activities the security service is asked where classified information is exchanged, in plan too."""

from django.db import migrations

LATER = 1000
ASKED_SQL = f"""
UPDATE approvals_routestep SET "order" = "order" + {LATER + 1}
WHERE "order" >= 2 AND route_id IN (SELECT id FROM approvals_route WHERE code = 'activity' AND kind = 'activity');
UPDATE approvals_routestep SET "order" = "order" - {LATER} WHERE "order" >= {LATER}
    AND route_id IN (SELECT id FROM approvals_route WHERE code = 'activity' AND kind = 'activity');
INSERT INTO approvals_routestep (version, name_en, name_az, "order", phase, verdict, mode, sla_days, co_author, outside, is_demo,
                                 role, at_mission, by_agreement, only_when, route_id)
SELECT 1, 'Security service of the Ministry of Defence', 'Müdafiə Nazirliyinin təhlükəsizlik xidməti', 2,
       'in_approval', 'concur', 'one', 3, false, false, false, 'mod_security', false, true,
       '{{"handling": ["routine"], "secrets": [true]}}', r.id
FROM approvals_route r WHERE r.code = 'activity' AND r.kind = 'activity';
"""
ASKED_REVERSE_SQL = f"""
DELETE FROM approvals_routestep WHERE only_when = '{{"handling": ["routine"], "secrets": [true]}}'::jsonb
    AND route_id IN (SELECT id FROM approvals_route WHERE code = 'activity' AND kind = 'activity');
UPDATE approvals_routestep SET "order" = "order" + {LATER - 1}
WHERE "order" >= 3 AND route_id IN (SELECT id FROM approvals_route WHERE code = 'activity' AND kind = 'activity');
UPDATE approvals_routestep SET "order" = "order" - {LATER} WHERE "order" >= {LATER}
    AND route_id IN (SELECT id FROM approvals_route WHERE code = 'activity' AND kind = 'activity');
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0013_done_first")]
    operations = [migrations.RunSQL(ASKED_SQL, ASKED_REVERSE_SQL)]
