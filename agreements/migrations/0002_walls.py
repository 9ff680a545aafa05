"""Need-to-know on agreements, steps by the table, parties counted, words found."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected
from agreements.lifecycle import ENTERED_AS, TRANSITIONS

# I14, asked when a verb ends: parties are written one after the other.
PARTIES_SQL = """
CREATE FUNCTION agreements_count_parties() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_agreement bigint;
    kind text;
    many int;
    home int;
BEGIN
    IF TG_TABLE_NAME = 'agreements_agreement' THEN
        of_agreement := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        of_agreement := OLD.agreement_id;
    ELSE
        of_agreement := NEW.agreement_id;
    END IF;
    SELECT participation INTO kind FROM agreements_agreement WHERE id = of_agreement;
    SELECT count(*), count(*) FILTER (WHERE is_home) INTO many, home FROM agreements_party WHERE agreement_id = of_agreement;
    IF home <> 1 OR (kind = 'bilateral' AND many <> 2) OR (kind <> 'bilateral' AND many < 3) THEN
        RAISE EXCEPTION 'parties of an agreement: % with % of them home', many, home USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER count_parties AFTER INSERT OR UPDATE OF participation ON agreements_agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreements_count_parties();
CREATE CONSTRAINT TRIGGER count_parties AFTER INSERT OR UPDATE OR DELETE ON agreements_party
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreements_count_parties();
"""
PARTIES_REVERSE_SQL = """
DROP TRIGGER count_parties ON agreements_party; DROP TRIGGER count_parties ON agreements_agreement;
DROP FUNCTION agreements_count_parties();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial"), ("access", "0002_walls")]
    operations = [
        Protected("agreements_agreement"),
        Protected("agreements_party"),
        Protected("agreements_clause"),
        Protected("agreements_stageevent"),
        OnlyRelabelled("agreements_stageevent"),
        Protected("agreements_notification"),
        Protected("agreements_agreementdeadline"),
        Lifecycle("agreements_agreement", "agreements_stageevent", "agreement_id", TRANSITIONS, ENTERED_AS),
        migrations.RunSQL(PARTIES_SQL, PARTIES_REVERSE_SQL),
        Searchable("agreements_agreement", ["title", "title_en", "title_az", "areas", "reference"]),
    ]
