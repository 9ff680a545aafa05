"""Need-to-know on inspections and quotas; the hour to answer follows from the request; what was answered stays."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected
from activities.lifecycle import INSPECTION_TRANSITIONS, InspectionState

TABLES = ("inspectionevent", "inspectionstep", "inspectionquota")

HOURS_SQL = """
CREATE FUNCTION activities_inspection_hours() RETURNS trigger
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
CREATE TRIGGER hours_to_answer BEFORE INSERT OR UPDATE ON activities_inspectionevent
    FOR EACH ROW EXECUTE FUNCTION activities_inspection_hours();
"""
HOURS_REVERSE_SQL = """
DROP TRIGGER hours_to_answer ON activities_inspectionevent; DROP FUNCTION activities_inspection_hours();
"""

QUOTA_SQL = """
CREATE FUNCTION activities_quota_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'period'];
BEGIN
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable OR lower(NEW.period) <> lower(OLD.period)
       OR upper(OLD.period) IS NOT NULL AND NEW.period <> OLD.period THEN
        RAISE EXCEPTION 'a quota is ended once and not changed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER quota_stays BEFORE UPDATE ON activities_inspectionquota
    FOR EACH ROW EXECUTE FUNCTION activities_quota_stays();
"""
QUOTA_REVERSE_SQL = """
DROP TRIGGER quota_stays ON activities_inspectionquota; DROP FUNCTION activities_quota_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0038_inspections"), ("access", "0012_lowering_declined")]
    operations = [
        *(Protected(f"activities_{table}") for table in TABLES),
        migrations.RunSQL(HOURS_SQL, HOURS_REVERSE_SQL),
        migrations.RunSQL(QUOTA_SQL, QUOTA_REVERSE_SQL),
        OnlyRelabelled("activities_inspectionstep"),
        Lifecycle(
            "activities_inspectionevent",
            "activities_inspectionstep",
            "inspection_id",
            INSPECTION_TRANSITIONS,
            {InspectionState.REQUESTED},
        ),
        Searchable("activities_inspectionevent", ["area", "team", "outcome", "reference"]),
    ]
