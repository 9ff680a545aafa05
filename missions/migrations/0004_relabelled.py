"""A paper's label may change after submission: its frozen rows follow in that one column, and in no other.

Hand-written and without an ignore switch. That a label only rises, unless two people lowered it, is held by the trigger
`relabelling` of every protected table.
"""

from django.db import migrations

from access.lifecycles import relabelled_from_now_on

VERSION_SQL = """
CREATE OR REPLACE FUNCTION missions_guard_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    editorial text[] := ARRAY['state', 'working_note', 'version'];
    marking text[] := ARRAY['label_id', 'version'];
    broken text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'versions stay' USING ERRCODE = '23514';
    ELSIF TG_OP = 'INSERT' THEN
        broken := CASE WHEN NEW.state <> 'draft' OR NEW.frozen_at IS NOT NULL THEN 'a version begins as a draft' END;
    ELSE
        broken := CASE
            WHEN OLD.frozen_at IS NOT NULL AND to_jsonb(NEW) - editorial <> to_jsonb(OLD) - editorial
                 AND to_jsonb(NEW) - marking <> to_jsonb(OLD) - marking
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
"""

PARTS_SQL = """
CREATE OR REPLACE FUNCTION missions_guard_parts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY[]::bigint[];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'label_id' = to_jsonb(OLD) - 'label_id' THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN touched := touched || OLD.version_id; END IF;
    IF TG_OP <> 'DELETE' THEN touched := touched || NEW.version_id; END IF;
    PERFORM 1 FROM missions_paperversion v WHERE v.id = ANY (touched) FOR SHARE;
    IF EXISTS (SELECT 1 FROM missions_paperversion v WHERE v.id = ANY (touched) AND v.frozen_at IS NOT NULL) THEN
        RAISE EXCEPTION 'what was submitted does not change' USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""
FROZEN = ("papereditor", "papertransition", "paperacknowledgement")


class Migration(migrations.Migration):
    dependencies = [("missions", "0003_frozen"), ("access", "0008_lowering_with_parts")]
    operations = [
        migrations.RunSQL(VERSION_SQL + PARTS_SQL, migrations.RunSQL.noop),
        *[operation for table in FROZEN for operation in relabelled_from_now_on(f"missions_{table}")],
    ]
