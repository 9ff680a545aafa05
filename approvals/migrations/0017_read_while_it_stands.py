"""What was approved and has ended is not asked to be read any more: its steps after approval may close unanswered.

Hand-written and without an ignore switch (walls.md 2). Whoever only reads the register closes none. Everything else of
the guard stays as 0011 has it.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("approvals.migrations.0011_returns_and_openers")
STEP_SQL = BEFORE._with(
    BEFORE.STEP_SQL,
    "            OR EXISTS (SELECT 1 FROM approvals_casestep o\n"
    "                       WHERE o.case_id = NEW.case_id AND o.state IN ('returned', 'rejected'))",
    """            OR EXISTS (SELECT 1 FROM approvals_casestep o
                       WHERE o.case_id = NEW.case_id AND o.state IN ('returned', 'rejected'))
            OR (OLD.aftermath AND coalesce(subject_role(), '') NOT IN ('auditor', 'sysadmin', 'leadership_reader')
                AND EXISTS (SELECT 1 FROM approvals_case c WHERE c.id = NEW.case_id AND c.state = 'approved'))""",
)


class Migration(migrations.Migration):
    dependencies = [("approvals", "0016_clause_of_a_step")]
    operations = [migrations.RunSQL(STEP_SQL, BEFORE.STEP_SQL)]
