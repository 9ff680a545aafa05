"""Need-to-know on obligations and returns; due days come from the rule and are never moved without a word."""

from django.conf import settings
from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected
from activities.lifecycle import RETURN_TRANSITIONS, ReturnState

TABLES = ("reportingobligation", "obligationsuspension", "duereturn", "duereturnstep")

# A 29 February is the 28th in a year without one.
DAY_SQL = """
CREATE FUNCTION activities_due_day(month integer, day integer, year integer) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT least(make_date(year, month, 1) + day - 1,
                 (make_date(year, month, 1) + interval '1 month')::date - 1)
$$;
"""
DAY_REVERSE_SQL = "DROP FUNCTION activities_due_day(integer, integer, integer);"

DAYS_SQL = """
CREATE FUNCTION activities_return_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    rule record;
    held record;
BEGIN
    IF NEW.corrects_id IS NOT NULL THEN
        SELECT * INTO held FROM activities_duereturn r WHERE r.id = NEW.corrects_id FOR NO KEY UPDATE;
        IF held.obligation_id <> NEW.obligation_id OR held.state NOT IN ('submitted', 'closed') THEN
            RAISE EXCEPTION 'only what was submitted under the same obligation is corrected' USING ERRCODE = '23514';
        END IF;
        NEW.due_year := held.due_year; NEW.covers_year := held.covers_year; NEW.due_on := held.due_on;
        NEW.event_on := held.event_on; NEW.event := held.event; NEW.first_due_on := held.due_on;
        RETURN NEW;
    END IF;
    IF NEW.state <> 'scheduled' THEN
        RAISE EXCEPTION 'a return begins as scheduled, unless it corrects another' USING ERRCODE = '23514';
    END IF;
    SELECT * INTO rule FROM activities_reportingobligation o WHERE o.id = NEW.obligation_id FOR SHARE;
    IF rule.recurrence = 'yearly' THEN
        IF NEW.event_on IS NOT NULL OR NEW.due_year IS NULL OR NEW.due_year < rule.first_year
           OR NEW.due_year > coalesce(rule.last_year, NEW.due_year)
           OR (NEW.due_year - rule.first_year) % rule.every_years <> 0 THEN
            RAISE EXCEPTION 'nothing is due under this rule in that year' USING ERRCODE = '23514';
        END IF;
        NEW.first_due_on := activities_due_day(rule.due_month, rule.due_day, NEW.due_year);
    ELSE
        IF NEW.event_on IS NULL THEN
            RAISE EXCEPTION 'a return after an event names the day of the event' USING ERRCODE = '23514';
        END IF;
        NEW.first_due_on := NEW.event_on + rule.days_after;
        NEW.due_year := extract(year FROM NEW.first_due_on);
    END IF;
    NEW.covers_year := NEW.due_year + rule.covers;
    NEW.due_on := NEW.first_due_on; NEW.redated_at := NULL; NEW.redated_because := '';
    RETURN NEW;
END $$;
CREATE TRIGGER days_of_the_rule BEFORE INSERT ON activities_duereturn
    FOR EACH ROW EXECUTE FUNCTION activities_return_days();

CREATE FUNCTION activities_return_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'state', 'state_on', 'owner_unit_id'];
BEGIN
    IF OLD.state = 'scheduled' AND NEW.state = 'submitted'
       AND greatest(NEW.first_due_on, NEW.submitted_on)
           > (SELECT (o.created_at AT TIME ZONE 'HOME')::date FROM activities_reportingobligation o
              WHERE o.id = NEW.obligation_id) THEN
        RAISE EXCEPTION 'only what fell due before this register knew of it is taken over' USING ERRCODE = '23514';
    END IF;
    IF NEW.state = 'cleared' AND OLD.state <> 'cleared' AND EXISTS (
        SELECT 1 FROM activities_duereturnstep s
        WHERE s.due_return_id = NEW.id AND s.state = 'in_preparation'
          AND s.by_id = nullif(current_setting('parley.user_id', true), '')::bigint
          AND NOT EXISTS (SELECT 1 FROM activities_duereturnstep c
                          WHERE c.due_return_id = NEW.id AND c.state = 'cleared' AND c.id < s.id)) THEN
        RAISE EXCEPTION 'whoever prepared a return does not clear it' USING ERRCODE = '23514';
    END IF;
    IF OLD.state IN ('scheduled', 'in_preparation', 'cleared') THEN
        movable := movable || ARRAY['due_on', 'redated_at', 'redated_because', 'submitted_on', 'is_nil', 'sent_under',
                                    'note_id', 'evidence_id'];
    END IF;
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'what was submitted is corrected by another return, not changed' USING ERRCODE = '23514';
    END IF;
    IF NEW.due_on IS DISTINCT FROM OLD.due_on
       AND (NEW.due_on IS NULL OR NEW.redated_because = '' OR NEW.redated_at IS NOT DISTINCT FROM OLD.redated_at) THEN
        RAISE EXCEPTION 'another day is given with a reason' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER return_stays BEFORE UPDATE ON activities_duereturn
    FOR EACH ROW EXECUTE FUNCTION activities_return_stays();
""".replace("HOME", settings.TIME_ZONE)
DAYS_REVERSE_SQL = """
DROP TRIGGER return_stays ON activities_duereturn; DROP FUNCTION activities_return_stays();
DROP TRIGGER days_of_the_rule ON activities_duereturn; DROP FUNCTION activities_return_days();
"""

# Another rule moves what is still owed, with the reason of the act; a day somebody gave by hand stays his.
RULE_SQL = """
CREATE FUNCTION activities_obligation_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    because text := left(coalesce(current_setting('parley.reason', true), ''), 300);
BEGIN
    IF NEW.recurrence <> OLD.recurrence THEN
        RAISE EXCEPTION 'a return does not change what it is counted from' USING ERRCODE = '23514';
    END IF;
    IF because = '' AND EXISTS (SELECT 1 FROM activities_duereturn r WHERE r.obligation_id = NEW.id) THEN
        RAISE EXCEPTION 'another rule is given with a reason' USING ERRCODE = '23514';
    END IF;
    UPDATE activities_duereturn r SET due_on = d.day, redated_at = clock_timestamp(), redated_because = because,
           version = r.version + 1
    FROM (SELECT o.id, CASE WHEN NEW.recurrence = 'yearly'
                            THEN activities_due_day(NEW.due_month, NEW.due_day, o.due_year)
                            ELSE o.event_on + NEW.days_after END AS day,
                 CASE WHEN OLD.recurrence = 'yearly'
                      THEN activities_due_day(OLD.due_month, OLD.due_day, o.due_year)
                      ELSE o.event_on + OLD.days_after END AS before
          FROM activities_duereturn o
          WHERE o.obligation_id = NEW.id AND o.state IN ('scheduled', 'in_preparation', 'cleared')) d
    WHERE r.id = d.id AND r.due_on = d.before AND d.day <> r.due_on;
    RETURN NULL;
END $$;
CREATE TRIGGER rule_moves_what_is_owed AFTER UPDATE OF recurrence, due_month, due_day, days_after
    ON activities_reportingobligation FOR EACH ROW
    WHEN ((OLD.recurrence, OLD.due_month, OLD.due_day, OLD.days_after)
          IS DISTINCT FROM (NEW.recurrence, NEW.due_month, NEW.due_day, NEW.days_after))
    EXECUTE FUNCTION activities_obligation_moved();
"""
RULE_REVERSE_SQL = """
DROP TRIGGER rule_moves_what_is_owed ON activities_reportingobligation; DROP FUNCTION activities_obligation_moved();
"""

SUSPENSION_SQL = """
CREATE FUNCTION activities_suspension_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'period'];
BEGIN
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable OR lower(NEW.period) <> lower(OLD.period)
       OR upper(OLD.period) IS NOT NULL AND (upper(NEW.period) IS NULL OR upper(NEW.period) > upper(OLD.period)) THEN
        RAISE EXCEPTION 'a suspension ends, earlier at most, and is not changed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER suspension_stays BEFORE UPDATE ON activities_obligationsuspension
    FOR EACH ROW EXECUTE FUNCTION activities_suspension_stays();
"""
SUSPENSION_REVERSE_SQL = """
DROP TRIGGER suspension_stays ON activities_obligationsuspension; DROP FUNCTION activities_suspension_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0036_obligations_and_returns"), ("access", "0012_lowering_declined")]
    operations = [
        *(Protected(f"activities_{table}") for table in TABLES),
        migrations.RunSQL(DAY_SQL, DAY_REVERSE_SQL),
        migrations.RunSQL(DAYS_SQL, DAYS_REVERSE_SQL),
        migrations.RunSQL(RULE_SQL, RULE_REVERSE_SQL),
        migrations.RunSQL(SUSPENSION_SQL, SUSPENSION_REVERSE_SQL),
        OnlyRelabelled("activities_duereturnstep"),
        Lifecycle(
            "activities_duereturn",
            "activities_duereturnstep",
            "due_return_id",
            RETURN_TRANSITIONS,
            {ReturnState.SCHEDULED, ReturnState.SUBMITTED},
        ),
        Searchable("activities_reportingobligation", ["name_en", "name_az", "instrument", "event", "reference"]),
        Searchable("activities_duereturn", ["event", "sent_under", "reference"]),
    ]
