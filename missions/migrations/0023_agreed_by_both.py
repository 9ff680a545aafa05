"""A paper or document is approved by a case of its own text, its own writers and the offices it cannot do without.

Hand-written and without an ignore switch (walls.md 2). Asked when a case is opened and again when a version counts as
approved: attaché and head of mission sign a paper, both leaderships approve it, both ministries agree to a document.
What both approved the leadership alone takes back; what is said of a paper is said in the own name.
"""

from django.db import migrations

CASE_SQL = """
-- What is wrong with the case as the case of this matter; nothing: NULL.
CREATE FUNCTION missions_case_fault(held approvals_case) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF held.kind = 'mission_paper' THEN
        RETURN CASE
            WHEN NOT EXISTS (
                SELECT 1 FROM missions_missionpaper p JOIN missions_paperversion v ON v.paper_id = p.id
                WHERE p.reference = held.object_reference AND v.no = held.version_no AND v.frozen_at IS NOT NULL
                  AND v.content_hash = held.content_hash AND p.mission_id = held.mission_id AND p.is_demo = held.is_demo)
                THEN 'a case is about a text that was submitted'
            WHEN EXISTS (
                SELECT 1 FROM missions_missionpaper p JOIN missions_paperversion v ON v.paper_id = p.id
                JOIN missions_papereditor e ON e.version_id = v.id
                WHERE p.reference = held.object_reference AND v.no = held.version_no
                  AND NOT EXISTS (SELECT 1 FROM approvals_caseeditor c WHERE c.case_id = held.id AND c.user_id = e.user_id))
                THEN 'whoever wrote the text is named in its case'
            WHEN EXISTS (
                SELECT 1 FROM (VALUES ('sign', 'attache', true), ('sign', 'head_of_mission', true),
                                      ('approve', 'mod_leadership', false), ('approve', 'mfa_leadership', false))
                              AS wanted(verdict, role, at_mission)
                WHERE NOT EXISTS (
                    SELECT 1 FROM approvals_casestep t JOIN approvals_caseseat s ON s.step_id = t.id
                    JOIN accounts_office o ON o.id = s.office_id
                    WHERE t.case_id = held.id AND t.verdict = wanted.verdict AND o.role = wanted.role
                      AND (NOT wanted.at_mission OR o.mission_id = held.mission_id)
                      AND (held.state <> 'approved' OR EXISTS (
                          SELECT 1 FROM approvals_decision d LEFT JOIN approvals_revocation r ON r.decision_id = d.id
                          WHERE d.step_id = t.id AND d.office_id = o.id AND d.verdict = wanted.verdict AND r.id IS NULL))))
                THEN 'attaché and head of mission sign a paper, both leaderships approve it'
            END;
    ELSIF held.kind = 'strategic_document' THEN
        RETURN CASE
            WHEN NOT EXISTS (
                SELECT 1 FROM missions_strategicdocument d JOIN missions_documentversion v ON v.document_id = d.id
                WHERE d.reference = held.object_reference AND v.no = held.version_no AND v.frozen_at IS NOT NULL
                  AND v.content_hash = held.content_hash AND d.is_demo = held.is_demo)
                THEN 'a case is about a text that was submitted'
            WHEN EXISTS (
                SELECT 1 FROM missions_strategicdocument d JOIN missions_documentversion v ON v.document_id = d.id
                JOIN missions_documenteditor e ON e.version_id = v.id
                WHERE d.reference = held.object_reference AND v.no = held.version_no
                  AND NOT EXISTS (SELECT 1 FROM approvals_caseeditor c WHERE c.case_id = held.id AND c.user_id = e.user_id))
                THEN 'whoever wrote the text is named in its case'
            WHEN EXISTS (
                SELECT 1 FROM (VALUES ('mod'), ('mfa')) AS wanted(institution)
                WHERE NOT EXISTS (
                    SELECT 1 FROM approvals_casestep t JOIN approvals_caseseat s ON s.step_id = t.id
                    JOIN accounts_office o ON o.id = s.office_id JOIN directory_institution i ON i.id = o.institution_id
                    WHERE t.case_id = held.id AND t.verdict <> 'acknowledge' AND i.code = wanted.institution
                      AND (held.state <> 'approved' OR EXISTS (
                          SELECT 1 FROM approvals_decision d LEFT JOIN approvals_revocation r ON r.decision_id = d.id
                          WHERE d.step_id = t.id AND d.office_id = o.id AND d.verdict = t.verdict AND r.id IS NULL))))
                THEN 'both ministries agree to a document'
            END;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION missions_check_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    fault text := (SELECT missions_case_fault(c) FROM approvals_case c WHERE c.id = NEW.id);
BEGIN
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agreed_by_both AFTER INSERT ON approvals_case DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind IN ('mission_paper', 'strategic_document')) EXECUTE FUNCTION missions_check_case();

CREATE FUNCTION missions_guard_withdrawal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    acting text := coalesce(subject_role(), '');
    broken text;
BEGIN
    broken := CASE
        WHEN NEW.kind = 'mission_paper' AND NOT (acting = 'cmd_desk' OR (acting = 'attache' AND EXISTS (
                SELECT 1 FROM accounts_office o WHERE o.mission_id = NEW.mission_id
                  AND o.id = nullif(current_setting('parley.office_id', true), '')::bigint)))
            THEN 'the Center or the attaché takes a paper back'
        WHEN NEW.kind = 'strategic_document' AND EXISTS (
                SELECT 1 FROM missions_strategicdocument d
                WHERE d.reference = NEW.object_reference AND missions_not_custodian(d.id))
            THEN 'the custodian withdraws'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER withdrawn_by_its_own BEFORE UPDATE OF state ON approvals_case
    FOR EACH ROW WHEN (NEW.state = 'withdrawn' AND OLD.state <> 'withdrawn'
                       AND NEW.kind IN ('mission_paper', 'strategic_document'))
    EXECUTE FUNCTION missions_guard_withdrawal();

CREATE FUNCTION missions_guard_day() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given jsonb := to_jsonb(NEW);
BEGIN
    IF coalesce(given->>'opened_on', given->>'on')::date > home_today()
       AND (SELECT c.kind FROM approvals_case c WHERE c.id = coalesce((given->>'case_id')::bigint, NEW.id))
           IN ('mission_paper', 'strategic_document') THEN
        RAISE EXCEPTION 'nothing is decided on a day to come' USING ERRCODE = '23514';
    END IF;
    IF TG_TABLE_NAME = 'approvals_decision' AND EXISTS (
        SELECT 1 FROM approvals_casestep t JOIN approvals_case c ON c.id = t.case_id
        WHERE t.id = (given->>'step_id')::bigint AND c.kind IN ('mission_paper', 'strategic_document')
          AND (given->>'on')::date < t.opened_on) THEN
        RAISE EXCEPTION 'nobody decides before the step was opened' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER not_to_come AFTER INSERT ON approvals_decision FOR EACH ROW EXECUTE FUNCTION missions_guard_day();
CREATE TRIGGER not_to_come AFTER INSERT ON approvals_case FOR EACH ROW EXECUTE FUNCTION missions_guard_day();
"""
CASE_REVERSE_SQL = """
DROP TRIGGER not_to_come ON approvals_case; DROP TRIGGER not_to_come ON approvals_decision;
DROP FUNCTION missions_guard_day();
DROP TRIGGER withdrawn_by_its_own ON approvals_case; DROP FUNCTION missions_guard_withdrawal();
DROP TRIGGER agreed_by_both ON approvals_case; DROP FUNCTION missions_check_case();
DROP FUNCTION missions_case_fault(approvals_case);
"""

APPROVED_SQL = """
CREATE FUNCTION missions_guard_approval() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given jsonb := to_jsonb(NEW);
    fault text;
BEGIN
    SELECT coalesce(missions_case_fault(c), '') INTO fault FROM approvals_case c
    WHERE c.state = 'approved' AND c.version_no = NEW.no AND c.content_hash = NEW.content_hash
      AND ((TG_TABLE_NAME = 'missions_paperversion' AND c.kind = 'mission_paper'
            AND c.object_reference = (SELECT p.reference FROM missions_missionpaper p
                                      WHERE p.id = (given->>'paper_id')::bigint))
        OR (TG_TABLE_NAME = 'missions_documentversion' AND c.kind = 'strategic_document'
            AND c.object_reference = (SELECT d.reference FROM missions_strategicdocument d
                                      WHERE d.id = (given->>'document_id')::bigint)))
    ORDER BY missions_case_fault(c) IS NOT NULL LIMIT 1;
    IF fault IS DISTINCT FROM '' AND coalesce(given->>'evidence', '') = '' THEN
        RAISE EXCEPTION '%', coalesce(fault, 'no case says so') USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreed_by_both BEFORE UPDATE OF state ON missions_paperversion
    FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION missions_guard_approval();
CREATE TRIGGER agreed_by_both BEFORE UPDATE OF state ON missions_documentversion
    FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved') EXECUTE FUNCTION missions_guard_approval();

CREATE FUNCTION missions_guard_taking_back() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(subject_role(), '') NOT IN ('mod_leadership', 'mfa_leadership') THEN
        RAISE EXCEPTION 'what both approved is taken back by the leadership' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER taken_back_by_leadership BEFORE UPDATE OF state ON missions_paperversion
    FOR EACH ROW WHEN (OLD.state = 'approved' AND NEW.state = 'withdrawn')
    EXECUTE FUNCTION missions_guard_taking_back();
CREATE TRIGGER taken_back_by_leadership BEFORE UPDATE OF state ON missions_missionpaper
    FOR EACH ROW WHEN (OLD.state = 'approved' AND NEW.state = 'withdrawn')
    EXECUTE FUNCTION missions_guard_taking_back();
"""
APPROVED_REVERSE_SQL = """
DROP TRIGGER taken_back_by_leadership ON missions_missionpaper;
DROP TRIGGER taken_back_by_leadership ON missions_paperversion; DROP FUNCTION missions_guard_taking_back();
DROP TRIGGER agreed_by_both ON missions_documentversion; DROP TRIGGER agreed_by_both ON missions_paperversion;
DROP FUNCTION missions_guard_approval();
"""

SAID = (
    "paperacknowledgement", "indicatorreading", "paperconflict", "conflictentry", "commentreply", "papercomment",
    "papertransition", "documenttransition",
)  # fmt: skip
SAID_SQL = """
CREATE FUNCTION missions_guard_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given jsonb := to_jsonb(NEW);
BEGIN
    IF (coalesce(given->>'by_id', given->>'user_id'))::bigint IS DISTINCT FROM
           nullif(current_setting('parley.user_id', true), '')::bigint
       OR (given->>'office_id')::bigint IS DISTINCT FROM nullif(current_setting('parley.office_id', true), '')::bigint
    THEN
        RAISE EXCEPTION 'nobody speaks for somebody else' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER own_name BEFORE INSERT ON missions_{table} FOR EACH ROW EXECUTE FUNCTION missions_guard_name();
"""
    for table in SAID
)
SAID_REVERSE_SQL = "".join(f"DROP TRIGGER own_name ON missions_{table};" for table in SAID) + (
    "DROP FUNCTION missions_guard_name();"
)


class Migration(migrations.Migration):
    dependencies = [("missions", "0022_documents_decided"), ("approvals", "0011_returns_and_openers")]
    operations = [
        migrations.RunSQL(CASE_SQL, CASE_REVERSE_SQL),
        migrations.RunSQL(APPROVED_SQL, APPROVED_REVERSE_SQL),
        migrations.RunSQL(SAID_SQL, SAID_REVERSE_SQL),
    ]
