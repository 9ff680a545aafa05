"""A name is personal and goes with its place; a visit and a report carry the marking of their activity.

A visit or a report marked above its activity would be told by the refusal to begin another one, and by the version it
shares with the activity.
"""

from django.db import migrations

NAMES_SQL = """
ALTER TABLE activities_delegationseat ADD CONSTRAINT seat_of_its_visit UNIQUE (id, visit_id);
ALTER TABLE activities_delegate ADD CONSTRAINT delegate_of_its_visit FOREIGN KEY (seat_id, visit_id)
    REFERENCES activities_delegationseat (id, visit_id) DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION activities_name_goes_with_its_seat() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM activities_delegate WHERE seat_id = OLD.id;
    RETURN OLD;
END $$;
CREATE TRIGGER name_goes_with_it BEFORE DELETE ON activities_delegationseat
    FOR EACH ROW EXECUTE FUNCTION activities_name_goes_with_its_seat();
CREATE FUNCTION activities_name_is_personal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM access_label l WHERE l.id = NEW.label_id AND 'personal' = ANY (l.compartments)) THEN
        RAISE EXCEPTION 'names of visitors stand on the list of personal data' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION activities_name_rises_with_its_seat() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Whoever raises the place need not see who takes it. Lowering leaves names where they are.
    UPDATE activities_delegate d SET label_id = p.id
    FROM access_label l, access_label p
    WHERE d.seat_id = NEW.id AND l.id = NEW.label_id AND NOT label_dominates(d.label_id, NEW.label_id)
      AND p.level = l.level AND p.caveats @> l.caveats AND p.caveats <@ l.caveats AND p.releasable_to = '{}'
      AND p.compartments @> l.compartments AND 'personal' = ANY (p.compartments)
      AND p.compartments <@ (l.compartments || ARRAY['personal']::varchar[]);
    RETURN NULL;
END $$;
CREATE TRIGGER name_rises_with_it AFTER UPDATE OF label_id ON activities_delegationseat
    FOR EACH ROW WHEN (OLD.label_id IS DISTINCT FROM NEW.label_id)
    EXECUTE FUNCTION activities_name_rises_with_its_seat();
CREATE TRIGGER name_is_personal BEFORE INSERT OR UPDATE OF label_id ON activities_delegate
    FOR EACH ROW EXECUTE FUNCTION activities_name_is_personal();
"""
NAMES_REVERSE_SQL = """
DROP TRIGGER name_is_personal ON activities_delegate; DROP FUNCTION activities_name_is_personal();
DROP TRIGGER name_rises_with_it ON activities_delegationseat; DROP FUNCTION activities_name_rises_with_its_seat();
DROP TRIGGER name_goes_with_it ON activities_delegationseat; DROP FUNCTION activities_name_goes_with_its_seat();
ALTER TABLE activities_delegate DROP CONSTRAINT delegate_of_its_visit;
ALTER TABLE activities_delegationseat DROP CONSTRAINT seat_of_its_visit;
"""
MARKED = ("visit", "afteractionreport")
MARKED_SQL = """
CREATE FUNCTION activities_marked_with_activity() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = NEW.activity_id AND a.label_id <> NEW.label_id) THEN
        RAISE EXCEPTION 'a % is marked like its activity', TG_ARGV[0] USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
""" + "".join(
    f"""
CREATE CONSTRAINT TRIGGER marked_with_activity AFTER INSERT OR UPDATE OF label_id, activity_id ON activities_{part}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION activities_marked_with_activity('{part}');
"""
    for part in MARKED
)
MARKED_REVERSE_SQL = (
    "".join(f"DROP TRIGGER marked_with_activity ON activities_{part};" for part in MARKED)
    + "DROP FUNCTION activities_marked_with_activity();"
)


class Migration(migrations.Migration):
    dependencies = [("activities", "0030_delegates_by_their_seats")]
    operations = [
        migrations.RunSQL(NAMES_SQL, NAMES_REVERSE_SQL),
        migrations.RunSQL(MARKED_SQL, MARKED_REVERSE_SQL),
    ]
