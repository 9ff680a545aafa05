"""The freeze over the further parts, and what stops a submission, in the database (walls.md 2, A7.32).

Hand-written and without an ignore switch. A row that serves an objective names one of its own version; a remark and a
conflict stay as they were said and are answered once; no draft is submitted over what blocks it.
"""

from django.db import migrations

PARTS = ("task", "strategy", "instrument", "indicator", "contingency", "contact")
SERVING = ("task", "strategy", "instrument", "indicator")

FROZEN_SQL = "".join(
    f"""
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON missions_{part}
    FOR EACH ROW EXECUTE FUNCTION missions_guard_parts();
"""
    for part in PARTS
)
_STRAY = " UNION ALL ".join(
    f"SELECT r.version_id, r.objective FROM missions_{part} r WHERE r.version_id = touched" for part in SERVING
)
SERVES_SQL = f"""
CREATE FUNCTION missions_check_serves() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint := (to_jsonb(coalesce(NEW, OLD))->>'version_id')::bigint;
BEGIN
    IF EXISTS (SELECT 1 FROM ({_STRAY}) s WHERE s.objective <> '' AND NOT EXISTS (
                   SELECT 1 FROM missions_objective o WHERE o.version_id = touched AND o.code = s.objective)) THEN
        RAISE EXCEPTION 'what serves an objective names one of this version' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER serves AFTER UPDATE OF code OR DELETE ON missions_objective
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION missions_check_serves();
""" + "".join(
    f"""
CREATE CONSTRAINT TRIGGER serves AFTER INSERT OR UPDATE OF objective ON missions_{part}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.objective <> '')
    EXECUTE FUNCTION missions_check_serves();
"""
    for part in SERVING
)

SAID_SQL = """
CREATE FUNCTION missions_guard_remark() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    answer text[] := ARRAY['label_id', 'resolution', 'resolved_because', 'resolved_on', 'resolved_by_id',
                           'resolved_office_id'];
    acting bigint := nullif(current_setting('parley.user_id', true), '')::bigint;
    broken text;
BEGIN
    broken := CASE
        WHEN TG_OP = 'INSERT' THEN CASE
            WHEN NEW.resolution <> '' THEN 'a remark begins open'
            WHEN NEW.by_id IS DISTINCT FROM acting THEN 'who acts remarks'
            WHEN NOT EXISTS (SELECT 1 FROM missions_paperversion v
                             WHERE v.id = NEW.version_id AND v.paper_id = NEW.paper_id)
                THEN 'a remark is about a version of its paper' END
        WHEN to_jsonb(NEW) - answer <> to_jsonb(OLD) - answer THEN 'what was remarked does not change'
        WHEN to_jsonb(NEW) - 'label_id'::text <> to_jsonb(OLD) - 'label_id'::text AND OLD.resolution <> ''
            THEN 'a remark is resolved once'
        WHEN NEW.resolution <> OLD.resolution AND NEW.resolved_by_id IS DISTINCT FROM acting
            THEN 'who acts resolves'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER said BEFORE INSERT OR UPDATE ON missions_papercomment
    FOR EACH ROW EXECUTE FUNCTION missions_guard_remark();

CREATE FUNCTION missions_guard_conflict() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'state'];
    broken text;
BEGIN
    broken := CASE
        WHEN TG_OP = 'INSERT' THEN CASE WHEN NEW.state <> 'open' THEN 'a conflict begins open' END
        WHEN to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable THEN 'what was raised does not change'
        WHEN NEW.state <> OLD.state AND NOT (NEW.state = 'resolved' AND EXISTS (
            SELECT 1 FROM missions_conflictentry e WHERE e.conflict_id = NEW.id AND e.resolves))
            THEN 'a conflict is resolved by an entry that says how'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER said BEFORE INSERT OR UPDATE ON missions_paperconflict
    FOR EACH ROW EXECUTE FUNCTION missions_guard_conflict();

CREATE FUNCTION missions_guard_submission() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM missions_papercomment c
               WHERE c.paper_id = NEW.paper_id AND c.severity = 'blocking' AND c.resolution = '')
       OR EXISTS (SELECT 1 FROM missions_paperconflict c WHERE c.paper_id = NEW.paper_id AND c.state = 'open') THEN
        RAISE EXCEPTION 'a blocking remark or a conflict is open' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unblocked BEFORE UPDATE OF state ON missions_paperversion
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'post_coordination')
    EXECUTE FUNCTION missions_guard_submission();
"""

REVERSE_SQL = (
    """
DROP TRIGGER unblocked ON missions_paperversion; DROP FUNCTION missions_guard_submission();
DROP TRIGGER said ON missions_paperconflict; DROP FUNCTION missions_guard_conflict();
DROP TRIGGER said ON missions_papercomment; DROP FUNCTION missions_guard_remark();
"""
    + "".join(f"DROP TRIGGER serves ON missions_{part};" for part in (*SERVING, "objective"))
    + "DROP FUNCTION missions_check_serves();"
    + "".join(f"DROP TRIGGER frozen ON missions_{part};" for part in PARTS)
)


class Migration(migrations.Migration):
    dependencies = [("missions", "0012_paper_parts_walls"), ("missions", "0004_relabelled")]
    operations = [migrations.RunSQL(FROZEN_SQL + SERVES_SQL + SAID_SQL, REVERSE_SQL)]
