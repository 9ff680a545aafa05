"""The route of mission papers ends with both co-authors reading what was approved (domain.md A2.16, C6).

A route whose steps ask either of them to read already, anywhere, stays as people made it.
"""

from django.db import migrations

OF_PAPERS = "(SELECT id FROM approvals_route WHERE code = 'mission-paper' AND kind = 'mission_paper')"
READ_SQL = """
INSERT INTO approvals_routestep (version, name_en, name_az, "order", phase, verdict, mode, sla_days, co_author, outside, is_demo,
                                 role, at_mission, by_agreement, only_when, route_id)
SELECT 1, reads.name_en, reads.name_az, ends.last + 1, 'joint_approval', 'acknowledge', 'one', 5, false, false, false,
       reads.role, true, true, '{}', r.id
FROM approvals_route r
JOIN LATERAL (SELECT max(s."order") AS last FROM approvals_routestep s WHERE s.route_id = r.id) ends ON ends.last < 99
CROSS JOIN (VALUES
    (1, 'attache', 'Attaché reads the approved paper', 'Attaşe təsdiq edilmiş sənədlə tanış olur'),
    (2, 'head_of_mission', 'Head of mission reads the approved paper',
     'Nümayəndəlik rəhbəri təsdiq edilmiş sənədlə tanış olur')) AS reads(place, role, name_en, name_az)
WHERE r.code = 'mission-paper' AND r.kind = 'mission_paper'
  AND NOT EXISTS (SELECT 1 FROM approvals_routestep s WHERE s.route_id = r.id AND s.verdict = 'acknowledge'
                  AND s.role IN ('attache', 'head_of_mission'))
ORDER BY r.id, reads.place;
"""
READ_REVERSE_SQL = f"""
DELETE FROM approvals_routestep WHERE route_id IN {OF_PAPERS} AND verdict = 'acknowledge'
    AND name_en IN ('Attaché reads the approved paper', 'Head of mission reads the approved paper');
"""  # nosec B608 - our own SQL


class Migration(migrations.Migration):
    dependencies = [("approvals", "0014_security_where_secrets")]
    operations = [migrations.RunSQL(READ_SQL, READ_REVERSE_SQL)]
