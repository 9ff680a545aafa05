"""Nobody takes a joint paper, or another ministry's document, out of the sight of those who write, keep or decide it.

Hand-written and without an ignore switch. No list of one ministry on papers, documents, their texts and their cases;
a document is raised by its custodian; whoever writes, keeps or is still asked for a decision goes on seeing it.
"""

from django.db import migrations

SIGHT_SQL = """
-- Somebody in the office could read `lower`, and nobody in it can read `upper`.
CREATE FUNCTION missions_office_loses(office bigint, lower integer, upper integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(bool_or(lower = ANY (s.labels)) AND NOT bool_or(upper = ANY (s.labels)), false)
    FROM accounts_appointment a, LATERAL (SELECT subject_labels(a.user_id, a.office_id) AS labels) s
    WHERE a.office_id = office AND a.confirmed_at IS NOT NULL AND a.valid @> home_today()
$$;

-- Offices that write, keep or are still to decide this paper or document and would lose it.
CREATE FUNCTION missions_out_of_sight(record text, lower integer, upper integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT o.id FROM accounts_office o
    WHERE lower <> upper AND (
        EXISTS (SELECT 1 FROM missions_missionpaper p
                WHERE p.reference = record
                  AND ((o.mission_id = p.mission_id AND o.role IN ('attache', 'head_of_mission'))
                       OR o.role IN ('cmd_desk', 'mfa_desk', 'mod_leadership', 'mfa_leadership')))
        OR EXISTS (SELECT 1 FROM missions_strategicdocument d
                   WHERE d.reference = record AND d.custodian_id = o.institution_id
                     AND o.role IN ('cmd_desk', 'cmd_head', 'mfa_desk', 'mfa_milpol'))
        OR EXISTS (SELECT 1 FROM approvals_case c
                   JOIN approvals_casestep t ON t.case_id = c.id AND t.state IN ('waiting', 'open')
                   JOIN approvals_caseseat s ON s.step_id = t.id
                   WHERE c.object_reference = record AND c.state = 'open' AND s.office_id = o.id
                     AND NOT EXISTS (SELECT 1 FROM approvals_decision g
                                     LEFT JOIN approvals_revocation r ON r.decision_id = g.id
                                     WHERE g.step_id = t.id AND g.office_id = s.office_id AND r.id IS NULL)))
      AND missions_office_loses(o.id, lower, upper)
$$;
CREATE FUNCTION missions_one_ministrys(label integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM access_label l, unnest(l.compartments) c WHERE l.id = label AND starts_with(c, 'internal:'))
$$;
"""

GUARD_SQL = """
CREATE FUNCTION missions_guard_joint_sight() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given jsonb := to_jsonb(NEW);
    record text;
    document bigint;
    broken text;
BEGIN
    IF TG_TABLE_NAME = 'approvals_case' AND given->>'kind' NOT IN ('mission_paper', 'strategic_document') THEN
        RETURN NEW;
    END IF;
    IF missions_one_ministrys(NEW.label_id) THEN
        broken := 'the list of one ministry does not mark what both work on';
    ELSIF TG_OP = 'UPDATE' AND label_dominates(NEW.label_id, OLD.label_id) THEN
        record := CASE TG_TABLE_NAME
            WHEN 'approvals_case' THEN given->>'object_reference'
            WHEN 'missions_missionpaper' THEN given->>'reference'
            WHEN 'missions_strategicdocument' THEN given->>'reference'
            WHEN 'missions_paperversion' THEN (SELECT p.reference FROM missions_missionpaper p
                                               WHERE p.id = (given->>'paper_id')::bigint)
            WHEN 'missions_documentversion' THEN (SELECT d.reference FROM missions_strategicdocument d
                                                  WHERE d.id = (given->>'document_id')::bigint)
            END;
        SELECT d.id INTO document FROM missions_strategicdocument d WHERE d.reference = record;
        broken := CASE
            WHEN document IS NOT NULL AND missions_not_custodian(document) THEN 'the custodian marks a document'
            WHEN record IS NOT NULL AND EXISTS (SELECT 1 FROM missions_out_of_sight(record, OLD.label_id, NEW.label_id))
                THEN 'whoever writes, keeps or decides it goes on seeing it'
            END;
    END IF;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""

RECORDS = (
    "missions_missionpaper", "missions_paperversion", "missions_strategicdocument", "missions_documentversion",
    "approvals_case",
)  # fmt: skip
PARTS = tuple(
    f"missions_{part}"
    for part in (
        "objective", "priorityline", "resourceline", "papereditor", "task", "strategy", "instrument", "indicator",
        "contingency", "contact", "paperattachment", "statedobjective", "guidancepriority", "guidanceresource",
        "answerdays", "contactpoint", "documenteditor", "strategicobjective",
    )
)  # fmt: skip
WATCHED = RECORDS + PARTS


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0019_texts_searched"),
        ("approvals", "0010_four_eyes_outside_and_taken_back"),
        ("access", "0012_lowering_declined"),
    ]
    operations = [
        migrations.RunSQL(
            SIGHT_SQL,
            "DROP FUNCTION missions_one_ministrys(integer); DROP FUNCTION missions_out_of_sight(text, integer, integer);"
            "DROP FUNCTION missions_office_loses(bigint, integer, integer);",
        ),
        migrations.RunSQL(
            GUARD_SQL
            + "".join(
                f"CREATE TRIGGER joint_sight BEFORE INSERT OR UPDATE OF label_id ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION missions_guard_joint_sight();"
                for table in WATCHED
            ),
            "".join(f"DROP TRIGGER joint_sight ON {table};" for table in WATCHED)
            + "DROP FUNCTION missions_guard_joint_sight();",
        ),
    ]
