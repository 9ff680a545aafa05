"""Corrections are one as far as their writer sees; nothing begins answered or said; the day the log began is kept.

Going back fails where an entry has two corrections by then: the key before allows one.
"""

from django.db import migrations

# Both run with the writer's own eyes, under row security: a correction that is hidden from him neither tells of itself
# nor stands in the way. The lock on what is corrected orders two who see each other's.
BEGUN_SQL = """
CREATE FUNCTION missions_advice_begins() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.outcome <> 'open' THEN
        RAISE EXCEPTION 'advice begins open and is answered afterwards' USING ERRCODE = '23514';
    END IF;
    IF NEW.corrects_id IS NOT NULL THEN
        PERFORM 1 FROM missions_adviceentry e WHERE e.id = NEW.corrects_id FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM missions_adviceentry e WHERE e.corrects_id = NEW.corrects_id) THEN
            RAISE EXCEPTION 'it was corrected already' USING ERRCODE = '23514';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER advice_begins BEFORE INSERT ON missions_adviceentry
    FOR EACH ROW EXECUTE FUNCTION missions_advice_begins();

CREATE FUNCTION missions_advice_month_said() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'a month begins without a word' USING ERRCODE = '23514';
    END IF;
    IF NEW.nothing_by_id IS DISTINCT FROM nullif(current_setting('parley.user_id', true), '')::bigint
       OR NEW.from_office_id IS DISTINCT FROM nullif(current_setting('parley.office_id', true), '')::bigint THEN
        RAISE EXCEPTION 'who acts says it, from the office acted in' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER begins_unsaid BEFORE INSERT ON missions_advicemonth
    FOR EACH ROW WHEN (NEW.nothing_on IS NOT NULL) EXECUTE FUNCTION missions_advice_month_said();
CREATE TRIGGER said_by_who_acts BEFORE UPDATE ON missions_advicemonth
    FOR EACH ROW WHEN (NEW.nothing_on IS NOT NULL AND OLD.nothing_on IS NULL)
    EXECUTE FUNCTION missions_advice_month_said();
"""
BEGUN_REVERSE_SQL = """
DROP TRIGGER said_by_who_acts ON missions_advicemonth; DROP TRIGGER begins_unsaid ON missions_advicemonth;
DROP FUNCTION missions_advice_month_said();
DROP TRIGGER advice_begins ON missions_adviceentry; DROP FUNCTION missions_advice_begins();
"""

# When the log came into this house: now, or where it is there already with its first row. Kept as a function, so that
# a copy of the database knows it too.
LOG_BEGAN_SQL = """
DO $$ BEGIN
    EXECUTE format(
        'CREATE FUNCTION missions_advice_log_began() RETURNS timestamptz '
        'LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L',
        format('SELECT %L::timestamptz', least(now(), (SELECT min(m.created_at) FROM missions_advicemonth m),
                                               (SELECT min(e.created_at) FROM missions_adviceentry e))));
END $$;
"""
LOG_BEGAN_REVERSE_SQL = "DROP FUNCTION missions_advice_log_began();"


class Migration(migrations.Migration):
    dependencies = [("missions", "0028_advice_log_walls")]
    operations = [
        migrations.RemoveConstraint("adviceentry", "advice_corrected_once"),
        migrations.RunSQL(BEGUN_SQL, BEGUN_REVERSE_SQL),
        migrations.RunSQL(LOG_BEGAN_SQL, LOG_BEGAN_REVERSE_SQL),
    ]
