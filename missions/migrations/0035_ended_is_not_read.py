"""Papers and texts that ended before everybody had read them ask for it no more, as those that end from now on.

Closed on the day this is run: reports of days before tell what stood then. Not taken back: what has ended is not asked
to be read again.
"""

from django.db import migrations

CLOSE_SQL = """
SELECT set_config('parley.verb', 'cases.end_reading', true);
CREATE TEMPORARY TABLE ended_unread ON COMMIT DROP AS
SELECT t.id AS step_id, c.id AS case_id, c.label_id, t.phase, c.opened_by_id,
       'matter_' || ended.state AS because
FROM approvals_casestep t
JOIN approvals_case c ON c.id = t.case_id
JOIN (
    SELECT 'mission_paper' AS kind, p.reference, v.no, v.state
    FROM missions_paperversion v JOIN missions_missionpaper p ON p.id = v.paper_id
    UNION ALL
    SELECT 'strategic_document', d.reference, v.no, v.state
    FROM missions_documentversion v JOIN missions_strategicdocument d ON d.id = v.document_id
) ended ON ended.kind = c.kind AND ended.reference = c.object_reference AND ended.no = c.version_no
WHERE c.state = 'approved' AND t.aftermath AND t.state IN ('waiting', 'open')
  AND ended.state IN ('superseded', 'expired', 'withdrawn');
UPDATE approvals_casestep t SET state = 'not_needed', closed_on = greatest(home_today(), t.opened_on)
FROM ended_unread u WHERE t.id = u.step_id;
INSERT INTO approvals_movement (case_id, step_id, label_id, state, phase, "on", at, user_id, reason)
SELECT t.case_id, t.id, t.label_id, t.state, t.phase, t.closed_on, now(),
       coalesce((SELECT s.id FROM accounts_user s WHERE s.username = 'scheduler' AND s.is_service), u.opened_by_id),
       u.because
FROM ended_unread u JOIN approvals_casestep t ON t.id = u.step_id ORDER BY t.id;
DROP TABLE ended_unread;
SELECT set_config('parley.verb', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0034_before_both_leaderships"),
        ("approvals", "0018_unread_whoever_looks"),
        ("accounts", "0001_initial"),
    ]
    operations = [migrations.RunSQL(CLOSE_SQL, migrations.RunSQL.noop)]
