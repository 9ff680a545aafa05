"""A plan is concurred in and approved by its case alone; what lies with the approvers, and what was signed, stays."""

from django.db import migrations

PLANS_SQL = """
CREATE FUNCTION agreements_plan_by_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM approvals_case c
        JOIN agreements_plansubmission s ON s.plan_id = NEW.id AND s.no = c.version_no AND s.content_hash = c.content_hash
        WHERE c.kind = 'annual_plan' AND c.object_reference = NEW.reference
          AND c.state IN ('approved', CASE NEW.state WHEN 'mfa_concurred' THEN 'open' ELSE 'approved' END)
          AND s.no = (SELECT max(l.no) FROM agreements_plansubmission l WHERE l.plan_id = NEW.id))
    THEN
        RAISE EXCEPTION 'plan %: no case says so', NEW.reference USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER by_case BEFORE UPDATE OF state ON agreements_bilateralplan FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state IN ('mfa_concurred', 'approved'))
    EXECUTE FUNCTION agreements_plan_by_case();

CREATE OR REPLACE FUNCTION agreements_items_stay() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held record;
    told text[] := ARRAY['dropped_on', 'dropped_because', 'version', 'label_id'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - told = to_jsonb(OLD) - told THEN
        RETURN NEW;
    END IF;
    FOR held IN
        SELECT p.state, p.reference,
               TG_OP = 'INSERT' AND p.version = 1 AND p.created_at >= transaction_timestamp() AS entered,
               EXISTS (SELECT 1 FROM approvals_case c
                       WHERE c.kind = 'annual_plan' AND c.object_reference = p.reference AND c.state = 'open') AS runs
        FROM agreements_bilateralplan p WHERE p.id = ANY (ARRAY[
            CASE WHEN TG_OP <> 'INSERT' THEN OLD.plan_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.plan_id END])
    LOOP
        IF held.runs THEN
            RAISE EXCEPTION 'plan % lies with the approvers', held.reference USING ERRCODE = '23514';
        ELSIF NOT held.entered AND held.state NOT IN ('collecting', 'draft', 'staff_talks', 'costed') THEN
            RAISE EXCEPTION 'items of a plan that is % stay as they are', held.state USING ERRCODE = '23514';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
# As 0011 had it.
PLANS_REVERSE_SQL = """
DROP TRIGGER by_case ON agreements_bilateralplan; DROP FUNCTION agreements_plan_by_case();
CREATE OR REPLACE FUNCTION agreements_items_stay() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held record;
    told text[] := ARRAY['dropped_on', 'dropped_because', 'version', 'label_id'];
BEGIN
    SELECT state, version INTO held FROM agreements_bilateralplan
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.plan_id ELSE NEW.plan_id END;
    IF held.state IN ('collecting', 'draft', 'staff_talks', 'costed') OR (TG_OP = 'INSERT' AND held.version = 1) THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - told = to_jsonb(OLD) - told THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'items of a plan that is % stay as they are', held.state USING ERRCODE = '23514';
END $$;
"""
CONCLUDED_SQL = """
CREATE FUNCTION agreements_concluded_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    broken text;
BEGIN
    broken := CASE
        WHEN NEW.eif_on > home_today() AND NEW.eif_on IS DISTINCT FROM OLD.eif_on
            THEN 'nothing is in force from a day ahead'
        WHEN OLD.signed_on <> NEW.signed_on AND NOT OLD.needs_verification THEN 'the day of signature stays'
        WHEN OLD.eif_on <> NEW.eif_on AND NOT OLD.needs_verification THEN 'the day of entry into force stays'
        WHEN OLD.state = 'signed' AND NEW.state = 'in_force' AND EXISTS (
            SELECT 1 FROM agreements_partysignature s JOIN agreements_party p ON p.id = s.party_id AND p.is_home
            WHERE s.agreement_id = NEW.id AND s.form IN ('simple', 'ad_referendum'))
            THEN 'a signature subject to ratification does not bring it into force'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION 'agreement %: %', NEW.reference, broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER concluded_stays BEFORE UPDATE ON agreements_agreement
    FOR EACH ROW EXECUTE FUNCTION agreements_concluded_stays();
CREATE FUNCTION agreements_signature_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what was signed stays signed' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER signature_stays BEFORE DELETE ON agreements_partysignature
    FOR EACH ROW EXECUTE FUNCTION agreements_signature_stays();
"""
CONCLUDED_REVERSE_SQL = """
DROP TRIGGER signature_stays ON agreements_partysignature; DROP FUNCTION agreements_signature_stays();
DROP TRIGGER concluded_stays ON agreements_agreement; DROP FUNCTION agreements_concluded_stays();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0018_plans_once_per_label"),
        ("approvals", "0010_four_eyes_outside_and_taken_back"),
    ]
    operations = [
        migrations.RunSQL(PLANS_SQL, PLANS_REVERSE_SQL),
        migrations.RunSQL(CONCLUDED_SQL, CONCLUDED_REVERSE_SQL),
    ]
