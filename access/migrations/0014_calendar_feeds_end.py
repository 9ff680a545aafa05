"""Calendar feeds stand in the trail; they end with the account and, for good, with their appointment."""

from django.db import migrations

from audit.triggers import Audited

END_SQL = """
CREATE FUNCTION access_end_calendar_feeds() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE access_calendarfeed f SET ended_at = greatest(clock_timestamp(), f.made_at)
        FROM accounts_appointment a
        WHERE a.id = f.appointment_id AND a.user_id = NEW.id AND f.ended_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER end_calendar_feeds AFTER UPDATE OF is_active ON accounts_user
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION access_end_calendar_feeds();

-- A feed that has ended never runs again, and nobody else's appointment is put under it.
CREATE FUNCTION access_calendar_feed_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - 'ended_at' <> to_jsonb(OLD) - 'ended_at' THEN
        RAISE EXCEPTION 'a calendar feed is ended and made anew, not changed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER calendar_feed_stays BEFORE UPDATE ON access_calendarfeed
    FOR EACH ROW EXECUTE FUNCTION access_calendar_feed_stays();
"""
END_REVERSE_SQL = """
DROP TRIGGER calendar_feed_stays ON access_calendarfeed; DROP FUNCTION access_calendar_feed_stays();
DROP TRIGGER end_calendar_feeds ON accounts_user; DROP FUNCTION access_end_calendar_feeds();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0013_calendar_feeds"), ("accounts", "0006_sign_ins_in_the_trail")]
    operations = [
        Audited("access_calendarfeed", ("digest",)),
        migrations.RunSQL(END_SQL, END_REVERSE_SQL),
    ]
