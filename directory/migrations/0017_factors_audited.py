"""Factors stand in the trail; each value is told as its factor is, and a judgement gives its reasons."""

from django.db import migrations

from audit.triggers import Audited

TOLD_SQL = """
CREATE FUNCTION directory_guard_factor_value() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE told text;
BEGIN
    -- Shared, so that nobody changes how the factor is told meanwhile.
    SELECT kind INTO told FROM directory_factordefinition WHERE id = NEW.definition_id FOR SHARE;
    IF (told = 'number') <> (NEW.value IS NOT NULL) THEN
        RAISE EXCEPTION 'a value that is not told as its factor is' USING ERRCODE = '23514';
    END IF;
    IF told = 'judgement' AND NEW.rationale = '' THEN
        RAISE EXCEPTION 'a judgement without its reasons' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER told_as_its_factor BEFORE INSERT OR UPDATE ON directory_factorvalue
    FOR EACH ROW EXECUTE FUNCTION directory_guard_factor_value();

CREATE FUNCTION directory_guard_factor() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.kind <> OLD.kind AND EXISTS (SELECT 1 FROM directory_factorvalue WHERE definition_id = NEW.id) THEN
        RAISE EXCEPTION 'a factor with values is told as before' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER told_as_before BEFORE UPDATE OF kind ON directory_factordefinition
    FOR EACH ROW EXECUTE FUNCTION directory_guard_factor();
"""
REVERSE_SQL = """
DROP TRIGGER told_as_before ON directory_factordefinition;
DROP FUNCTION directory_guard_factor();
DROP TRIGGER told_as_its_factor ON directory_factorvalue;
DROP FUNCTION directory_guard_factor_value();
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0016_factors"), ("audit", "0002_triggers")]
    operations = [
        Audited("directory_factordefinition"),
        Audited("directory_factorvalue"),
        Audited("directory_comparator"),
        migrations.RunSQL(TOLD_SQL, REVERSE_SQL),
    ]
