"""The lifecycle and the freeze in the database, for whoever writes there without Python (walls.md 2).

Hand-written and without an ignore switch. A paper moves along its lifecycle only; a submitted version and its rows
never change; it counts as approved or returned only where its case says so for exactly this content.
"""

from django.db import migrations

STATES_SQL = """
CREATE OR REPLACE FUNCTION missions_next(old_state text, new_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (old_state, new_state) IN (
        ('draft', 'post_coordination'), ('draft', 'withdrawn'),
        ('post_coordination', 'mod_review'), ('post_coordination', 'returned'), ('post_coordination', 'withdrawn'),
        ('mod_review', 'mfa_review'), ('mod_review', 'returned'), ('mod_review', 'withdrawn'),
        ('mfa_review', 'joint_approval'), ('mfa_review', 'returned'), ('mfa_review', 'withdrawn'),
        ('joint_approval', 'approved'), ('joint_approval', 'returned'), ('joint_approval', 'withdrawn'),
        ('approved', 'effective'), ('approved', 'withdrawn'),
        ('effective', 'under_review'), ('effective', 'superseded'), ('effective', 'expired'),
        ('under_review', 'effective'), ('under_review', 'superseded'), ('under_review', 'expired'),
        ('returned', 'draft'), ('returned', 'withdrawn'))
$$;
"""

PAPER_SQL = """
CREATE OR REPLACE FUNCTION missions_guard_paper() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['state', 'period', 'title', 'current_no', 'version', 'owner_unit_id', 'label_id'];
    broken text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'papers stay' USING ERRCODE = '23514';
    ELSIF TG_OP = 'INSERT' THEN
        broken := CASE WHEN NEW.state <> 'draft' OR NEW.current_no <> 1 THEN 'a paper begins as a draft' END;
    ELSE
        broken := CASE
            WHEN to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable THEN 'mission and country of a paper stay'
            WHEN NEW.state <> OLD.state AND NOT missions_next(OLD.state, NEW.state)
                THEN format('no way from %s to %s', OLD.state, NEW.state)
            WHEN NEW.title <> OLD.title AND OLD.state <> 'draft' THEN 'only a draft gets another title'
            WHEN NEW.period <> OLD.period AND OLD.state <> 'draft'
                 AND NOT (OLD.state <> NEW.state AND NEW.state IN ('effective', 'superseded'))
                THEN 'a period moves in draft, on taking effect and when superseded'
            WHEN NEW.current_no <> OLD.current_no
                 AND NOT (NEW.current_no = OLD.current_no + 1 AND OLD.state = 'returned' AND NEW.state = 'draft')
                THEN 'a new version follows a return'
            END;
    END IF;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lifecycle BEFORE INSERT OR UPDATE OR DELETE ON missions_missionpaper
    FOR EACH ROW EXECUTE FUNCTION missions_guard_paper();
"""

VERSION_SQL = """
CREATE OR REPLACE FUNCTION missions_guard_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    editorial text[] := ARRAY['state', 'working_note', 'version'];
    broken text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'versions stay' USING ERRCODE = '23514';
    ELSIF TG_OP = 'INSERT' THEN
        broken := CASE WHEN NEW.state <> 'draft' OR NEW.frozen_at IS NOT NULL THEN 'a version begins as a draft' END;
    ELSE
        broken := CASE
            WHEN OLD.frozen_at IS NOT NULL AND to_jsonb(NEW) - editorial <> to_jsonb(OLD) - editorial
                THEN 'what was submitted does not change'
            WHEN NEW.paper_id <> OLD.paper_id OR NEW.no <> OLD.no THEN 'a version stays with its paper'
            WHEN NEW.state <> OLD.state AND NOT missions_next(OLD.state, NEW.state)
                THEN format('no way from %s to %s', OLD.state, NEW.state)
            WHEN NEW.state <> OLD.state AND NEW.state IN ('approved', 'returned') AND NOT EXISTS (
                SELECT 1 FROM approvals_case c JOIN missions_missionpaper p ON p.reference = c.object_reference
                WHERE p.id = NEW.paper_id AND c.kind = 'mission_paper' AND c.version_no = NEW.no
                  AND c.content_hash = NEW.content_hash
                  AND c.state = ANY (CASE NEW.state WHEN 'approved' THEN ARRAY['approved']
                                     ELSE ARRAY['returned', 'rejected'] END))
                THEN 'no case says so'
            END;
    END IF;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lifecycle BEFORE INSERT OR UPDATE OR DELETE ON missions_paperversion
    FOR EACH ROW EXECUTE FUNCTION missions_guard_version();
ALTER TABLE missions_paperversion ADD CONSTRAINT hash_is_that_of_the_bytes
    CHECK (content IS NULL OR content_hash = encode(sha256(content), 'hex'));
"""

# A paper shows the state of its current version: compared when the act ends, because one of the two moves first.
ACCORD_SQL = """
CREATE OR REPLACE FUNCTION missions_check_accord() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    paper bigint := CASE TG_TABLE_NAME WHEN 'missions_missionpaper' THEN (to_jsonb(NEW)->>'id')::bigint
                    ELSE (to_jsonb(NEW)->>'paper_id')::bigint END;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM missions_missionpaper p
                   JOIN missions_paperversion v ON v.paper_id = p.id AND v.no = p.current_no
                   WHERE p.id = paper AND v.state = p.state) THEN
        RAISE EXCEPTION 'a paper is in the state of its current version' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER accord AFTER INSERT OR UPDATE ON missions_missionpaper
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION missions_check_accord();
CREATE CONSTRAINT TRIGGER accord AFTER INSERT OR UPDATE ON missions_paperversion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION missions_check_accord();
"""

DOCUMENT_SQL = """
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
CREATE TRIGGER lifecycle BEFORE INSERT OR UPDATE OR DELETE ON missions_strategicdocument
    FOR EACH ROW EXECUTE FUNCTION missions_guard_document();
"""

PARTS = ("objective", "priorityline", "resourceline", "papereditor")
PARTS_SQL = """
CREATE OR REPLACE FUNCTION missions_guard_parts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY[]::bigint[];
BEGIN
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.version_id; END IF;
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.version_id; END IF;
    PERFORM 1 FROM missions_paperversion v WHERE v.id = ANY (touched) FOR SHARE;
    IF EXISTS (SELECT 1 FROM missions_paperversion v WHERE v.id = ANY (touched) AND v.frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'what was submitted does not change' USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
""" + "".join(
    f"""
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON missions_{part}
    FOR EACH ROW EXECUTE FUNCTION missions_guard_parts();
"""
    for part in PARTS
)

REVERSE_SQL = (
    "".join(f"DROP TRIGGER frozen ON missions_{part};" for part in PARTS)
    + """
DROP TRIGGER lifecycle ON missions_strategicdocument; DROP FUNCTION missions_guard_document();
DROP TRIGGER accord ON missions_paperversion; DROP TRIGGER accord ON missions_missionpaper;
ALTER TABLE missions_paperversion DROP CONSTRAINT hash_is_that_of_the_bytes;
DROP TRIGGER lifecycle ON missions_paperversion; DROP TRIGGER lifecycle ON missions_missionpaper;
DROP FUNCTION missions_guard_parts(); DROP FUNCTION missions_check_accord(); DROP FUNCTION missions_guard_version();
DROP FUNCTION missions_guard_paper(); DROP FUNCTION missions_next(text, text);
"""
)


class Migration(migrations.Migration):
    dependencies = [("missions", "0002_walls"), ("approvals", "0001_initial")]
    operations = [
        migrations.RunSQL(
            STATES_SQL + PAPER_SQL + VERSION_SQL + ACCORD_SQL + DOCUMENT_SQL + PARTS_SQL, REVERSE_SQL
        )
    ]
