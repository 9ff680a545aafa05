"""Need-to-know on links of provisions to objectives; they are taken off once; threats stay what they are."""

from django.db import migrations

from access.walls import Protected

LINK_SQL = """
CREATE FUNCTION missions_provision_link_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'owner_unit_id'];
BEGIN
    IF OLD.unlinked_on IS NULL THEN
        movable := movable || ARRAY['unlinked_on'];
    END IF;
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'a provision is taken off an objective once, and linked anew' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER provision_link_stays BEFORE UPDATE ON missions_objectiveprovision
    FOR EACH ROW EXECUTE FUNCTION missions_provision_link_stays();
"""
LINK_REVERSE_SQL = """
DROP TRIGGER provision_link_stays ON missions_objectiveprovision; DROP FUNCTION missions_provision_link_stays();
"""
THREAT_SQL = """
CREATE FUNCTION missions_guard_threat() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    broken text;
BEGIN
    broken := CASE
        WHEN NEW.nature = 'threat' AND NOT EXISTS (
            SELECT 1 FROM missions_strategicdocument d WHERE d.id = NEW.document_id AND d.kind IN ('concept', 'doctrine'))
            THEN 'threats are named by doctrines and concepts'
        WHEN TG_OP = 'UPDATE' AND NEW.nature <> OLD.nature AND missions_not_custodian(NEW.document_id)
            THEN 'the custodian writes'
        WHEN TG_OP = 'UPDATE' AND NEW.nature <> OLD.nature AND NOT EXISTS (
            SELECT 1 FROM missions_strategicdocument d WHERE d.id = NEW.document_id AND d.state = 'draft')
            THEN 'what guided as an objective or a threat stays one'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER threats_named BEFORE INSERT OR UPDATE OF nature ON missions_strategicobjective
    FOR EACH ROW EXECUTE FUNCTION missions_guard_threat();
"""
THREAT_REVERSE_SQL = """
DROP TRIGGER threats_named ON missions_strategicobjective; DROP FUNCTION missions_guard_threat();
"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0031_provision_links"), ("access", "0014_calendar_feeds_end")]
    operations = [
        Protected("missions_objectiveprovision"),
        migrations.RunSQL(LINK_SQL, LINK_REVERSE_SQL),
        migrations.RunSQL(THREAT_SQL, THREAT_REVERSE_SQL),
    ]
