"""Custody, order, lifecycle and freeze of documents in the database, for whoever writes there without Python.

Hand-written and without an ignore switch. A draft is written by the custodian ministry's offices alone (A2.10); a
submitted version and its rows never change; it counts as approved or returned only where its case says so for exactly
this content, or where a decision on paper stands with its number and evidence; documents derive from kinds above them.
"""

from django.db import migrations

RULES_SQL = """
CREATE FUNCTION missions_document_next(old_state text, new_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old_state, new_state) IN (
        ('draft', 'effective'), ('draft', 'withdrawn'),
        ('effective', 'superseded'), ('effective', 'expired'), ('effective', 'withdrawn'),
        ('superseded', 'effective'), ('expired', 'effective'))
$$;
CREATE FUNCTION missions_document_version_next(old_state text, new_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old_state, new_state) IN (
        ('draft', 'submitted'), ('draft', 'approved'), ('draft', 'withdrawn'),
        ('submitted', 'approved'), ('submitted', 'returned'), ('submitted', 'withdrawn'),
        ('approved', 'effective'), ('approved', 'withdrawn'),
        ('effective', 'superseded'), ('effective', 'expired'), ('effective', 'withdrawn'),
        ('returned', 'withdrawn'))
$$;
CREATE FUNCTION missions_document_derives(kind text, basis text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (kind, basis) IN (
        ('doctrine', 'concept'), ('white_paper', 'concept'),
        ('strategy', 'concept'), ('strategy', 'doctrine'), ('strategy', 'white_paper'),
        ('joint_agreement', 'concept'), ('joint_agreement', 'doctrine'), ('joint_agreement', 'white_paper'),
        ('joint_agreement', 'strategy'),
        ('plan', 'doctrine'), ('plan', 'white_paper'), ('plan', 'strategy'),
        ('sop', 'doctrine'), ('sop', 'white_paper'), ('sop', 'strategy'), ('sop', 'plan'), ('sop', 'joint_agreement'))
$$;
-- Whoever acts in an office of another institution than the custodian's; nobody acts where the owner migrates.
CREATE FUNCTION missions_not_custodian(document bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM accounts_office o JOIN directory_institution i ON i.id = o.institution_id
        JOIN missions_strategicdocument d ON d.id = document
        WHERE o.id = nullif(current_setting('parley.office_id', true), '')::bigint AND i.code <> d.custodian_code)
$$;
"""

DOCUMENT_SQL = """
CREATE OR REPLACE FUNCTION missions_guard_document() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    broken text;
    newest text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT v.state INTO newest FROM missions_documentversion v WHERE v.document_id = OLD.id AND v.no = OLD.current_no;
    END IF;
    broken := CASE
        WHEN TG_OP = 'DELETE' THEN 'documents stay'
        WHEN NEW.custodian_code IS DISTINCT FROM (SELECT i.code FROM directory_institution i WHERE i.id = NEW.custodian_id)
            THEN 'the code is that of the custodian'
        WHEN NEW.derives_from_id IS NOT NULL AND NOT missions_document_derives(NEW.kind,
             (SELECT d.kind FROM missions_strategicdocument d WHERE d.id = NEW.derives_from_id))
            THEN 'a document derives from kinds above it'
        WHEN TG_OP = 'INSERT' THEN CASE WHEN NEW.state <> 'draft' OR NEW.current_no <> 1
            THEN 'a document begins as a draft' END
        WHEN NEW.kind <> OLD.kind OR NEW.reference <> OLD.reference OR NEW.custodian_id <> OLD.custodian_id
            THEN 'kind and custodian of a document stay'
        WHEN NEW.derives_from_id IS DISTINCT FROM OLD.derives_from_id AND newest IS DISTINCT FROM 'draft'
            THEN 'what a document derives from is part of what was submitted'
        WHEN NEW.state <> OLD.state AND NOT missions_document_next(OLD.state, NEW.state)
            THEN format('no way from %s to %s', OLD.state, NEW.state)
        WHEN NEW.current_no NOT IN (OLD.current_no, OLD.current_no + 1) THEN 'versions follow each other'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""

VERSION_SQL = """
CREATE FUNCTION missions_guard_document_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    marking text[] := ARRAY['label_id', 'version'];
    moving text[] := ARRAY['state', 'effective', 'version', 'decided_no', 'evidence'];
    broken text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'versions stay' USING ERRCODE = '23514';
    ELSIF TG_OP = 'INSERT' THEN
        broken := CASE
            WHEN NEW.state <> 'draft' OR NEW.frozen_at IS NOT NULL OR NEW.evidence <> '' THEN 'a version begins as a draft'
            WHEN missions_not_custodian(NEW.document_id) THEN 'the custodian writes'
            END;
    ELSIF to_jsonb(NEW) - marking = to_jsonb(OLD) - marking THEN
        RETURN NEW;
    ELSE
        broken := CASE
            WHEN NEW.document_id <> OLD.document_id OR NEW.no <> OLD.no THEN 'a version stays with its document'
            WHEN OLD.frozen_at IS NOT NULL AND to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving
                THEN 'what was submitted does not change'
            WHEN OLD.frozen_at IS NULL AND missions_not_custodian(NEW.document_id) THEN 'the custodian writes'
            WHEN OLD.evidence <> '' AND NEW.evidence <> OLD.evidence THEN 'evidence stays'
            WHEN NEW.evidence <> OLD.evidence AND (missions_not_custodian(NEW.document_id)
                 OR NEW.state NOT IN ('approved', 'effective')) THEN 'evidence tells of a decision'
            WHEN NEW.state <> OLD.state AND NOT missions_document_version_next(OLD.state, NEW.state)
                THEN format('no way from %s to %s', OLD.state, NEW.state)
            WHEN NEW.state <> OLD.state AND NEW.state IN ('approved', 'returned') AND NEW.evidence = ''
                 AND NOT EXISTS (
                SELECT 1 FROM approvals_case c JOIN missions_strategicdocument d ON d.reference = c.object_reference
                WHERE d.id = NEW.document_id AND c.kind = 'strategic_document' AND c.version_no = NEW.no
                  AND c.content_hash = NEW.content_hash
                  AND c.state = ANY (CASE NEW.state WHEN 'approved' THEN ARRAY['approved']
                                     ELSE ARRAY['returned', 'rejected'] END))
                THEN 'no case says so'
            WHEN NEW.state <> OLD.state AND NEW.state = 'effective' AND NEW.evidence = '' AND EXISTS (
                SELECT 1 FROM missions_strategicdocument d WHERE d.id = NEW.document_id
                  AND d.kind IN ('white_paper', 'concept', 'doctrine'))
                THEN 'this kind is decided above the ministries'
            END;
    END IF;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lifecycle BEFORE INSERT OR UPDATE OR DELETE ON missions_documentversion
    FOR EACH ROW EXECUTE FUNCTION missions_guard_document_version();
ALTER TABLE missions_documentversion ADD CONSTRAINT document_hash_is_that_of_the_bytes
    CHECK (content IS NULL OR content_hash = encode(sha256(content), 'hex'));
"""

# Compared when the act ends, because one of the two moves first.
ACCORD_SQL = """
CREATE FUNCTION missions_check_document_accord() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    document bigint := CASE TG_TABLE_NAME WHEN 'missions_strategicdocument' THEN (to_jsonb(NEW)->>'id')::bigint
                       ELSE (to_jsonb(NEW)->>'document_id')::bigint END;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM missions_strategicdocument d
                   WHERE d.id = document
                     AND d.current_no = (SELECT max(v.no) FROM missions_documentversion v WHERE v.document_id = d.id)
                     AND (d.state = 'effective') = EXISTS (SELECT 1 FROM missions_documentversion v
                                                           WHERE v.document_id = d.id AND v.state = 'effective')) THEN
        RAISE EXCEPTION 'a document is in effect with one of its versions' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER accord AFTER INSERT OR UPDATE ON missions_strategicdocument
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION missions_check_document_accord();
CREATE CONSTRAINT TRIGGER accord AFTER INSERT OR UPDATE ON missions_documentversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION missions_check_document_accord();
"""

OBJECTIVE_SQL = """
CREATE FUNCTION missions_guard_strategic_objective() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    broken text;
BEGIN
    broken := CASE
        WHEN TG_OP = 'DELETE' THEN 'objectives stay, papers may trace to them'
        WHEN TG_OP = 'INSERT' THEN CASE WHEN missions_not_custodian(NEW.document_id) THEN 'the custodian writes' END
        WHEN NEW.document_id <> OLD.document_id OR NEW.code <> OLD.code THEN 'an objective keeps its code'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lasting BEFORE INSERT OR UPDATE OR DELETE ON missions_strategicobjective
    FOR EACH ROW EXECUTE FUNCTION missions_guard_strategic_objective();
"""

PARTS = ("statedobjective", "guidancepriority", "guidanceresource", "answerdays", "contactpoint", "documenteditor")
PARTS_SQL = """
CREATE FUNCTION missions_guard_document_parts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY[]::bigint[];
    broken text;
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'label_id' = to_jsonb(OLD) - 'label_id' THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.version_id; END IF;
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.version_id; END IF;
    PERFORM 1 FROM missions_documentversion v WHERE v.id = ANY (touched) FOR SHARE;
    SELECT CASE WHEN v.frozen_at IS NOT NULL THEN 'what was submitted does not change' ELSE 'the custodian writes' END
        INTO broken FROM missions_documentversion v
        WHERE v.id = ANY (touched) AND (v.frozen_at IS NOT NULL OR missions_not_custodian(v.document_id)) LIMIT 1;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
""" + "".join(
    f"""
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON missions_{part}
    FOR EACH ROW EXECUTE FUNCTION missions_guard_document_parts();
"""
    for part in PARTS
)

DOCUMENT_BEFORE_SQL = """
CREATE OR REPLACE FUNCTION missions_guard_document() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    broken text;
BEGIN
    broken := CASE
        WHEN TG_OP = 'DELETE' THEN 'documents stay'
        WHEN NEW.custodian_code IS DISTINCT FROM (SELECT i.code FROM directory_institution i WHERE i.id = NEW.custodian_id)
            THEN 'the code is that of the custodian'
        WHEN TG_OP = 'INSERT' AND NEW.state <> 'draft' THEN 'a document begins as a draft'
        WHEN TG_OP = 'UPDATE' AND NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
            ('draft', 'effective'), ('draft', 'withdrawn'), ('effective', 'superseded'), ('effective', 'withdrawn'))
            THEN format('no way from %s to %s', OLD.state, NEW.state)
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""
REVERSE_SQL = (
    "".join(f"DROP TRIGGER frozen ON missions_{part};" for part in PARTS)
    + """
DROP FUNCTION missions_guard_document_parts();
DROP TRIGGER lasting ON missions_strategicobjective; DROP FUNCTION missions_guard_strategic_objective();
DROP TRIGGER accord ON missions_documentversion; DROP TRIGGER accord ON missions_strategicdocument;
DROP FUNCTION missions_check_document_accord();
ALTER TABLE missions_documentversion DROP CONSTRAINT document_hash_is_that_of_the_bytes;
DROP TRIGGER lifecycle ON missions_documentversion; DROP FUNCTION missions_guard_document_version();
"""
    + DOCUMENT_BEFORE_SQL
    + """
DROP FUNCTION missions_not_custodian(bigint); DROP FUNCTION missions_document_derives(text, text);
DROP FUNCTION missions_document_version_next(text, text); DROP FUNCTION missions_document_next(text, text);
"""
)


class Migration(migrations.Migration):
    dependencies = [("missions", "0009_document_walls"), ("approvals", "0001_initial"), ("accounts", "0002_audited")]
    operations = [
        migrations.RunSQL(
            RULES_SQL + DOCUMENT_SQL + VERSION_SQL + ACCORD_SQL + OBJECTIVE_SQL + PARTS_SQL, REVERSE_SQL
        )
    ]
