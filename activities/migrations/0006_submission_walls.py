"""Need-to-know on submissions; what lies with the approvers stays, and its case alone approves it (walls.md 2)."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

TABLES = ("activitydrafter", "activitysubmission")
PARTS = (
    "activityparticipant", "supportinginstitution", "servedobjective", "guidingpaper", "contingent", "costline",
)  # fmt: skip

APPROVED_SQL = """
CREATE FUNCTION activities_guard_approval() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['state', 'state_on', 'version', 'label_id', 'approved_start', 'approved_cost'];
    broken text;
BEGIN
    broken := CASE
        WHEN OLD.state = 'in_approval' AND to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable
            THEN 'what lies with the approvers does not change'
        WHEN OLD.state = 'in_approval' AND NEW.state = 'approved' AND NOT EXISTS (
            SELECT 1 FROM approvals_case c
            JOIN activities_activitysubmission s ON s.activity_id = NEW.id AND s.no = c.version_no
                AND s.content_hash = c.content_hash
            WHERE c.kind = 'activity' AND c.object_reference = NEW.reference AND c.state = 'approved'
              AND s.no = (SELECT max(l.no) FROM activities_activitysubmission l WHERE l.activity_id = NEW.id))
            THEN 'no case says so'
        WHEN OLD.state = 'postponed' AND NEW.state = 'approved' AND OLD.approved_start IS NULL
            THEN 'what was never approved is not taken up as approved'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'activity %: %', NEW.reference, broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval BEFORE UPDATE ON activities_activity FOR EACH ROW
    WHEN (OLD.state IN ('in_approval', 'postponed')) EXECUTE FUNCTION activities_guard_approval();

CREATE FUNCTION activities_guard_parts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'label_id' = to_jsonb(OLD) - 'label_id' THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM activities_activity a WHERE a.state = 'in_approval' AND a.id = ANY (ARRAY[
               CASE WHEN TG_OP <> 'INSERT' THEN OLD.activity_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.activity_id END])
               FOR SHARE) THEN
        RAISE EXCEPTION 'what lies with the approvers does not change' USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
""" + "".join(
    f"""
CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON activities_{part}
    FOR EACH ROW EXECUTE FUNCTION activities_guard_parts();
"""
    for part in PARTS
)
REVERSE_SQL = (
    "".join(f"DROP TRIGGER frozen ON activities_{part};" for part in PARTS)
    + """
DROP FUNCTION activities_guard_parts(); DROP TRIGGER approval ON activities_activity;
DROP FUNCTION activities_guard_approval();
"""
)


class Migration(migrations.Migration):
    dependencies = [("activities", "0005_submissions"), ("approvals", "0010_four_eyes_outside_and_taken_back")]
    operations = [
        *(Protected(f"activities_{table}") for table in TABLES),
        *(OnlyRelabelled(f"activities_{table}") for table in TABLES),
        migrations.RunSQL(APPROVED_SQL, REVERSE_SQL),
    ]
