"""Need-to-know on the advice log; both sides were in office; what was answered or said stays as it was."""

from django.db import migrations

from access.search import Searchable
from access.walls import Protected

GIVEN_SQL = """
CREATE FUNCTION missions_advice_given() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.answered_on > home_today() THEN
        RAISE EXCEPTION 'advice is not answered in the future' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.posting_id, NEW.mission_id, NEW.tenure_id, NEW.given_on, NEW.paper_id)
       IS NOT DISTINCT FROM (OLD.posting_id, OLD.mission_id, OLD.tenure_id, OLD.given_on, OLD.paper_id) THEN
        RETURN NEW;
    END IF;
    IF NEW.given_on > home_today() THEN
        RAISE EXCEPTION 'advice is entered once it was given' USING ERRCODE = '23514';
    END IF;
    PERFORM 1 FROM attaches_posting g JOIN attaches_post p ON p.id = g.post_id
    WHERE g.id = NEW.posting_id AND p.mission_id = NEW.mission_id AND g.incumbency @> NEW.given_on FOR SHARE OF g;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'advice is given by an attache in function at the mission' USING ERRCODE = '23514';
    END IF;
    PERFORM 1 FROM directory_headofmissiontenure t
    WHERE t.id = NEW.tenure_id AND t.mission_id = NEW.mission_id AND t.period @> NEW.given_on FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'advice is given to whoever heads the mission on the day' USING ERRCODE = '23514';
    END IF;
    IF NEW.paper_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM missions_missionpaper m WHERE m.id = NEW.paper_id AND m.mission_id = NEW.mission_id) THEN
        RAISE EXCEPTION 'advice concerns a paper of its mission' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER advice_given BEFORE INSERT OR UPDATE ON missions_adviceentry
    FOR EACH ROW EXECUTE FUNCTION missions_advice_given();

CREATE FUNCTION missions_advice_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'owner_unit_id'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM missions_adviceentry e
            WHERE e.id = NEW.corrects_id AND e.mission_id = NEW.mission_id AND e.outcome <> 'open') THEN
            RAISE EXCEPTION 'what was answered in the same log is corrected' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.outcome = 'open' THEN
        movable := movable || ARRAY['posting_id', 'tenure_id', 'given_on', 'way', 'subject', 'advice', 'paper_id',
                                    'section', 'outcome', 'answered_on', 'answer_remark'];
    END IF;
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'advice that was answered stays as it is' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER advice_stays BEFORE INSERT OR UPDATE ON missions_adviceentry
    FOR EACH ROW EXECUTE FUNCTION missions_advice_stays();

-- A month lies within its rhythm as a report does.
CREATE TRIGGER days_of_the_period BEFORE INSERT ON missions_advicemonth
    FOR EACH ROW EXECUTE FUNCTION missions_post_report_days();

CREATE FUNCTION missions_advice_month_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'version', 'owner_unit_id'];
BEGIN
    IF NEW.nothing_on > home_today() THEN
        RAISE EXCEPTION 'it is said on a day that has come' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF OLD.nothing_on IS NULL THEN
        movable := movable || ARRAY['nothing_on', 'nothing_by_id', 'from_office_id'];
    END IF;
    IF to_jsonb(NEW) - movable IS DISTINCT FROM to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'a month of which something was said stays as it is' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER month_stays BEFORE INSERT OR UPDATE ON missions_advicemonth
    FOR EACH ROW EXECUTE FUNCTION missions_advice_month_stays();
"""
GIVEN_REVERSE_SQL = """
DROP TRIGGER month_stays ON missions_advicemonth; DROP FUNCTION missions_advice_month_stays();
DROP TRIGGER days_of_the_period ON missions_advicemonth;
DROP TRIGGER advice_stays ON missions_adviceentry; DROP FUNCTION missions_advice_stays();
DROP TRIGGER advice_given ON missions_adviceentry; DROP FUNCTION missions_advice_given();
"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0027_advice_log"), ("access", "0014_calendar_feeds_end")]
    operations = [
        Protected("missions_adviceentry"),
        Protected("missions_advicemonth"),
        migrations.RunSQL(GIVEN_SQL, GIVEN_REVERSE_SQL),
        Searchable("missions_adviceentry", ["subject", "advice", "answer_remark", "reference"]),
    ]
