"""Need-to-know on operations, figures and deployments; ceiling and days of an authorisation hold (I18); words found."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected
from activities.lifecycle import DEPLOYMENT_TRANSITIONS, DeploymentState

TABLES = ("operation", "contribution", "statedfigure", "deployment", "deploymentstep")

# The authorisation's row is locked, so that of two clerks the second sees what the first has written.
CEILING_SQL = """
CREATE FUNCTION activities_within_authorisation(authorised bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held record;
    standing bigint;
BEGIN
    SELECT a.ceiling, a.valid INTO held FROM activities_authorisation a WHERE a.id = authorised FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM activities_deployment d
               WHERE d.authorisation_id = authorised AND d.state <> 'called_off' AND NOT d.period <@ held.valid) THEN
        RAISE EXCEPTION 'a deployment lies outside the days of its authorisation' USING ERRCODE = '23514';
    END IF;
    IF held.ceiling IS NULL THEN
        RETURN;
    END IF;
    SELECT max(total) INTO standing FROM (
        SELECT (SELECT sum(o.headcount) FROM activities_deployment o
                WHERE o.authorisation_id = authorised AND o.state <> 'called_off' AND o.period @> day) AS total
        FROM (SELECT DISTINCT lower(d.period) AS day FROM activities_deployment d
              WHERE d.authorisation_id = authorised AND d.state <> 'called_off') days) sums;
    IF standing > held.ceiling THEN
        RAISE EXCEPTION 'more people at the same time than authorised' USING ERRCODE = '23514';
    END IF;
    SELECT sum(d.headcount) INTO standing FROM activities_deployment d
    WHERE d.authorisation_id = authorised AND d.state IN ('deployed', 'rotating');
    IF standing > held.ceiling THEN
        RAISE EXCEPTION 'more people abroad than authorised' USING ERRCODE = '23514';
    END IF;
END $$;
REVOKE ALL ON FUNCTION activities_within_authorisation(bigint) FROM PUBLIC;
CREATE FUNCTION activities_deployment_within() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM activities_within_authorisation(NEW.authorisation_id);
    RETURN NULL;
END $$;
CREATE TRIGGER within_authorisation
    AFTER INSERT OR UPDATE OF authorisation_id, headcount, period, state ON activities_deployment
    FOR EACH ROW EXECUTE FUNCTION activities_deployment_within();
CREATE FUNCTION activities_authorisation_covers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM activities_within_authorisation(NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER covers_deployments AFTER UPDATE OF ceiling, valid ON activities_authorisation
    FOR EACH ROW EXECUTE FUNCTION activities_authorisation_covers();
"""
CEILING_REVERSE_SQL = """
DROP TRIGGER covers_deployments ON activities_authorisation; DROP FUNCTION activities_authorisation_covers();
DROP TRIGGER within_authorisation ON activities_deployment; DROP FUNCTION activities_deployment_within();
DROP FUNCTION activities_within_authorisation(bigint);
"""

# Who relieves whom serves in the same operation, and comes later.
RELIEF_SQL = """
ALTER TABLE activities_deployment
    ADD CONSTRAINT deployment_of_its_operation UNIQUE (id, operation_id),
    ADD CONSTRAINT deployment_relieves_in_its_operation FOREIGN KEY (predecessor_id, operation_id)
        REFERENCES activities_deployment (id, operation_id) DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION activities_deployment_later() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM activities_deployment p
               WHERE p.id = NEW.predecessor_id AND p.rotation_no >= NEW.rotation_no)
       OR EXISTS (SELECT 1 FROM activities_deployment s
                  WHERE s.predecessor_id = NEW.id AND s.rotation_no <= NEW.rotation_no) THEN
        RAISE EXCEPTION 'a rotation relieves an earlier one' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER relieves_an_earlier_one AFTER INSERT OR UPDATE OF predecessor_id, rotation_no ON activities_deployment
    FOR EACH ROW EXECUTE FUNCTION activities_deployment_later();
"""
RELIEF_REVERSE_SQL = """
DROP TRIGGER relieves_an_earlier_one ON activities_deployment; DROP FUNCTION activities_deployment_later();
ALTER TABLE activities_deployment DROP CONSTRAINT deployment_relieves_in_its_operation,
    DROP CONSTRAINT deployment_of_its_operation;
"""

# What a source said stays as it was said; it is withdrawn once.
SAID_SQL = """
CREATE FUNCTION activities_said_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version'];
BEGIN
    IF OLD.withdrawn_on IS NULL THEN
        movable := movable || ARRAY['withdrawn_on', 'withdrawn_because'];
    END IF;
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'what a source said is not changed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER said_stays BEFORE UPDATE ON activities_contribution
    FOR EACH ROW EXECUTE FUNCTION activities_said_stays();
CREATE TRIGGER said_stays BEFORE UPDATE ON activities_statedfigure
    FOR EACH ROW EXECUTE FUNCTION activities_said_stays();
"""
SAID_REVERSE_SQL = """
DROP TRIGGER said_stays ON activities_statedfigure; DROP TRIGGER said_stays ON activities_contribution;
DROP FUNCTION activities_said_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0021_operations"), ("access", "0012_lowering_declined")]
    operations = [
        *(Protected(f"activities_{table}") for table in TABLES),
        OnlyRelabelled("activities_deploymentstep"),
        Lifecycle(
            "activities_deployment",
            "activities_deploymentstep",
            "deployment_id",
            DEPLOYMENT_TRANSITIONS,
            {DeploymentState.AUTHORISED},
        ),
        migrations.RunSQL(CEILING_SQL, CEILING_REVERSE_SQL),
        migrations.RunSQL(RELIEF_SQL, RELIEF_REVERSE_SQL),
        migrations.RunSQL(SAID_SQL, SAID_REVERSE_SQL),
        Searchable("activities_operation", ["short_name", "title", "mandate", "reference"]),
        Searchable("activities_deployment", ["role", "remark", "reference"]),
    ]
