"""Who signed stays named: a State joins by accession and leaves by withdrawal (VCLT arts 15, 54).

A wrong entry of an older instrument is corrected as long as nothing followed.
"""

from django.db import migrations

PARTIES_SQL = """
CREATE FUNCTION agreements_parties_followed(of_agreement bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = of_agreement AND a.registered_on IS NOT NULL)
        OR (SELECT s.state IN ('proposed', 'mandated', 'negotiating', 'initialled') FROM agreements_stageevent s
            WHERE s.agreement_id = of_agreement ORDER BY s.id LIMIT 1)
        OR EXISTS (SELECT 1 FROM agreements_partysignature r WHERE r.agreement_id = of_agreement)
        OR EXISTS (SELECT 1 FROM agreements_notification r WHERE r.agreement_id = of_agreement)
        OR EXISTS (SELECT 1 FROM agreements_domesticstep r WHERE r.agreement_id = of_agreement)
        OR EXISTS (SELECT 1 FROM agreements_partystatement r WHERE r.agreement_id = of_agreement)
        OR EXISTS (SELECT 1 FROM agreements_partywithdrawal r WHERE r.agreement_id = of_agreement)
$$;
CREATE FUNCTION agreements_parties_stay() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_agreement bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.agreement_id ELSE NEW.agreement_id END;
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.agreement_id, NEW.country_id, NEW.organisation_id, NEW.is_home)
            IS NOT DISTINCT FROM (OLD.agreement_id, OLD.country_id, OLD.organisation_id, OLD.is_home) THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT 1 FROM agreements_partysignature s WHERE s.party_id = NEW.id AND s.form = 'accession') THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = of_agreement
               AND a.state NOT IN ('proposed', 'mandated', 'negotiating', 'initialled', 'abandoned'))
       AND agreements_parties_followed(of_agreement) THEN
        RAISE EXCEPTION 'parties of what was signed stay' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER parties_stay AFTER INSERT OR UPDATE OR DELETE ON agreements_party
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreements_parties_stay();
"""
PARTIES_REVERSE_SQL = """
DROP TRIGGER parties_stay ON agreements_party; DROP FUNCTION agreements_parties_stay();
DROP FUNCTION agreements_parties_followed(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0024_entry_by_its_clause")]
    operations = [migrations.RunSQL(PARTIES_SQL, PARTIES_REVERSE_SQL)]
