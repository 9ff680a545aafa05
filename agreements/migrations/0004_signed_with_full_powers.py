"""Need-to-know of what parties did; a row of a party belongs to its agreement; I13 asked when a verb ends."""

from django.db import migrations

from access.walls import Protected

TABLES = ("fullpowers", "partysignature", "domesticstep", "partystatement", "partywithdrawal")
OF_PARTIES = ("notification", "partysignature", "domesticstep", "partystatement", "partywithdrawal")
SAME_AGREEMENT = "\n".join(
    f"""ALTER TABLE agreements_{table} ADD CONSTRAINT {table}_of_its_party FOREIGN KEY (party_id, agreement_id)
    REFERENCES agreements_party (id, agreement_id) DEFERRABLE INITIALLY DEFERRED;"""
    for table in OF_PARTIES
)
OTHER_AGREEMENT = "\n".join(
    f"ALTER TABLE agreements_{table} DROP CONSTRAINT {table}_of_its_party;" for table in OF_PARTIES
)
PARTS_SQL = f"""
ALTER TABLE agreements_party ADD CONSTRAINT party_of_its_agreement UNIQUE (id, agreement_id);
{SAME_AGREEMENT}
"""
PARTS_REVERSE_SQL = f"""
{OTHER_AGREEMENT}
ALTER TABLE agreements_party DROP CONSTRAINT party_of_its_agreement;
"""
# I13. An instrument older than the register is entered where it stands: only a step to "signed" is asked.
POWERS_SQL = """
CREATE FUNCTION agreements_powers_cover(powers bigint, of_agreement bigint, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM agreements_fullpowers f
        WHERE f.id = powers AND f.agreement_id = of_agreement AND 'sign' = ANY (f.permitted) AND f.valid_from <= day
          AND (f.valid_until IS NULL OR f.valid_until >= day) AND (f.revoked_on IS NULL OR f.revoked_on > day))
$$;
CREATE FUNCTION agreements_signed_with_powers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM agreements_agreement a WHERE a.id = NEW.id AND a.binding IS FALSE
        UNION ALL
        SELECT 1 FROM agreements_partysignature s JOIN agreements_party p ON p.id = s.party_id AND p.is_home
        WHERE s.agreement_id = NEW.id
          AND (s.full_powers_id IS NOT NULL OR s.capacity IN ('head_of_state', 'head_of_government', 'foreign_minister')))
    THEN
        RAISE EXCEPTION 'signed without full powers' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER signed_with_powers AFTER UPDATE OF state ON agreements_agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state <> 'signed' AND NEW.state = 'signed')
    EXECUTE FUNCTION agreements_signed_with_powers();

CREATE FUNCTION agreements_check_powers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    uncovered boolean;
BEGIN
    IF TG_TABLE_NAME = 'agreements_partysignature' THEN
        uncovered := NOT agreements_powers_cover(NEW.full_powers_id, NEW.agreement_id, NEW.signed_on);
    ELSE
        uncovered := EXISTS (
            SELECT 1 FROM agreements_partysignature s
            WHERE s.full_powers_id = NEW.id AND NOT agreements_powers_cover(NEW.id, s.agreement_id, s.signed_on));
    END IF;
    IF uncovered THEN
        RAISE EXCEPTION 'these full powers do not cover the signature' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER powers_cover AFTER INSERT OR UPDATE ON agreements_partysignature
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.full_powers_id IS NOT NULL)
    EXECUTE FUNCTION agreements_check_powers();
CREATE CONSTRAINT TRIGGER powers_cover AFTER UPDATE ON agreements_fullpowers
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreements_check_powers();
"""
POWERS_REVERSE_SQL = """
DROP TRIGGER powers_cover ON agreements_fullpowers; DROP TRIGGER powers_cover ON agreements_partysignature;
DROP TRIGGER signed_with_powers ON agreements_agreement;
DROP FUNCTION agreements_check_powers(); DROP FUNCTION agreements_signed_with_powers();
DROP FUNCTION agreements_powers_cover(bigint, bigint, date);
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_what_parties_did")]
    operations = [
        *(Protected(f"agreements_{table}") for table in TABLES),
        migrations.RunSQL(PARTS_SQL, PARTS_REVERSE_SQL),
        migrations.RunSQL(POWERS_SQL, POWERS_REVERSE_SQL),
    ]
