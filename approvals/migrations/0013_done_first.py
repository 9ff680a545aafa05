"""What was done before it was agreed says why, and is ratified within one working day (domain.md C9).

Hand-written and without an ignore switch (walls.md 2).
"""

from django.db import migrations

SQL = """
CREATE FUNCTION approvals_guard_done_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'approvals_case' THEN
        IF NEW.acted_on IS NOT NULL AND btrim(NEW.acted_because) = '' THEN
            RAISE EXCEPTION 'what was done first says why it could not wait' USING ERRCODE = '23514';
        END IF;
    ELSIF NEW.sla_days IS DISTINCT FROM 1
          AND EXISTS (SELECT 1 FROM approvals_case c WHERE c.id = NEW.case_id AND c.acted_on IS NOT NULL) THEN
        RAISE EXCEPTION 'what was done first is ratified within one working day' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER done_first BEFORE INSERT ON approvals_case
    FOR EACH ROW WHEN (NEW.acted_on IS NOT NULL) EXECUTE FUNCTION approvals_guard_done_first();
CREATE TRIGGER done_first BEFORE INSERT ON approvals_casestep
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_done_first();
"""
REVERSE_SQL = """
DROP TRIGGER done_first ON approvals_casestep; DROP TRIGGER done_first ON approvals_case;
DROP FUNCTION approvals_guard_done_first();
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0012_why_it_could_not_wait")]
    operations = [migrations.RunSQL(SQL, REVERSE_SQL)]
