"""Where the hour of a request is corrected, the inspection was requested on the day of the corrected hour."""

from django.conf import settings
from django.db import migrations

HOURS_SQL = """
CREATE OR REPLACE FUNCTION activities_inspection_hours() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'state', 'state_on', 'outcome', 'team', 'owner_unit_id',
                            'refused_because', 'replied_at'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state <> 'requested'
       AND (NEW.requested_at, NEW.requested_zone, NEW.reply_hours, NEW.replied_at, NEW.refused_because)
           IS DISTINCT FROM
           (OLD.requested_at, OLD.requested_zone, OLD.reply_hours, OLD.replied_at, OLD.refused_because) THEN
        RAISE EXCEPTION 'what was asked and answered is not changed afterwards' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IN ('refused', 'carried_out', 'called_off')
       AND to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'an inspection that is over keeps its facts' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'requested' AND NEW.state = 'requested'
       AND NEW.requested_at <> OLD.requested_at THEN
        NEW.state_on := (NEW.requested_at AT TIME ZONE 'HOME')::date;
    END IF;
    NEW.reply_due_at := NEW.requested_at + make_interval(hours => NEW.reply_hours);
    RETURN NEW;
END $$;
""".replace("HOME", settings.TIME_ZONE)
HOURS_REVERSE_SQL = """
CREATE OR REPLACE FUNCTION activities_inspection_hours() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'state', 'state_on', 'outcome', 'team', 'owner_unit_id',
                            'refused_because', 'replied_at'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state <> 'requested'
       AND (NEW.requested_at, NEW.requested_zone, NEW.reply_hours, NEW.replied_at, NEW.refused_because)
           IS DISTINCT FROM
           (OLD.requested_at, OLD.requested_zone, OLD.reply_hours, OLD.replied_at, OLD.refused_because) THEN
        RAISE EXCEPTION 'what was asked and answered is not changed afterwards' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state IN ('refused', 'carried_out', 'called_off')
       AND to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'an inspection that is over keeps its facts' USING ERRCODE = '23514';
    END IF;
    NEW.reply_due_at := NEW.requested_at + make_interval(hours => NEW.reply_hours);
    RETURN NEW;
END $$;
"""

# As every lifecycle has it, except that the day of a request follows its hour.
STEP = """
CREATE OR REPLACE FUNCTION activities_inspectionevent_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state NOT IN ('requested') THEN
            RAISE EXCEPTION 'activities_inspectionevent cannot begin as %', NEW.state USING ERRCODE = '23514';
        END IF;
    ELSIF NEW.state = OLD.state THEN
        IF NEW.state_on IS DISTINCT FROM OLD.state_on EXEMPT THEN
            RAISE EXCEPTION 'activities_inspectionevent: the day of a step is not changed afterwards'
                USING ERRCODE = '23514';
        END IF;
    ELSIF NOT activities_inspectionevent_may_step(OLD.state, NEW.state) THEN
        RAISE EXCEPTION 'activities_inspectionevent cannot go from % to %', OLD.state, NEW.state
            USING ERRCODE = '23514';
    ELSIF NEW.state_on < OLD.state_on THEN
        RAISE EXCEPTION 'activities_inspectionevent: a step cannot precede the one before it' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""
EXEMPT = """
           AND (NEW.state <> 'requested' OR NEW.state_on <> (NEW.requested_at AT TIME ZONE 'HOME')::date)""".replace(
    "HOME", settings.TIME_ZONE
)
STEP_SQL = STEP.replace(" EXEMPT", EXEMPT)
STEP_REVERSE_SQL = STEP.replace(" EXEMPT", "")

KEPT_SQL = """
CREATE FUNCTION activities_request_corrected() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO activities_inspectionstep (inspection_id, state, reached_on, recorded_at, by_id, office_id,
                                           reason, label_id)
    VALUES (NEW.id, NEW.state, NEW.state_on, clock_timestamp(),
            nullif(current_setting('parley.user_id', true), '')::bigint,
            nullif(current_setting('parley.office_id', true), '')::bigint,
            coalesce(current_setting('parley.reason', true), ''), NEW.label_id);
    RETURN NULL;
END $$;
CREATE TRIGGER request_was_corrected AFTER UPDATE ON activities_inspectionevent FOR EACH ROW
    WHEN (OLD.state = NEW.state AND OLD.state_on <> NEW.state_on) EXECUTE FUNCTION activities_request_corrected();
"""
KEPT_REVERSE_SQL = """
DROP TRIGGER request_was_corrected ON activities_inspectionevent; DROP FUNCTION activities_request_corrected();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0043_days_changed_so_far")]
    operations = [
        migrations.RunSQL(HOURS_SQL, HOURS_REVERSE_SQL),
        migrations.RunSQL(STEP_SQL, STEP_REVERSE_SQL),
        migrations.RunSQL(KEPT_SQL, KEPT_REVERSE_SQL),
    ]
