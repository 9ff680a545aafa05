"""Smaller doors: a standing return, whoever opens a case, and readers who withdraw one.

Hand-written and without an ignore switch (walls.md 2).
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("approvals.migrations.0010_four_eyes_outside_and_taken_back")
FIRST = import_module("approvals.migrations.0003_four_eyes")
BORN = import_module("approvals.migrations.0005_submitted_as_labelled")


def _function(sql: str, name: str) -> str:
    """One function of an earlier migration, to be written anew."""
    start = sql.index(f"FUNCTION {name}(")
    return f"CREATE OR REPLACE {sql[start : sql.index('END $$;', start)]}END $$;\n"


def _with(sql: str, old: str, new: str) -> str:
    if sql.count(old) != 1:
        raise ValueError(old)
    return sql.replace(old, new)


STEP = _function(BEFORE.RECALL_SQL, "approvals_guard_step")
STEP_SQL = _with(
    STEP,
    "WHEN OLD.state = 'open' AND NEW.state = 'done' THEN agreed >= needed",
    """WHEN OLD.state = 'open' AND NEW.state = 'done' THEN
            agreed >= needed
            AND NOT EXISTS (SELECT 1 FROM approvals_decision d WHERE d.step_id = NEW.id AND d.verdict IN ('return', 'reject'))""",
)
CASE = _function(FIRST.CASE_SQL, "approvals_guard_case")
CASE_SQL = _with(
    CASE,
    "AND NEW.state = 'withdrawn' THEN true",
    "AND NEW.state = 'withdrawn' THEN\n"
    "            coalesce(subject_role(), '') NOT IN ('auditor', 'sysadmin', 'leadership_reader')",
)
BIRTH = _function(BORN.BORN_SQL, "approvals_guard_birth")
BIRTH_SQL = _with(
    BIRTH,
    "    RETURN NEW;",
    """    IF NEW.opened_by_id IS DISTINCT FROM nullif(current_setting('parley.user_id', true), '')::bigint
       OR NEW.opened_office_id IS DISTINCT FROM nullif(current_setting('parley.office_id', true), '')::bigint THEN
        RAISE EXCEPTION 'nobody submits for somebody else' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;""",
)


class Migration(migrations.Migration):
    dependencies = [("approvals", "0010_four_eyes_outside_and_taken_back")]
    operations = [
        migrations.RunSQL(STEP_SQL, STEP),
        migrations.RunSQL(CASE_SQL, CASE),
        migrations.RunSQL(BIRTH_SQL, BIRTH),
    ]
