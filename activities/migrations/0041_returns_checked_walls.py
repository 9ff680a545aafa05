"""Security agrees to what is marked; corrections go the way of the return; what a slip dropped comes back (C6)."""

from django.conf import settings
from django.db import migrations
from django.db.migrations.operations import RunSQL

from access.lifecycles import Lifecycle

BEFORE = {
    "scheduled": ("in_preparation", "submitted", "not_due"),
    "in_preparation": ("cleared", "not_due"),
    "cleared": ("in_preparation", "submitted", "not_due"),
    "submitted": ("closed",),
    "closed": (),
    "not_due": (),
}
NOW = BEFORE | {
    "in_preparation": ("checked", "cleared", "not_due"),
    "checked": ("in_preparation", "cleared", "not_due"),
    "not_due": ("scheduled",),
}
TABLE, ROWS, LINK = "activities_duereturn", "activities_duereturnstep", "due_return_id"
STEPS_BEFORE = Lifecycle(TABLE, ROWS, LINK, BEFORE, ["scheduled", "submitted"])
STEPS_NOW = Lifecycle(TABLE, ROWS, LINK, NOW, ["scheduled", "submitted", "in_preparation"])

# Above the lowest level, or for some alone.
MARKED_SQL = """
CREATE FUNCTION activities_is_marked(label integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.level > 0 OR cardinality(l.caveats) > 0 OR cardinality(l.compartments) > 0
    FROM access_label l WHERE l.id = label
$$;
"""
MARKED_REVERSE_SQL = "DROP FUNCTION activities_is_marked(integer);"

DAYS_SQL = """
CREATE OR REPLACE FUNCTION activities_return_days() RETURNS trigger
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
        IF NEW.state <> 'in_preparation' AND (NEW.state <> 'submitted' OR activities_is_marked(NEW.label_id)
           OR NOT (SELECT o.correct_at_once FROM activities_reportingobligation o WHERE o.id = NEW.obligation_id)) THEN
            RAISE EXCEPTION 'a correction is cleared anew' USING ERRCODE = '23514';
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
"""
DAYS_REVERSE_SQL = """
CREATE OR REPLACE FUNCTION activities_return_days() RETURNS trigger
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
"""

STAYS_SQL = """
CREATE OR REPLACE FUNCTION activities_return_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'state', 'state_on', 'owner_unit_id'];
    rule record;
BEGIN
    IF OLD.state = 'scheduled' AND NEW.state = 'submitted'
       AND greatest(NEW.first_due_on, NEW.submitted_on)
           > (SELECT (o.created_at AT TIME ZONE 'HOME')::date FROM activities_reportingobligation o
              WHERE o.id = NEW.obligation_id) THEN
        RAISE EXCEPTION 'only what fell due before this register knew of it is taken over' USING ERRCODE = '23514';
    END IF;
    IF NEW.state IN ('checked', 'cleared') AND OLD.state <> NEW.state AND EXISTS (
        SELECT 1 FROM activities_duereturnstep s
        WHERE s.due_return_id = NEW.id AND s.state = 'in_preparation'
          AND s.by_id = nullif(current_setting('parley.user_id', true), '')::bigint
          AND NOT EXISTS (SELECT 1 FROM activities_duereturnstep c
                          WHERE c.due_return_id = NEW.id AND c.state IN ('checked', 'cleared') AND c.id < s.id)) THEN
        RAISE EXCEPTION 'whoever prepared a return does not clear it' USING ERRCODE = '23514';
    END IF;
    IF (NEW.state = 'cleared' AND OLD.state <> 'checked' OR NEW.state = 'submitted' AND OLD.state = 'cleared')
       AND NEW.state <> OLD.state AND activities_is_marked(NEW.label_id) AND NOT EXISTS (
        SELECT 1 FROM activities_duereturnstep s
        WHERE s.due_return_id = NEW.id AND s.state = 'checked'
          AND NOT EXISTS (SELECT 1 FROM activities_duereturnstep p
                          WHERE p.due_return_id = NEW.id AND p.state = 'in_preparation' AND p.id > s.id)) THEN
        RAISE EXCEPTION 'security agrees to what is marked first' USING ERRCODE = '23514';
    END IF;
    IF NEW.state <> OLD.state THEN
        movable := movable || ARRAY['dropped_by_rule'];
    END IF;
    IF OLD.state = 'not_due' AND NEW.state = 'scheduled' THEN
        SELECT * INTO rule FROM activities_reportingobligation o WHERE o.id = NEW.obligation_id FOR SHARE;
        IF NOT OLD.dropped_by_rule OR rule.recurrence <> 'yearly' OR NEW.due_year < rule.first_year
           OR NEW.due_year > coalesce(rule.last_year, NEW.due_year)
           OR (NEW.due_year - rule.first_year) % rule.every_years <> 0 THEN
            RAISE EXCEPTION 'only what its rule had dropped is due again by its rule' USING ERRCODE = '23514';
        END IF;
        movable := movable || ARRAY['due_on', 'redated_at', 'redated_because', 'covers_year'];
    END IF;
    IF OLD.state IN ('scheduled', 'in_preparation', 'checked', 'cleared') THEN
        movable := movable || ARRAY['due_on', 'redated_at', 'redated_because', 'submitted_on', 'is_nil', 'sent_under',
                                    'covers_year',
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
""".replace("HOME", settings.TIME_ZONE)
STAYS_REVERSE_SQL = """
CREATE OR REPLACE FUNCTION activities_return_stays() RETURNS trigger
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
""".replace("HOME", settings.TIME_ZONE)


class Migration(migrations.Migration):
    dependencies = [("activities", "0040_returns_checked_and_corrected")]
    operations = [
        RunSQL(STEPS_BEFORE.reverse_sql, STEPS_BEFORE.sql),
        STEPS_NOW,
        RunSQL(MARKED_SQL, MARKED_REVERSE_SQL),
        RunSQL(DAYS_SQL, DAYS_REVERSE_SQL),
        RunSQL(STAYS_SQL, STAYS_REVERSE_SQL),
    ]
