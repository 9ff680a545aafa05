"""Need-to-know on reports and lessons; no report is passed by, and what was submitted stays; words found."""

from django.db import migrations

from access.search import Searchable
from access.walls import Protected

REPORTED_SQL = """
CREATE FUNCTION activities_reported_first() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM activities_afteractionreport r
                   WHERE r.activity_id = NEW.id AND r.submitted_on IS NOT NULL) THEN
        RAISE EXCEPTION 'activity % has no submitted report', NEW.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reported_first BEFORE UPDATE OF state ON activities_activity FOR EACH ROW
    WHEN (OLD.state = 'completed' AND NEW.state = 'aar_submitted') EXECUTE FUNCTION activities_reported_first();
CREATE FUNCTION activities_report_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - 'label_id' IS DISTINCT FROM to_jsonb(OLD) - 'label_id' THEN
        RAISE EXCEPTION 'report % was submitted', OLD.id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER report_stays BEFORE UPDATE ON activities_afteractionreport FOR EACH ROW
    WHEN (OLD.submitted_on IS NOT NULL) EXECUTE FUNCTION activities_report_stays();
"""
REPORTED_REVERSE_SQL = """
DROP TRIGGER report_stays ON activities_afteractionreport; DROP FUNCTION activities_report_stays();
DROP TRIGGER reported_first ON activities_activity; DROP FUNCTION activities_reported_first();
"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0011_reports_and_lessons"), ("access", "0002_walls")]
    operations = [
        Protected("activities_afteractionreport"),
        Protected("activities_lesson"),
        migrations.RunSQL(REPORTED_SQL, REPORTED_REVERSE_SQL),
        Searchable("activities_lesson", ["observation", "recommendation", "reference"]),
    ]
