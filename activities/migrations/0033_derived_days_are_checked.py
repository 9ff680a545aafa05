"""Days that follow from others are not typed: of exercises (I19) and of clearances (I20).

Thresholds and lead are those of the Vienna Document 2011; an installation that notifies earlier or for less may.
"""

from django.conf import settings
from django.db import migrations

from directory.terms import BROADER

NOTIFIED_SQL = """
CREATE FUNCTION activities_days_of_exercise(exercise bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held record;
BEGIN
    SELECT e.*, a.starts_on INTO held FROM activities_exercise e
    JOIN activities_activity a ON a.id = e.activity_id WHERE e.id = exercise;
    IF (held.troops >= 9000 OR held.special >= 3000 OR held.tanks >= 250 OR held.acvs >= 500 OR held.artillery >= 250
        OR held.sorties >= 200) AND (held.notify_by IS NULL OR held.notify_by > held.starts_on - 42) THEN
        RAISE EXCEPTION 'the day of notification follows from start and strength' USING ERRCODE = '23514';
    END IF;
    IF (held.troops >= 13000 OR held.special >= 3500)
        AND (held.invite_by IS NULL OR held.invite_by > held.starts_on - 42) THEN
        RAISE EXCEPTION 'the day to invite observers follows from start and strength' USING ERRCODE = '23514';
    END IF;
    IF held.notified_on > home_today() OR held.observers_invited_on > home_today() THEN
        RAISE EXCEPTION 'what has not happened is not recorded' USING ERRCODE = '23514';
    END IF;
END $$;
REVOKE ALL ON FUNCTION activities_days_of_exercise(bigint) FROM PUBLIC;
CREATE FUNCTION activities_exercise_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM activities_days_of_exercise(NEW.id);
    RETURN NULL;
END $$;
CREATE FUNCTION activities_moved_exercise_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM activities_days_of_exercise(e.id) FROM activities_exercise e WHERE e.activity_id = NEW.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER derived_days AFTER INSERT OR UPDATE ON activities_exercise
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION activities_exercise_days();
CREATE CONSTRAINT TRIGGER derived_days AFTER UPDATE OF starts_on ON activities_activity
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.starts_on <> NEW.starts_on)
    EXECUTE FUNCTION activities_moved_exercise_days();
"""
NOTIFIED_REVERSE_SQL = """
DROP TRIGGER derived_days ON activities_activity; DROP TRIGGER derived_days ON activities_exercise;
DROP FUNCTION activities_moved_exercise_days(); DROP FUNCTION activities_exercise_days();
DROP FUNCTION activities_days_of_exercise(bigint);
"""

# The same day foundation.workdays and activities.engine.latest_day_to_ask count.
LATEST_SQL = """
CREATE FUNCTION activities_is_worked(day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT c.is_working FROM directory_calendarday c WHERE c.day = $1), extract(isodow FROM $1) < 6)
$$;
CREATE FUNCTION activities_latest_day(enters date, lead integer, working boolean) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    day date := enters;
    left_over integer := lead;
BEGIN
    IF NOT working THEN
        day := enters - lead;
        WHILE NOT activities_is_worked(day) LOOP day := day - 1; END LOOP;
        RETURN day;
    END IF;
    WHILE left_over > 0 LOOP
        day := day - 1;
        IF activities_is_worked(day) THEN left_over := left_over - 1; END IF;
    END LOOP;
    RETURN day;
END $$;
CREATE FUNCTION activities_days_of_clearance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    rule record;
    enters date := (NEW.enters_at AT TIME ZONE 'HOME')::date;
    given text[] := ARRAY['valid_from', 'valid_until', 'number'];
    was jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
    fresh jsonb := to_jsonb(NEW);
    by_rule text[] := ARRAY['granting_id', 'vehicle', 'passage', 'cargo', 'enters_at', 'told_latest_on', 'rule_id',
        'latest_on'];
    broken text;
BEGIN
    IF EXISTS (SELECT 1 FROM unnest(by_rule) f WHERE was -> f IS DISTINCT FROM fresh -> f) THEN
        SELECT r.* INTO rule FROM directory_clearancerule r WHERE r.id = NEW.rule_id;
        broken := CASE
            WHEN NEW.rule_id IS NULL AND NEW.latest_on IS DISTINCT FROM NEW.told_latest_on
                THEN 'without a rule the latest day is the one that was told'
            WHEN NEW.rule_id IS NOT NULL AND (rule.country_id <> NEW.granting_id OR rule.vehicle <> NEW.vehicle
                 AND NOT EXISTS (SELECT 1 FROM (VALUES BROADER) b(narrow, broad)
                                 WHERE b.narrow = NEW.vehicle AND b.broad = rule.vehicle))
                THEN 'this rule is of another State or vehicle'
            WHEN NEW.rule_id IS NOT NULL
                 AND (rule.passage NOT IN ('', NEW.passage) OR rule.cargo NOT IN ('', NEW.cargo))
                THEN 'this rule is of another passage or cargo'
            WHEN NEW.rule_id IS NOT NULL AND (NEW.latest_on IS NULL OR NEW.latest_on
                 > activities_latest_day(enters, rule.lead_days::integer, rule.day_type = 'working'))
                THEN 'the latest day follows from the rule'
            WHEN TG_OP = 'UPDATE' AND OLD.state <> 'draft' THEN 'what was asked for stays'
            END;
    END IF;
    broken := coalesce(broken, CASE
        WHEN EXISTS (SELECT 1 FROM unnest(given) f WHERE coalesce(was ->> f, '') <> coalesce(fresh ->> f, ''))
             AND NOT coalesce(was ->> 'state' = 'note_sent' AND NEW.state = 'granted', false)
            THEN 'its number and hours are given with the answer'
        WHEN NEW.valid_until > NEW.valid_from + interval '366 days' THEN 'no clearance lasts for more than a year'
        WHEN NEW.sent_on IS DISTINCT FROM (was ->> 'sent_on')::date
             AND NOT coalesce(was ->> 'state' = 'draft' AND NEW.state = 'note_sent' AND EXISTS (
                SELECT 1 FROM correspondence_correspondence n WHERE n.id = NEW.note_id AND NEW.sent_on =
                    CASE n.direction WHEN 'outgoing' THEN n.dated_on ELSE n.received_on END), false)
            THEN 'it was asked for on the day of its note'
        END);
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'clearance %: %', NEW.reference, broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER derived_days BEFORE INSERT OR UPDATE ON activities_diplomaticclearance
    FOR EACH ROW EXECUTE FUNCTION activities_days_of_clearance();
""".replace("'HOME'", f"'{settings.TIME_ZONE}'").replace(
    "BROADER", ", ".join(f"('{kind.value}', '{broader.value}')" for kind, broader in BROADER.items())
)
LATEST_REVERSE_SQL = """
DROP TRIGGER derived_days ON activities_diplomaticclearance;
DROP FUNCTION activities_days_of_clearance(); DROP FUNCTION activities_latest_day(date, integer, boolean);
DROP FUNCTION activities_is_worked(date);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0032_all_that_decides_is_frozen"),
        ("correspondence", "0003_marked_like_its_record"),
        ("directory", "0012_clearance_rules_audited"),
    ]
    operations = [
        migrations.RunSQL(NOTIFIED_SQL, NOTIFIED_REVERSE_SQL),
        migrations.RunSQL(LATEST_SQL, LATEST_REVERSE_SQL),
    ]
