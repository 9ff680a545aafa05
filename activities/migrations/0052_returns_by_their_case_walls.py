"""What is marked is agreed to by a case in which security and the other ministry concurred, and leaves as agreed (C6)."""

from importlib import import_module

from django.db import migrations
from django.db.migrations.operations import RunSQL

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.walls import Protected

BEFORE = import_module("activities.migrations.0046_whoever_prepared_does_not_agree")
WALLS = BEFORE.WALLS
NOW = BEFORE.NOW | {
    "in_preparation": ("in_approval", "cleared", "sent_back", "not_due"),
    "in_approval": ("cleared", "sent_back", "in_preparation", "not_due"),
    "checked": ("in_preparation",),  # until the next migration but one: what is half agreed to is put back
}
STEPS_NOW = Lifecycle(WALLS.TABLE, WALLS.ROWS, WALLS.LINK, NOW, ["scheduled", "submitted", "in_preparation"])

# What security had agreed to before there were routes stays agreed to.
AGREED_SQL = """
CREATE FUNCTION activities_return_agreed(row_id bigint, ref text, label integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH since AS (
        SELECT s.state FROM activities_duereturnstep s
        WHERE s.due_return_id = row_id AND NOT EXISTS (
            SELECT 1 FROM activities_duereturnstep p
            WHERE p.due_return_id = row_id AND p.state = 'in_preparation' AND p.id > s.id))
    SELECT EXISTS (SELECT 1 FROM since WHERE state = 'checked')
        OR EXISTS (SELECT 1 FROM since WHERE state = 'in_approval') AND EXISTS (
            SELECT 1 FROM approvals_case c
            JOIN activities_returnsubmission n ON n.due_return_id = row_id AND n.no = c.version_no
                AND n.content_hash = c.content_hash
            WHERE c.kind = 'arms_control_return' AND c.object_reference = ref AND c.state = 'approved'
              AND n.no = (SELECT max(l.no) FROM activities_returnsubmission l WHERE l.due_return_id = row_id)
              AND label_dominates(c.submitted_label_id, label)
              AND NOT EXISTS (
                SELECT 1 FROM unnest(ARRAY['mod_security', 'mfa_milpol']) wanted WHERE NOT EXISTS (
                    SELECT 1 FROM approvals_casestep t
                    WHERE t.case_id = c.id AND t.role = wanted AND t.verdict = 'concur' AND t.state = 'done')))
$$;
"""
AGREED_REVERSE_SQL = "DROP FUNCTION activities_return_agreed(bigint, text, integer);"

SECURITY_FIRST = """    IF (NEW.state = 'cleared' AND OLD.state <> 'checked' OR NEW.state = 'submitted' AND OLD.state = 'cleared')
       AND NEW.state <> OLD.state AND activities_is_marked(NEW.label_id) AND NOT EXISTS (
        SELECT 1 FROM activities_duereturnstep s
        WHERE s.due_return_id = NEW.id AND s.state = 'checked'
          AND NOT EXISTS (SELECT 1 FROM activities_duereturnstep p
                          WHERE p.due_return_id = NEW.id AND p.state = 'in_preparation' AND p.id > s.id)) THEN
        RAISE EXCEPTION 'security agrees to what is marked first' USING ERRCODE = '23514';
    END IF;
"""
BY_ITS_CASE = """    IF OLD.state = 'in_approval' AND NEW.state <> OLD.state AND EXISTS (
        SELECT 1 FROM approvals_case c WHERE c.kind = 'arms_control_return' AND c.object_reference = NEW.reference
          AND c.state = 'open') THEN
        RAISE EXCEPTION 'it lies with those who agree to it' USING ERRCODE = '23514';
    END IF;
    IF (NEW.state = 'cleared' OR NEW.state = 'submitted' AND OLD.state = 'cleared') AND NEW.state <> OLD.state
       AND (OLD.state = 'in_approval' OR activities_is_marked(NEW.label_id))
       AND NOT activities_return_agreed(NEW.id, NEW.reference, NEW.label_id) THEN
        RAISE EXCEPTION 'security and the other ministry agree to what is marked' USING ERRCODE = '23514';
    END IF;
"""
PREPARED, PREPARED_NOW = "s.state = 'in_preparation'\n          AND s.by_id", (
    "s.state IN ('in_preparation', 'in_approval')\n          AND s.by_id"
)
OWED = BEFORE.OWED_NOW
OWED_NOW = "IN ('scheduled', 'in_preparation', 'in_approval', 'cleared', 'sent_back')"
STAYS_SQL = (
    BEFORE.STAYS_SQL.replace(SECURITY_FIRST, BY_ITS_CASE)
    .replace(PREPARED, PREPARED_NOW)
    .replace(OWED, OWED_NOW)
)
RULE_SQL = BEFORE.RULE_SQL.replace(OWED, OWED_NOW)


class Migration(migrations.Migration):
    dependencies = [("activities", "0051_returns_put_up"), ("approvals", "0016_clause_of_a_step")]
    operations = [
        Protected("activities_returnsubmission"),
        OnlyRelabelled("activities_returnsubmission"),
        RunSQL(BEFORE.STEPS_NOW.reverse_sql, BEFORE.STEPS_NOW.sql),
        STEPS_NOW,
        RunSQL(AGREED_SQL, AGREED_REVERSE_SQL),
        RunSQL(STAYS_SQL, BEFORE.STAYS_SQL),
        RunSQL(RULE_SQL, BEFORE.RULE_SQL),
    ]
