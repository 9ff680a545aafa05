"""Need-to-know on correspondence, its steps by the table, what has left or come in stays as it is, words found."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected, Telling

STEPS = {
    "draft": ["dispatched", "received", "cancelled"],
    "dispatched": ["answered", "closed"],
    "received": ["answered", "no_reply_needed"],
    "closed": ["answered"],
    "no_reply_needed": ["answered"],
}

# A paper that has left or come in is a fact. Its state moves and its label may rise; of what came in, when we owe the
# reply is our own matter. A number once drawn is not drawn again.
FROZEN_SQL = """
CREATE FUNCTION correspondence_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['state', 'state_on', 'version', 'label_id'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'correspondence stays' USING ERRCODE = '23514';
    END IF;
    IF OLD.state = 'received' THEN
        movable := movable || ARRAY['reply_expected', 'reply_due_on'];
    END IF;
    IF OLD.state <> 'draft' AND to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'what has left or come in is not changed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON correspondence_correspondence
    FOR EACH ROW EXECUTE FUNCTION correspondence_stays();

CREATE FUNCTION correspondence_series_goes_on() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    fixed text[] := ARRAY['last_number', 'version', 'label_id'];
BEGIN
    IF TG_OP = 'DELETE' OR NEW.last_number < OLD.last_number OR NEW.last_number > OLD.last_number + 1
       OR to_jsonb(NEW) - fixed <> to_jsonb(OLD) - fixed THEN
        RAISE EXCEPTION 'numbers are drawn one after another' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER goes_on BEFORE UPDATE OR DELETE ON correspondence_numberseries
    FOR EACH ROW EXECUTE FUNCTION correspondence_series_goes_on();
"""
FROZEN_REVERSE_SQL = """
DROP TRIGGER goes_on ON correspondence_numberseries; DROP FUNCTION correspondence_series_goes_on();
DROP TRIGGER stays ON correspondence_correspondence; DROP FUNCTION correspondence_stays();
"""
TABLE, ROWS = "correspondence_correspondence", "correspondence_correspondencestep"


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial"), ("access", "0012_lowering_declined")]
    operations = [
        Protected(TABLE),
        Protected(ROWS),
        Protected("correspondence_numberseries"),
        OnlyRelabelled(ROWS),
        Lifecycle(TABLE, ROWS, "correspondence_id", STEPS, ["draft"]),
        migrations.RunSQL(FROZEN_SQL, FROZEN_REVERSE_SQL),
        Telling(TABLE, "about_reference"),
        Searchable(TABLE, ["reference", "number", "subject", "text", "sender_name", "addressee_name"]),
    ]
