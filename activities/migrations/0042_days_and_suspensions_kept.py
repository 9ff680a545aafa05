"""The period covered follows the rule; every change of a day is kept; a suspension taken back stays as it was."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

RULE_SQL = """
CREATE OR REPLACE FUNCTION activities_obligation_moved() RETURNS trigger
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
    IF NEW.covers <> OLD.covers THEN
        UPDATE activities_duereturn r SET covers_year = r.due_year + NEW.covers, version = r.version + 1
        WHERE r.obligation_id = NEW.id AND r.corrects_id IS NULL
          AND r.state IN ('scheduled', 'in_preparation', 'checked', 'cleared');
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
          WHERE o.obligation_id = NEW.id AND o.corrects_id IS NULL
            AND o.state IN ('scheduled', 'in_preparation', 'checked', 'cleared')) d
    WHERE r.id = d.id AND r.due_on = d.before AND d.day <> r.due_on;
    RETURN NULL;
END $$;
DROP TRIGGER rule_moves_what_is_owed ON activities_reportingobligation;
CREATE TRIGGER rule_moves_what_is_owed AFTER UPDATE OF recurrence, due_month, due_day, days_after, covers
    ON activities_reportingobligation FOR EACH ROW
    WHEN ((OLD.recurrence, OLD.due_month, OLD.due_day, OLD.days_after, OLD.covers)
          IS DISTINCT FROM (NEW.recurrence, NEW.due_month, NEW.due_day, NEW.days_after, NEW.covers))
    EXECUTE FUNCTION activities_obligation_moved();
"""
RULE_REVERSE_SQL = """
CREATE OR REPLACE FUNCTION activities_obligation_moved() RETURNS trigger
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
DROP TRIGGER rule_moves_what_is_owed ON activities_reportingobligation;
CREATE TRIGGER rule_moves_what_is_owed AFTER UPDATE OF recurrence, due_month, due_day, days_after
    ON activities_reportingobligation FOR EACH ROW
    WHEN ((OLD.recurrence, OLD.due_month, OLD.due_day, OLD.days_after)
          IS DISTINCT FROM (NEW.recurrence, NEW.due_month, NEW.due_day, NEW.days_after))
    EXECUTE FUNCTION activities_obligation_moved();
"""

SUSPENSION_SQL = """
CREATE OR REPLACE FUNCTION activities_suspension_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'period', 'resumed_on', 'was_until', 'taken_back_at',
                            'taken_back_because'];
BEGIN
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable OR lower(NEW.period) <> lower(OLD.period)
       OR upper(OLD.period) IS NOT NULL AND (upper(NEW.period) IS NULL OR upper(NEW.period) > upper(OLD.period)) THEN
        RAISE EXCEPTION 'a suspension ends, earlier at most, and is not changed' USING ERRCODE = '23514';
    END IF;
    IF OLD.taken_back_at IS NOT NULL AND to_jsonb(NEW) - ARRAY['label_id', 'version']
                                         IS DISTINCT FROM to_jsonb(OLD) - ARRAY['label_id', 'version'] THEN
        RAISE EXCEPTION 'what was taken back is not changed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""
SUSPENSION_REVERSE_SQL = """
CREATE OR REPLACE FUNCTION activities_suspension_stays() RETURNS trigger
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
"""

REDATED_SQL = """
CREATE FUNCTION activities_return_redated() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO activities_returnredating (due_return_id, before, after, given_at, reason, label_id)
    VALUES (NEW.id, OLD.due_on, NEW.due_on, NEW.redated_at, NEW.redated_because, NEW.label_id);
    RETURN NULL;
END $$;
CREATE TRIGGER day_was_changed AFTER UPDATE OF due_on ON activities_duereturn
    FOR EACH ROW WHEN (OLD.due_on IS DISTINCT FROM NEW.due_on) EXECUTE FUNCTION activities_return_redated();
"""
REDATED_REVERSE_SQL = """
DROP TRIGGER day_was_changed ON activities_duereturn; DROP FUNCTION activities_return_redated();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0041_returns_checked_walls")]
    operations = [
        RunSQL(RULE_SQL, RULE_REVERSE_SQL),
        RunSQL(SUSPENSION_SQL, SUSPENSION_REVERSE_SQL),
        Protected("activities_returnredating"),
        OnlyRelabelled("activities_returnredating"),
        RunSQL(REDATED_SQL, REDATED_REVERSE_SQL),
    ]
