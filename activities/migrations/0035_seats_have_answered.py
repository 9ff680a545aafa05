"""An activity is approved by a case in which every office answered that its facts call for (domain.md C6).

Stances count as of the day it was put up, as the route does. What was done first is ratified by both leaderships (C9).
"""

from django.db import migrations

SEATS_SQL = """
CREATE FUNCTION activities_seats_answered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held record;
    apart boolean;
    sensitive boolean;
    lacking text;
BEGIN
    SELECT c.id, c.acted_on INTO held FROM approvals_case c
    WHERE c.kind = 'activity' AND c.object_reference = NEW.reference ORDER BY c.version_no DESC LIMIT 1;
    IF held.acted_on IS NOT NULL THEN
        RETURN NEW;  -- done first: its own case ratifies it
    END IF;
    SELECT coalesce(bool_or(s.kind = 'without_relations'), false), coalesce(bool_or(true), false)
        INTO apart, sensitive
    FROM directory_stance s WHERE s.period @> OLD.state_on AND s.kind IN ('without_relations', 'sensitive')
      AND (s.country_id = NEW.country_id OR s.country_id IN (
           SELECT p.country_id FROM activities_activityparticipant p WHERE p.activity_id = NEW.id));
    WITH fact AS (
        SELECT (NEW.agreement_id IS NULL AND NEW.plan_item_id IS NULL)
            OR NEW.coordination_level IN ('minister', 'president_nsc') OR NEW.power_type IN ('hard', 'mixed')
            OR NEW.with_troops OR sensitive AS long_way),
    wanted (role, verdict, asked) AS (
        SELECT 'mod_security', 'concur', long_way OR NEW.with_secrets FROM fact
        UNION ALL SELECT 'mfa_desk', 'concur', long_way FROM fact
        UNION ALL SELECT 'mod_leadership', 'approve', long_way FROM fact
        UNION ALL SELECT 'imcd_head', 'approve', NOT long_way FROM fact
        UNION ALL SELECT 'sbs_liaison', 'concur', NEW.border_topic
        UNION ALL SELECT 'mod_legal', 'concur', NEW.beyond_defence
        UNION ALL SELECT 'mfa_leadership', 'concur', apart)
    SELECT string_agg(w.role, ', ') INTO lacking FROM wanted w
    WHERE w.asked AND NOT EXISTS (
        SELECT 1 FROM approvals_casestep t
        WHERE t.case_id = held.id AND t.role = w.role AND t.verdict = w.verdict AND t.state = 'done');
    IF lacking IS NOT NULL THEN
        RAISE EXCEPTION 'activity %: nobody answered for %', NEW.reference, lacking USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seats_answered BEFORE UPDATE OF state ON activities_activity FOR EACH ROW
    WHEN (OLD.state = 'in_approval' AND NEW.state = 'approved') EXECUTE FUNCTION activities_seats_answered();
"""
SEATS_REVERSE_SQL = """
DROP TRIGGER seats_answered ON activities_activity; DROP FUNCTION activities_seats_answered();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0034_ceilings_count_activities"),
        ("approvals", "0014_security_where_secrets"),
        ("directory", "0013_stances_and_shares"),
    ]
    operations = [migrations.RunSQL(SEATS_SQL, SEATS_REVERSE_SQL)]
