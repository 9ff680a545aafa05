"""Parties written in one act with their agreement and with what they did are an entry, no exchange."""

from django.db import migrations

HEAD = """
CREATE OR REPLACE FUNCTION agreements_parties_stay() RETURNS trigger
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
"""
ENTERED = """
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT 1 FROM agreements_agreement a
        WHERE a.id = of_agreement AND a.version = 1 AND a.created_at >= transaction_timestamp()) THEN
        RETURN NULL;
    END IF;
"""
TAIL = """
    IF EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = of_agreement
               AND a.state NOT IN ('proposed', 'mandated', 'negotiating', 'initialled', 'abandoned'))
       AND agreements_parties_followed(of_agreement) THEN
        RAISE EXCEPTION 'parties of what was signed stay' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0025_parties_stay")]
    operations = [migrations.RunSQL(HEAD + ENTERED + TAIL, HEAD + TAIL)]
