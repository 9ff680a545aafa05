"""Nobody lowers the marking of a document without somebody of the ministry that keeps it (A2.10, decisions.md 8).

Hand-written and without an ignore switch (walls.md 2).
"""

from django.db import migrations

SQL = """
CREATE FUNCTION missions_guard_lowering() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM missions_strategicdocument d
        JOIN directory_institution i ON i.code = d.custodian_code
        JOIN accounts_user u ON u.institution_id = i.id AND u.id IN (NEW.proposed_by_id, NEW.confirmed_by_id)
        WHERE d.id = NEW.record_id AND NEW."table" = 'missions_strategicdocument'
           OR NEW."table" = 'missions_documentversion'
              AND d.id = (SELECT v.document_id FROM missions_documentversion v WHERE v.id = NEW.record_id)) THEN
        RAISE EXCEPTION 'the marking of a document is lowered with its custodian' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lowered_with_custodian BEFORE UPDATE OF confirmed_at ON access_loweringproposal
    FOR EACH ROW WHEN (NEW.confirmed_at IS NOT NULL AND OLD.confirmed_at IS NULL
                       AND NEW."table" IN ('missions_strategicdocument', 'missions_documentversion'))
    EXECUTE FUNCTION missions_guard_lowering();
"""
REVERSE_SQL = """
DROP TRIGGER lowered_with_custodian ON access_loweringproposal; DROP FUNCTION missions_guard_lowering();
"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0023_agreed_by_both"), ("access", "0012_lowering_declined")]
    operations = [migrations.RunSQL(SQL, REVERSE_SQL)]
