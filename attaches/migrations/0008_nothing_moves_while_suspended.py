"""I3 holds through a suspension: while relations are suspended the principal accreditation stays what it was."""

from importlib import import_module

from django.db import migrations

accord = import_module("attaches.migrations.0002_walls")
standing = import_module("attaches.migrations.0004_selection_walls")

ACCORD_SQL = """
CREATE OR REPLACE FUNCTION attaches_posting_accords() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    principal text;
BEGIN
    SELECT state INTO principal FROM attaches_accreditation WHERE posting_id = NEW.id AND role = 'principal';
    IF NEW.state IN ('in_post', 'extension_pending', 'handover') AND principal IS DISTINCT FROM 'accredited'
       OR principal IS DISTINCT FROM NEW.state AND NEW.state IN
          ('consent_requested', 'consent_granted', 'consent_refused', 'accreditation_requested', 'accredited') THEN
        RAISE EXCEPTION 'the principal accreditation does not say %', NEW.state USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
"""
STANDING_SQL = """
CREATE OR REPLACE FUNCTION attaches_principal_stands() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM attaches_posting g WHERE g.id = NEW.posting_id
               AND (g.state = 'suspended'
                    OR OLD.state = 'accredited' AND g.state IN ('in_post', 'extension_pending', 'handover'))) THEN
        RAISE EXCEPTION 'an officer is in post on this accreditation' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER principal_stands ON attaches_accreditation;
CREATE TRIGGER principal_stands AFTER UPDATE OF state ON attaches_accreditation FOR EACH ROW
    WHEN (OLD.role = 'principal' AND OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION attaches_principal_stands();
"""


def _again(sql: str, *functions: str) -> str:
    """What a landed migration made, made once more over what stands now."""
    return "".join(f"DROP FUNCTION {function}() CASCADE;\n" for function in functions) + sql


class Migration(migrations.Migration):
    dependencies = [("attaches", "0007_merged_with_what_is_hidden")]
    operations = [
        migrations.RunSQL(
            ACCORD_SQL, _again(accord.ACCORD_SQL, "attaches_posting_accords", "attaches_accreditation_to_office")
        ),
        migrations.RunSQL(STANDING_SQL, _again(standing.STANDING_SQL, "attaches_principal_stands")),
    ]
