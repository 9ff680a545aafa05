"""Documents are decided by their case, or above the ministries with a proof and a second person; the custodian writes.

Hand-written and without an ignore switch (walls.md 2). Whoever else acts brings a document only where its versions
already are: the last word of a case may be that of the other ministry.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("missions.migrations.0010_documents_frozen")


def _function(sql: str, name: str) -> str:
    """One function of an earlier migration, to be written anew."""
    start = sql.index(f"FUNCTION {name}(")
    return f"CREATE OR REPLACE {sql[start : sql.index('END $$;', start)]}END $$;\n"


def _with(sql: str, old: str, new: str) -> str:
    if sql.count(old) != 1:
        raise ValueError(old)
    return sql.replace(old, new)


VERSION = _function(BEFORE.VERSION_SQL, "missions_guard_document_version")
VERSION_SQL = _with(
    _with(
        VERSION,
        "moving text[] := ARRAY['state', 'effective', 'version', 'decided_no', 'evidence'];",
        "moving text[] := ARRAY['state', 'effective', 'version', 'decided_no', 'evidence', 'proof_id'];",
    ),
    "            WHEN NEW.state <> OLD.state AND NOT missions_document_version_next(",
    """            WHEN NEW.proof_id IS DISTINCT FROM OLD.proof_id AND (OLD.evidence <> '' OR NEW.evidence = '')
                THEN 'a proof comes with its decision'
            WHEN NEW.evidence <> OLD.evidence AND NEW.proof_id IS NULL THEN 'a decision on paper comes with its paper'
            WHEN NEW.evidence <> OLD.evidence AND NOT EXISTS (
                SELECT 1 FROM missions_strategicdocument d WHERE d.id = NEW.document_id
                  AND d.kind IN ('white_paper', 'concept', 'doctrine'))
                THEN 'this kind is decided by both ministries'
            WHEN NEW.evidence <> OLD.evidence AND EXISTS (
                SELECT 1 FROM missions_documenteditor e WHERE e.version_id = NEW.id
                  AND e.user_id IS NOT DISTINCT FROM nullif(current_setting('parley.user_id', true), '')::bigint)
                THEN 'whoever drafted or edited records no decision on it'
            WHEN NEW.state <> OLD.state AND NEW.state = 'withdrawn' AND missions_not_custodian(NEW.document_id)
                THEN 'the custodian withdraws'
            WHEN NEW.state = 'withdrawn' AND OLD.state IN ('approved', 'effective')
                 AND coalesce(subject_role(), '') NOT IN ('cmd_head', 'imcd_head', 'mfa_milpol')
                THEN 'what both ministries approved is withdrawn by the head of the office that keeps it'
            WHEN NEW.state <> OLD.state AND NOT missions_document_version_next(""",
)

DOCUMENT = _function(BEFORE.DOCUMENT_SQL, "missions_guard_document")
DOCUMENT_SQL = _with(
    _with(
        DOCUMENT,
        "    newest text;\n",
        "    newest text;\n"
        "    moving text[] := ARRAY['label_id', 'owner_unit_id', 'version', 'state', 'effective', 'title'];\n",
    ),
    "        WHEN NEW.current_no NOT IN (",
    """        WHEN missions_not_custodian(NEW.id) AND (
                 to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving
                 OR (NEW.state <> OLD.state AND NEW.state = 'withdrawn')
                 OR ((NEW.title <> OLD.title OR NEW.effective IS DISTINCT FROM OLD.effective) AND NOT EXISTS (
                     SELECT 1 FROM missions_documentversion v
                     WHERE v.document_id = NEW.id AND v.state = NEW.state AND v.effective <@ NEW.effective
                       AND (NEW.title = OLD.title OR v.title = NEW.title))))
            THEN 'the custodian writes'
        WHEN NEW.current_no NOT IN (""",
)

OBJECTIVE = _function(BEFORE.OBJECTIVE_SQL, "missions_guard_strategic_objective")
OBJECTIVE_SQL = _with(
    OBJECTIVE,
    "        WHEN NEW.document_id <> OLD.document_id OR NEW.code <> OLD.code THEN 'an objective keeps its code'",
    """        WHEN NEW.document_id <> OLD.document_id OR NEW.code <> OLD.code THEN 'an objective keeps its code'
        WHEN NEW.text <> OLD.text AND missions_not_custodian(NEW.document_id) AND NOT EXISTS (
            SELECT 1 FROM missions_statedobjective s JOIN missions_documentversion v ON v.id = s.version_id
            WHERE s.objective_id = NEW.id AND s.text = NEW.text AND v.state = 'effective')
            THEN 'the custodian writes'""",
)


class Migration(migrations.Migration):
    dependencies = [("missions", "0021_decision_proof")]
    operations = [
        migrations.RunSQL(VERSION_SQL, VERSION),
        migrations.RunSQL(DOCUMENT_SQL, DOCUMENT),
        migrations.RunSQL(OBJECTIVE_SQL, OBJECTIVE),
    ]
