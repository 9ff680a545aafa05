"""A note is marked at least like the record it is about, whatever way it is written (docs/need-to-know.md)."""

from django.db import migrations

# The record is known by kind and reference alone, so its table is looked up by name; asked as the owner, about hidden
# rows too. The shared lock orders it against relabelling, as in check_dominance().
MARKED_SQL = """
CREATE FUNCTION correspondence_marked_like_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    home record;
    found integer;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7021);
    FOR home IN
        SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relkind = 'r' AND c.relrowsecurity AND c.relname LIKE '%\\_' || NEW.about_kind
          AND (SELECT count(*) FROM pg_attribute a
               WHERE a.attrelid = c.oid AND a.attname IN ('reference', 'label_id') AND NOT a.attisdropped) = 2
    LOOP
        EXECUTE format('SELECT label_id FROM %s WHERE reference = $1', home.name)
            INTO found USING NEW.about_reference;
        EXIT WHEN found IS NOT NULL;
    END LOOP;
    IF found IS NULL OR NOT label_dominates(NEW.label_id, found) THEN
        RAISE EXCEPTION 'a note is about a record that is there and not marked above it' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER marked_like_record AFTER INSERT OR UPDATE OF about_kind, about_reference, label_id
    ON correspondence_correspondence FOR EACH ROW WHEN (NEW.about_reference <> '')
    EXECUTE FUNCTION correspondence_marked_like_record();
"""
MARKED_REVERSE_SQL = """
DROP TRIGGER marked_like_record ON correspondence_correspondence; DROP FUNCTION correspondence_marked_like_record();
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0002_walls")]
    operations = [migrations.RunSQL(MARKED_SQL, MARKED_REVERSE_SQL)]
