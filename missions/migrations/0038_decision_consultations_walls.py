"""Need-to-know and search on consultations on decisions; they stay as they were entered and are taken back once."""

from django.db import migrations

from access.search import Searchable
from access.walls import Protected

STAYS_SQL = """
CREATE FUNCTION missions_consultation_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'owner_unit_id'];
BEGIN
    IF NEW.taken_back_on > home_today() THEN
        RAISE EXCEPTION 'it is taken back on a day that has come' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.taken_back_on IS NULL THEN
            movable := movable || ARRAY['taken_back_on'];
        END IF;
        IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
            RAISE EXCEPTION 'a consultation stays as it was entered; it is taken back and entered anew'
                USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.taken_back_on IS NOT NULL OR NEW.decided_on > home_today() THEN
        RAISE EXCEPTION 'a decision is entered once it is taken' USING ERRCODE = '23514';
    END IF;
    IF NEW.meeting_id IS NOT NULL THEN
        PERFORM 1 FROM missions_coordinationmeeting m
        WHERE m.id = NEW.meeting_id AND m.held_on = NEW.consulted_on AND m.level = NEW.level FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the meeting was held on the day and at the level of the consultation' USING ERRCODE = '23514';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_stays BEFORE INSERT OR UPDATE ON missions_decisionconsultation
    FOR EACH ROW EXECUTE FUNCTION missions_consultation_stays();
"""
STAYS_REVERSE_SQL = """
DROP TRIGGER consultation_stays ON missions_decisionconsultation; DROP FUNCTION missions_consultation_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0037_decision_consultations"), ("access", "0014_calendar_feeds_end")]
    operations = [
        Protected("missions_decisionconsultation"),
        migrations.RunSQL(STAYS_SQL, STAYS_REVERSE_SQL),
        Searchable("missions_decisionconsultation", ["reference", "decision", "advice", "remark"]),
    ]
