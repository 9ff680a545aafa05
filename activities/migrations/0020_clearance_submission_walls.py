"""Need-to-know on submitted clearances; our request is not changed before the approvers, and sent as approved (C6)."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

TABLES = ("clearancedrafter", "clearancesubmission")
# A note of ours goes out, one of theirs comes in: only ours is approved before.
GUARD_SQL = """
CREATE FUNCTION activities_guard_clearance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['state', 'state_on', 'version', 'label_id', 'rule_id', 'latest_on', 'waiver'];
    broken text;
BEGIN
    broken := CASE
        WHEN NEW.state = 'draft' AND to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable AND EXISTS (
            SELECT 1 FROM approvals_case c WHERE c.kind = 'diplomatic_clearance'
              AND c.object_reference = NEW.reference AND c.state = 'open')
            THEN 'what lies with the approvers does not change'
        WHEN OLD.state = 'draft' AND NEW.state = 'note_sent' AND EXISTS (
            SELECT 1 FROM correspondence_correspondence n WHERE n.id = NEW.note_id AND n.direction = 'outgoing')
          AND NOT EXISTS (
            SELECT 1 FROM approvals_case c
            JOIN activities_clearancesubmission s ON s.clearance_id = NEW.id AND s.no = c.version_no
                AND s.content_hash = c.content_hash
            WHERE c.kind = 'diplomatic_clearance' AND c.object_reference = NEW.reference AND c.state = 'approved'
              AND s.no = (SELECT max(l.no) FROM activities_clearancesubmission l WHERE l.clearance_id = NEW.id))
            THEN 'no case says so'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'clearance %: %', NEW.reference, broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER approval BEFORE UPDATE ON activities_diplomaticclearance FOR EACH ROW
    WHEN (OLD.state = 'draft') EXECUTE FUNCTION activities_guard_clearance();
"""
REVERSE_SQL = """
DROP TRIGGER approval ON activities_diplomaticclearance;
DROP FUNCTION activities_guard_clearance();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0019_clearance_submissions"),
        ("approvals", "0011_returns_and_openers"),
        ("correspondence", "0003_marked_like_its_record"),
    ]
    operations = [
        *(Protected(f"activities_{table}") for table in TABLES),
        *(OnlyRelabelled(f"activities_{table}") for table in TABLES),
        migrations.RunSQL(GUARD_SQL, REVERSE_SQL),
    ]
