"""Labels of cases may change: their frozen rows follow, and nobody agrees any more to what was submitted under another.

Hand-written and without an ignore switch, like the rules beside it (walls.md 2).
"""

import django.db.models.deletion
from django.db import migrations, models

from access.lifecycles import relabelled_from_now_on

# What runs already was submitted under the label it carries. The guard of cases keeps what was submitted, and so
# stands aside for this one statement.
BACKFILL_SQL = """
ALTER TABLE approvals_case DISABLE TRIGGER four_eyes;
UPDATE approvals_case SET submitted_label_id = label_id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE approvals_case ENABLE TRIGGER four_eyes;
"""

MARKING_SQL = """
CREATE FUNCTION approvals_guard_marking() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM approvals_case WHERE id = NEW.case_id FOR UPDATE;
    IF NEW.verdict NOT IN ('return', 'reject') AND EXISTS (
        SELECT 1 FROM approvals_case c JOIN approvals_casestep s ON s.id = NEW.step_id
        WHERE c.id = NEW.case_id AND NOT s.aftermath AND c.submitted_label_id <> c.label_id)
    THEN
        RAISE EXCEPTION 'the marking has changed since submission' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER same_marking BEFORE INSERT ON approvals_decision
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_marking();
"""
MARKING_REVERSE_SQL = """
DROP TRIGGER same_marking ON approvals_decision; DROP FUNCTION approvals_guard_marking();
"""
FROZEN = ("caseeditor", "caseseat", "decision", "movement")


class Migration(migrations.Migration):
    dependencies = [("approvals", "0003_four_eyes"), ("access", "0008_lowering_with_parts")]
    operations = [
        migrations.AddField(
            "case",
            "submitted_label",
            models.ForeignKey(
                editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="access.label", verbose_name="label submitted",
            ),
        ),
        migrations.RunSQL(BACKFILL_SQL, migrations.RunSQL.noop),
        migrations.RunSQL(MARKING_SQL, MARKING_REVERSE_SQL),
        *[operation for table in FROZEN for operation in relabelled_from_now_on(f"approvals_{table}")],
    ]
