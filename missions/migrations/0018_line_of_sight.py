"""No paper is submitted out of the line of sight while a strategy is in effect, nor without its political ground (A2.11).

Hand-written and without an ignore switch. A strategy counts for a paper whose marking allows it to name an objective of
that strategy; which objective is named, the foreign key holds.
"""

from django.db import migrations

SIGHT_SQL = """
CREATE FUNCTION missions_guard_sight() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF btrim(NEW.host_context || NEW.national_interests) = '' THEN
        RAISE EXCEPTION 'the political section says on what ground the paper stands' USING ERRCODE = '23514';
    END IF;
    IF EXISTS (SELECT 1 FROM missions_objective o
               WHERE o.version_id = NEW.id AND o.strategic_objective_id IS NULL)
       AND EXISTS (SELECT 1 FROM missions_statedobjective s
                   JOIN missions_documentversion v ON v.id = s.version_id AND v.state = 'effective'
                   JOIN missions_strategicdocument d ON d.id = v.document_id AND d.kind = 'strategy'
                   JOIN missions_strategicobjective a ON a.id = s.objective_id
                   WHERE label_dominates(NEW.label_id, a.label_id)) THEN
        RAISE EXCEPTION 'each objective serves one of the strategy in effect' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER in_line_of_sight BEFORE UPDATE OF state ON missions_paperversion
    FOR EACH ROW WHEN (OLD.state = 'draft' AND NEW.state = 'post_coordination')
    EXECUTE FUNCTION missions_guard_sight();
"""
REVERSE_SQL = "DROP TRIGGER in_line_of_sight ON missions_paperversion; DROP FUNCTION missions_guard_sight();"


class Migration(migrations.Migration):
    dependencies = [("missions", "0017_guidance_known")]
    operations = [migrations.RunSQL(SIGHT_SQL, REVERSE_SQL)]
