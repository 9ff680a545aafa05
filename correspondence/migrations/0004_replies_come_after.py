"""A reply has not come in, or left, before the note it replies to was dated."""

from django.db import migrations

# Our own day counts: what a note from outside says of itself may be wrong.
AFTER_SQL = """
CREATE FUNCTION correspondence_replies_after() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ours date := CASE NEW.direction WHEN 'outgoing' THEN NEW.dated_on ELSE NEW.received_on END;
BEGIN
    IF ours < (SELECT dated_on FROM correspondence_correspondence WHERE id = NEW.in_reply_to_id) THEN
        RAISE EXCEPTION 'a reply is not older than the note it replies to' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER replies_after AFTER INSERT OR UPDATE OF in_reply_to_id, direction, dated_on, received_on
    ON correspondence_correspondence FOR EACH ROW WHEN (NEW.in_reply_to_id IS NOT NULL)
    EXECUTE FUNCTION correspondence_replies_after();
"""
AFTER_REVERSE_SQL = """
DROP TRIGGER replies_after ON correspondence_correspondence; DROP FUNCTION correspondence_replies_after();
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0003_marked_like_its_record")]
    operations = [migrations.RunSQL(AFTER_SQL, AFTER_REVERSE_SQL)]
