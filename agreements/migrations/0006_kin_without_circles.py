"""Need-to-know of texts and papers; a paper belongs to a stage of its agreement; nobody descends from himself."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

PAPERS_SQL = """
ALTER TABLE agreements_stageevent ADD CONSTRAINT stage_of_its_agreement UNIQUE (id, agreement_id);
ALTER TABLE agreements_stagedocument ADD CONSTRAINT stagedocument_of_its_stage FOREIGN KEY (stage_id, agreement_id)
    REFERENCES agreements_stageevent (id, agreement_id) DEFERRABLE INITIALLY DEFERRED;
"""
PAPERS_REVERSE_SQL = """
ALTER TABLE agreements_stagedocument DROP CONSTRAINT stagedocument_of_its_stage;
ALTER TABLE agreements_stageevent DROP CONSTRAINT stage_of_its_agreement;
"""
# Two who hang their agreements under each other at once wait for each other, and the second is refused.
KIN_SQL = """
CREATE FUNCTION agreements_check_kin() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7053);
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.parent_id
            UNION
            SELECT a.parent_id FROM agreements_agreement a JOIN above ON a.id = above.id WHERE a.parent_id IS NOT NULL
        ) SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'an agreement descends from itself' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_kin AFTER INSERT OR UPDATE OF parent_id ON agreements_agreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION agreements_check_kin();

CREATE FUNCTION agreements_check_supersession() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7053);
    IF EXISTS (
        WITH RECURSIVE later(id) AS (
            SELECT NEW.successor_id
            UNION
            SELECT s.successor_id FROM agreements_supersession s JOIN later ON s.earlier_id = later.id
        ) SELECT 1 FROM later WHERE id = NEW.earlier_id
    ) OR NOT EXISTS (SELECT 1 FROM agreements_agreement a WHERE a.id = NEW.earlier_id AND a.state = 'superseded') THEN
        RAISE EXCEPTION 'only what is superseded has a successor, and never itself' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_supersession AFTER INSERT OR UPDATE ON agreements_supersession
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreements_check_supersession();
"""
KIN_REVERSE_SQL = """
DROP TRIGGER check_supersession ON agreements_supersession; DROP FUNCTION agreements_check_supersession();
DROP TRIGGER check_kin ON agreements_agreement; DROP FUNCTION agreements_check_kin();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_texts_family_and_registration")]
    operations = [
        Protected("agreements_agreementtext"),
        Protected("agreements_stagedocument"),
        Protected("agreements_supersession"),
        OnlyRelabelled("agreements_stagedocument"),
        migrations.RunSQL(PAPERS_SQL, PAPERS_REVERSE_SQL),
        migrations.RunSQL(KIN_SQL, KIN_REVERSE_SQL),
    ]
