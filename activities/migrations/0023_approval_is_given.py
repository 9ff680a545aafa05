"""Approval is given by a case, kept within what was approved; nothing takes place before its days; reports stay."""

from django.db import migrations

KEPT_SQL = """
CREATE FUNCTION activities_keep_approval() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given boolean := OLD.state = 'in_approval' AND NEW.state = 'approved';
    deciding text[] := ARRAY['kind_id', 'country_id', 'currency', 'with_troops', 'with_secrets', 'border_topic',
        'beyond_defence', 'coordination_level', 'power_type'];
    broken text;
BEGIN
    broken := CASE
        WHEN NOT given AND ((NEW.approved_start IS NOT NULL AND NEW.approved_start IS DISTINCT FROM OLD.approved_start)
                         OR (NEW.approved_cost IS NOT NULL AND NEW.approved_cost IS DISTINCT FROM OLD.approved_cost))
            THEN 'approval is given by a case'
        WHEN OLD.state IN ('approved', 'preparing') AND OLD.approved_start IS NOT NULL
             AND EXISTS (SELECT 1 FROM unnest(deciding) f WHERE to_jsonb(NEW) -> f <> to_jsonb(OLD) -> f)
            THEN 'something else was approved'
        WHEN NEW.state IN ('approved', 'preparing') AND abs(NEW.starts_on - NEW.approved_start) > 30
            THEN 'other days were approved'
        WHEN NEW.state <> OLD.state AND NEW.state = 'ongoing' AND NEW.state_on < NEW.starts_on
            THEN 'it has not begun'
        WHEN NEW.state <> OLD.state AND NEW.state = 'completed' AND NEW.state_on < NEW.ends_on
            THEN 'it has not ended'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'activity %: %', NEW.reference, broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_approval BEFORE UPDATE ON activities_activity
    FOR EACH ROW EXECUTE FUNCTION activities_keep_approval();

CREATE FUNCTION activities_report_of_what_ended() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'report % was submitted', OLD.id USING ERRCODE = '23514';
    ELSIF NEW.submitted_on < (SELECT ends_on FROM activities_activity WHERE id = NEW.activity_id) THEN
        RAISE EXCEPTION 'nothing is reported before it has ended' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER report_not_deleted BEFORE DELETE ON activities_afteractionreport FOR EACH ROW
    WHEN (OLD.submitted_on IS NOT NULL) EXECUTE FUNCTION activities_report_of_what_ended();
CREATE TRIGGER report_after_end BEFORE INSERT OR UPDATE OF submitted_on ON activities_afteractionreport FOR EACH ROW
    WHEN (NEW.submitted_on IS NOT NULL) EXECUTE FUNCTION activities_report_of_what_ended();
"""
KEPT_REVERSE_SQL = """
DROP TRIGGER report_after_end ON activities_afteractionreport;
DROP TRIGGER report_not_deleted ON activities_afteractionreport;
DROP FUNCTION activities_report_of_what_ended();
DROP TRIGGER keep_approval ON activities_activity; DROP FUNCTION activities_keep_approval();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0022_operation_walls")]
    operations = [migrations.RunSQL(KEPT_SQL, KEPT_REVERSE_SQL)]
