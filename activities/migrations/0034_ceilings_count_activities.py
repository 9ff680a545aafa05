"""A ceiling counts everybody who crosses on one act on the fullest day: activities and rotations together (I18)."""

from django.conf import settings
from django.db import migrations

# The row of the act is locked before it is counted, as for rotations. What was done first is ratified, not stopped.
CEILING_SQL = """
CREATE FUNCTION activities_crossing_within(authorised bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    allowed integer;
    standing bigint;
BEGIN
    SELECT a.ceiling INTO allowed FROM activities_authorisation a WHERE a.id = authorised FOR NO KEY UPDATE;
    IF allowed IS NULL THEN
        RETURN;
    END IF;
    WITH crossing AS (
        SELECT a.starts_on AS first, a.ends_on AS last, sum(p.planned) AS people
        FROM activities_activity a
        JOIN activities_contingent p ON p.activity_id = a.id
        JOIN directory_country c ON c.id = p.country_id
        WHERE a.authorisation_id = authorised AND a.with_troops AND a.state IN ('approved', 'preparing', 'ongoing')
          AND CASE a.direction WHEN 'out' THEN c.iso2 = 'HOME' WHEN 'in' THEN c.iso2 <> 'HOME'
              WHEN 'home' THEN c.iso2 <> 'HOME' ELSE true END
          AND (SELECT k.acted_on FROM approvals_case k
               WHERE k.kind = 'activity' AND k.object_reference = a.reference ORDER BY k.id DESC LIMIT 1) IS NULL
        GROUP BY a.id
        UNION ALL
        SELECT lower(d.period), coalesce(upper(d.period) - 1, 'infinity'::date), d.headcount
        FROM activities_deployment d WHERE d.authorisation_id = authorised AND d.state <> 'called_off')
    SELECT max(total) INTO standing FROM (
        SELECT (SELECT sum(o.people) FROM crossing o WHERE day BETWEEN o.first AND o.last) AS total
        FROM (SELECT DISTINCT first AS day FROM crossing) days) sums;
    IF standing > allowed THEN
        RAISE EXCEPTION 'more people cross at the same time than authorised' USING ERRCODE = '23514';
    END IF;
END $$;
REVOKE ALL ON FUNCTION activities_crossing_within(bigint) FROM PUBLIC;
CREATE FUNCTION activities_count_crossing() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'activities_authorisation' THEN
        PERFORM activities_crossing_within(NEW.id);
    ELSIF TG_TABLE_NAME = 'activities_contingent' THEN
        PERFORM activities_crossing_within(a.authorisation_id) FROM activities_activity a
        WHERE a.id = NEW.activity_id AND a.authorisation_id IS NOT NULL
          AND a.state IN ('approved', 'preparing', 'ongoing');
    ELSE
        PERFORM activities_crossing_within(NEW.authorisation_id);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER count_crossing AFTER UPDATE OF ceiling ON activities_authorisation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION activities_count_crossing();
CREATE CONSTRAINT TRIGGER count_crossing AFTER INSERT OR UPDATE OF planned, country_id, activity_id
    ON activities_contingent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION activities_count_crossing();
CREATE CONSTRAINT TRIGGER count_crossing
    AFTER INSERT OR UPDATE OF authorisation_id, headcount, period, state ON activities_deployment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION activities_count_crossing();
CREATE CONSTRAINT TRIGGER count_crossing
    AFTER INSERT OR UPDATE OF authorisation_id, state, starts_on, ends_on, direction, with_troops
    ON activities_activity DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.authorisation_id IS NOT NULL AND NEW.state IN ('approved', 'preparing', 'ongoing'))
    EXECUTE FUNCTION activities_count_crossing();
""".replace("'HOME'", f"'{settings.HOME_COUNTRY}'")
CEILING_REVERSE_SQL = """
DROP TRIGGER count_crossing ON activities_activity; DROP TRIGGER count_crossing ON activities_deployment;
DROP TRIGGER count_crossing ON activities_contingent; DROP TRIGGER count_crossing ON activities_authorisation;
DROP FUNCTION activities_count_crossing(); DROP FUNCTION activities_crossing_within(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0033_derived_days_are_checked"),
        ("approvals", "0011_returns_and_openers"),
    ]
    operations = [migrations.RunSQL(CEILING_SQL, CEILING_REVERSE_SQL)]
