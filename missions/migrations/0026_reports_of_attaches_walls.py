"""Need-to-know on reports of attachés; what was submitted stays as it was; a rhythm is ended and not changed."""

from django.db import migrations

from access.search import Searchable
from access.walls import Protected

STAYS_SQL = """
CREATE FUNCTION missions_post_report_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    lasts daterange;
BEGIN
    SELECT r.post_id, r.period INTO NEW.post_id, lasts
    FROM missions_reportingrhythm r WHERE r.id = NEW.rhythm_id FOR SHARE;
    IF NOT NEW.period <@ lasts THEN
        RAISE EXCEPTION 'a report lies within its rhythm' USING ERRCODE = '23514';
    END IF;
    NEW.ends_on := upper(NEW.period) - 1;
    RETURN NEW;
END $$;
CREATE TRIGGER days_of_the_period BEFORE INSERT ON missions_postreport
    FOR EACH ROW EXECUTE FUNCTION missions_post_report_days();

CREATE FUNCTION missions_post_report_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'owner_unit_id'];
BEGIN
    IF OLD.submitted_on IS NULL AND OLD.waived_on IS NULL THEN
        movable := movable || ARRAY['summary', 'file_id', 'submitted_on', 'submitted_by_id', 'from_office_id', 'waived_on',
                                    'waived_because'];
    END IF;
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'a report that was submitted or done without stays as it is' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER report_stays BEFORE UPDATE ON missions_postreport
    FOR EACH ROW EXECUTE FUNCTION missions_post_report_stays();

CREATE FUNCTION missions_rhythm_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'period', 'owner_unit_id'];
BEGIN
    IF EXISTS (SELECT 1 FROM missions_postreport h WHERE h.rhythm_id = NEW.id AND NOT h.period <@ NEW.period) THEN
        RAISE EXCEPTION 'a rhythm ends with the last day of its last report, or later' USING ERRCODE = '23514';
    END IF;
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable OR lower(NEW.period) <> lower(OLD.period)
       OR upper(OLD.period) IS NOT NULL AND NEW.period <> OLD.period THEN
        RAISE EXCEPTION 'a rhythm is ended once and not changed' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rhythm_stays BEFORE UPDATE ON missions_reportingrhythm
    FOR EACH ROW EXECUTE FUNCTION missions_rhythm_stays();
"""
STAYS_REVERSE_SQL = """
DROP TRIGGER rhythm_stays ON missions_reportingrhythm; DROP FUNCTION missions_rhythm_stays();
DROP TRIGGER report_stays ON missions_postreport; DROP FUNCTION missions_post_report_stays();
DROP TRIGGER days_of_the_period ON missions_postreport; DROP FUNCTION missions_post_report_days();
"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0025_reports_of_attaches"), ("access", "0012_lowering_declined")]
    operations = [
        Protected("missions_reportingrhythm"),
        Protected("missions_postreport"),
        migrations.RunSQL(STAYS_SQL, STAYS_REVERSE_SQL),
        Searchable("missions_postreport", ["summary", "reference"]),
    ]
