"""Need-to-know and audit on the further parts, on remarks, conflicts and readings; what is only added stays.

A remark is read by whoever holds its own label *and* may read its paper as that is marked now (decision 0018): the
second policy narrows the first. What is said in a remark stands in the remark, which never changes, and not in the trail.
"""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

PARTS = ("task", "strategy", "instrument", "indicator", "contingency", "contact")
ONLY_ADDED = ("indicatorreading", "commentreply", "conflictentry")

POLICY_SQL = """
CREATE POLICY with_its_paper ON missions_papercomment AS RESTRICTIVE USING (paper_id IN (
    SELECT p.id FROM missions_missionpaper p WHERE p.label_id IN (SELECT unnest(allowed_labels()))));
CREATE POLICY with_its_remark ON missions_commentreply AS RESTRICTIVE USING (comment_id IN (
    SELECT c.id FROM missions_papercomment c WHERE c.label_id IN (SELECT unnest(allowed_labels()))));
"""
POLICY_REVERSE_SQL = """
DROP POLICY with_its_remark ON missions_commentreply; DROP POLICY with_its_paper ON missions_papercomment;
"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0011_paper_parts_remarks_readings"), ("access", "0011_told_rows_rise")]
    operations = [
        *[Protected(f"missions_{table}") for table in (*PARTS, "indicatorreading", "paperconflict")],
        Protected("missions_papercomment", secret=("text", "resolved_because")),
        Protected("missions_commentreply", secret=("text",)),
        Protected("missions_conflictentry"),
        *[OnlyRelabelled(f"missions_{table}") for table in ONLY_ADDED],
        migrations.RunSQL(POLICY_SQL, POLICY_REVERSE_SQL),
    ]
