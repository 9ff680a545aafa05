"""In force on the day its clause gives (VCLT arts 11-16, 24), and no computed day while it needs verification (I11)."""

from django.db import migrations

# What agreements.services.force.entry_by_clause says; NULL where a fact is missing.
ENTRY_SQL = """
CREATE FUNCTION agreements_entry_by_clause(of_agreement bigint) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH consent AS (
        SELECT CASE WHEN s.form IN ('definitive', 'accession') THEN s.signed_on
                    WHEN s.id IS NULL AND p.is_home AND a.signature = 'definitive' THEN a.signed_on
                    ELSE n.received_on END AS given_on
        FROM agreements_party p JOIN agreements_agreement a ON a.id = p.agreement_id
        LEFT JOIN agreements_partysignature s ON s.party_id = p.id
        LEFT JOIN agreements_notification n ON n.party_id = p.id
        WHERE p.agreement_id = of_agreement
    ), last AS (
        SELECT CASE WHEN count(*) = count(given_on) THEN max(given_on) END AS given_on FROM consent
    )
    SELECT CASE c.eif_rule
        WHEN 'on_signature' THEN greatest(a.signed_on, (
            SELECT max(s.signed_on) FROM agreements_partysignature s
            WHERE s.agreement_id = a.id AND s.form <> 'accession'))
        WHEN 'last_notification_received' THEN last.given_on
        WHEN 'n_days_after_last_notification' THEN last.given_on + c.eif_days
        WHEN 'exchange_of_instruments' THEN a.exchanged_on
        WHEN 'fixed_date' THEN c.eif_fixed_on
        WHEN 'n_consents' THEN (
            SELECT given_on FROM consent WHERE given_on IS NOT NULL AND c.eif_consents > 0
            ORDER BY given_on OFFSET greatest(c.eif_consents, 1) - 1 LIMIT 1)
        END
    FROM agreements_agreement a JOIN agreements_clause c ON c.agreement_id = a.id CROSS JOIN last
    WHERE a.id = of_agreement
$$;
CREATE FUNCTION agreements_enters_by_its_clause() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    by_clause date := agreements_entry_by_clause(NEW.id);
BEGIN
    IF NOT EXISTS (SELECT 1 FROM agreements_party p WHERE p.agreement_id = NEW.id) THEN
        RETURN NULL;  -- being entered where it stands: its parties are written after its stages
    END IF;
    IF by_clause IS NOT NULL AND by_clause IS DISTINCT FROM NEW.eif_on THEN
        RAISE EXCEPTION 'agreement %: by its clause it enters into force on %', NEW.reference, by_clause
            USING ERRCODE = '23514';
    ELSIF by_clause IS NULL AND NOT (NEW.needs_verification AND coalesce(current_setting('parley.reason', true), '') <> '')
        AND NOT EXISTS (SELECT 1 FROM agreements_clause c WHERE c.agreement_id = NEW.id AND c.eif_rule = 'as_agreed')
    THEN
        RAISE EXCEPTION 'agreement %: nothing gives the day of its entry into force', NEW.reference USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER enters_by_its_clause AFTER UPDATE OF state ON agreements_agreement FOR EACH ROW
    WHEN (OLD.state IN ('signed', 'notified') AND NEW.state = 'in_force')
    EXECUTE FUNCTION agreements_enters_by_its_clause();
"""
ENTRY_REVERSE_SQL = """
DROP TRIGGER enters_by_its_clause ON agreements_agreement; DROP FUNCTION agreements_enters_by_its_clause();
DROP FUNCTION agreements_entry_by_clause(bigint);
"""
DOUBT_SQL = """
CREATE FUNCTION agreements_no_day_in_doubt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = NEW.agreement_id AND a.needs_verification) THEN
        RAISE EXCEPTION 'no day is computed while an agreement needs verification' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_day_in_doubt BEFORE INSERT OR UPDATE OF due_on ON agreements_agreementdeadline
    FOR EACH ROW EXECUTE FUNCTION agreements_no_day_in_doubt();
"""
DOUBT_REVERSE_SQL = """
DROP TRIGGER no_day_in_doubt ON agreements_agreementdeadline; DROP FUNCTION agreements_no_day_in_doubt();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0023_entry_as_agreed")]
    operations = [
        migrations.RunSQL(ENTRY_SQL, ENTRY_REVERSE_SQL),
        migrations.RunSQL(DOUBT_SQL, DOUBT_REVERSE_SQL),
    ]
