"""What was signed here as not binding, without full powers, does not become binding by a word (I13)."""

from django.db import migrations

BINDING_SQL = """
CREATE FUNCTION agreements_binds_with_powers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM agreements_stageevent s WHERE s.agreement_id = NEW.id AND s.state = 'signed'
           AND EXISTS (SELECT 1 FROM agreements_stageevent b WHERE b.agreement_id = NEW.id AND b.id < s.id))
       AND NOT EXISTS (
        SELECT 1 FROM agreements_partysignature s JOIN agreements_party p ON p.id = s.party_id AND p.is_home
        WHERE s.agreement_id = NEW.id
          AND (s.full_powers_id IS NOT NULL OR s.capacity IN ('head_of_state', 'head_of_government', 'foreign_minister')))
    THEN
        RAISE EXCEPTION 'signed without full powers' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER binds_with_powers AFTER UPDATE OF binding ON agreements_agreement
    FOR EACH ROW WHEN (OLD.binding IS FALSE AND NEW.binding IS DISTINCT FROM FALSE)
    EXECUTE FUNCTION agreements_binds_with_powers();
"""
BINDING_REVERSE_SQL = """
DROP TRIGGER binds_with_powers ON agreements_agreement; DROP FUNCTION agreements_binds_with_powers();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0016_later_registrations_walls")]
    operations = [migrations.RunSQL(BINDING_SQL, BINDING_REVERSE_SQL)]
