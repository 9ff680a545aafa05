"""Nothing is its own ancestor, a unit stays within its institution, and each unit knows the path that leads to it."""

from django.db import migrations

# One lock orders moves against each other: two of them, each harmless alone, could close a circle together.
TREE_SQL = """
CREATE FUNCTION directory_no_own_ancestor() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    above bigint := NEW.parent_id;
    steps integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(7022);
    WHILE above IS NOT NULL LOOP
        steps := steps + 1;
        IF above = NEW.id OR steps > 50 THEN
            RAISE EXCEPTION '% % would be its own ancestor', TG_TABLE_NAME, NEW.id USING ERRCODE = '23514';
        END IF;
        EXECUTE format('SELECT parent_id FROM %I WHERE id = $1', TG_TABLE_NAME) INTO above USING above;
    END LOOP;
    RETURN NEW;
END $$;

CREATE FUNCTION directory_unit_within_institution() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM directory_unit u WHERE u.institution_id <> NEW.institution_id
               AND (u.id = NEW.parent_id OR u.parent_id = NEW.id)) THEN
        RAISE EXCEPTION 'unit % and its parent are of two institutions', NEW.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER no_own_ancestor BEFORE INSERT OR UPDATE OF parent_id ON directory_unit
    FOR EACH ROW EXECUTE FUNCTION directory_no_own_ancestor();
CREATE TRIGGER no_own_ancestor BEFORE INSERT OR UPDATE OF parent_id ON directory_activitykind
    FOR EACH ROW EXECUTE FUNCTION directory_no_own_ancestor();
CREATE TRIGGER within_institution BEFORE INSERT OR UPDATE OF parent_id, institution_id ON directory_unit
    FOR EACH ROW EXECUTE FUNCTION directory_unit_within_institution();

CREATE FUNCTION directory_unit_path(unit bigint, words text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = public, pg_temp AS $$
    WITH RECURSIVE up AS (
        SELECT u.*, 1 AS height FROM directory_unit u WHERE u.id = unit
        UNION ALL
        SELECT u.*, up.height + 1 FROM directory_unit u JOIN up ON u.id = up.parent_id WHERE up.height <= 50)
    SELECT array_agg(CASE words WHEN 'code' THEN code WHEN 'name_en' THEN name_en WHEN 'name_az' THEN name_az
                     ELSE az_sort_key(name_az) || code END ORDER BY height DESC)
    FROM up
$$;
"""
TREE_REVERSE_SQL = """
DROP FUNCTION directory_unit_path(bigint, text);
DROP TRIGGER within_institution ON directory_unit;
DROP TRIGGER no_own_ancestor ON directory_activitykind;
DROP TRIGGER no_own_ancestor ON directory_unit;
DROP FUNCTION directory_unit_within_institution();
DROP FUNCTION directory_no_own_ancestor();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0007_further_tables_audited"), ("foundation", "0001_functions")]
    operations = [migrations.RunSQL(TREE_SQL, TREE_REVERSE_SQL)]
