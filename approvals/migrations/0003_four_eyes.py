"""Four eyes in the database, for whoever writes there without Python (walls.md 2, decisions.md 21-22).

Hand-written and without an ignore switch. The rules: only who acts decides; only an open step; only a seat of it; only on
the case's own content; never a drafter (but for co-authors' signatures); one seat per person; a step is done and a case
approved only when the decisions say so; what was submitted never changes.
"""

from django.db import migrations

DECISION_SQL = """
CREATE OR REPLACE FUNCTION approvals_guard_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held approvals_case;
    asked approvals_casestep;
    broken text;
BEGIN
    SELECT * INTO held FROM approvals_case WHERE id = NEW.case_id FOR UPDATE;
    SELECT * INTO asked FROM approvals_casestep WHERE id = NEW.step_id AND case_id = NEW.case_id;
    broken := CASE
        WHEN held.id IS NULL OR asked.id IS NULL THEN 'the step belongs to another case'
        WHEN NOT EXISTS (SELECT 1 FROM approvals_caseseat s
                         WHERE s.id = NEW.seat_id AND s.step_id = NEW.step_id AND s.office_id = NEW.office_id)
            THEN 'the office has no seat in this step'
        WHEN NEW.user_id IS DISTINCT FROM nullif(current_setting('parley.user_id', true), '')::bigint
          OR NEW.office_id IS DISTINCT FROM nullif(current_setting('parley.office_id', true), '')::bigint
            THEN 'nobody decides for somebody else'
        WHEN NEW.content_hash <> held.content_hash THEN 'this is not the content of the case'
        WHEN asked.state <> 'open' OR NOT (held.state = 'open' OR (held.state = 'approved' AND asked.aftermath))
            THEN 'the step is not open'
        WHEN NEW.verdict <> asked.verdict AND (NEW.verdict NOT IN ('return', 'reject') OR asked.aftermath
                                               OR (asked.verdict = 'acknowledge' AND NEW.verdict = 'reject'))
            THEN 'the step asks for another word'
        WHEN NOT (asked.co_author OR asked.aftermath)
             AND EXISTS (SELECT 1 FROM approvals_caseeditor e WHERE e.case_id = NEW.case_id AND e.user_id = NEW.user_id)
            THEN 'whoever drafted or edited may not decide'
        WHEN NOT asked.aftermath
             AND EXISTS (SELECT 1 FROM approvals_decision d WHERE d.case_id = NEW.case_id AND d.user_id = NEW.user_id)
            THEN 'one person decides one seat'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT ON approvals_decision FOR EACH ROW EXECUTE FUNCTION approvals_guard_decision();
"""

STEP_SQL = """
CREATE OR REPLACE FUNCTION approvals_guard_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['state', 'opened_on', 'due_on', 'closed_on', 'label_id'];
    seats int;
    agreed int;
    justified boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'steps of a case stay' USING ERRCODE = '23514';
    END IF;
    IF to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'what a running step asks for does not change' USING ERRCODE = '23514';
    END IF;
    IF NEW.state = OLD.state THEN
        IF (NEW.opened_on, NEW.due_on, NEW.closed_on) IS DISTINCT FROM (OLD.opened_on, OLD.due_on, OLD.closed_on) THEN
            RAISE EXCEPTION 'days of a step move with its state only' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    PERFORM 1 FROM approvals_case WHERE id = NEW.case_id FOR UPDATE;
    SELECT count(*), count(d.id) FILTER (WHERE d.verdict NOT IN ('return', 'reject')) INTO seats, agreed
    FROM approvals_caseseat s LEFT JOIN approvals_decision d ON d.seat_id = s.id WHERE s.step_id = NEW.id;
    justified := CASE
        WHEN OLD.state = 'waiting' AND NEW.state = 'open' THEN
            NOT EXISTS (SELECT 1 FROM approvals_casestep o
                        WHERE o.case_id = NEW.case_id AND o."order" < NEW."order" AND o.state <> 'done')
            AND EXISTS (SELECT 1 FROM approvals_case c WHERE c.id = NEW.case_id AND c.state IN ('open', 'approved'))
        WHEN OLD.state = 'open' AND NEW.state = 'done' THEN
            agreed >= CASE NEW.mode WHEN 'one' THEN 1 WHEN 'quorum' THEN least(NEW.quorum, seats) ELSE seats END
        WHEN OLD.state = 'open' AND NEW.state IN ('returned', 'rejected') THEN
            EXISTS (SELECT 1 FROM approvals_decision d WHERE d.step_id = NEW.id
                    AND d.verdict = CASE NEW.state WHEN 'returned' THEN 'return' ELSE 'reject' END)
        WHEN OLD.state IN ('waiting', 'open') AND NEW.state = 'not_needed' THEN
            EXISTS (SELECT 1 FROM approvals_case c WHERE c.id = NEW.case_id AND c.state NOT IN ('open', 'approved'))
            OR EXISTS (SELECT 1 FROM approvals_casestep o
                       WHERE o.case_id = NEW.case_id AND o.state IN ('returned', 'rejected'))
        ELSE false END;
    IF NOT justified THEN
        RAISE EXCEPTION 'no decision moves a step from % to %', OLD.state, NEW.state USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE UPDATE OR DELETE ON approvals_casestep
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_step();
"""

CASE_SQL = """
CREATE OR REPLACE FUNCTION approvals_guard_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['state', 'phase', 'closed_on', 'label_id', 'owner_unit_id', 'version'];
    justified boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'cases stay' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' THEN
            RAISE EXCEPTION 'a case begins open' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable THEN
        RAISE EXCEPTION 'what was submitted does not change' USING ERRCODE = '23514';
    END IF;
    IF NEW.state = OLD.state THEN
        RETURN NEW;
    END IF;
    justified := CASE
        WHEN OLD.state = 'open' AND NEW.state = 'approved' THEN
            NOT EXISTS (SELECT 1 FROM approvals_casestep s
                        WHERE s.case_id = NEW.id AND NOT s.aftermath AND s.state <> 'done')
            AND EXISTS (SELECT 1 FROM approvals_casestep s WHERE s.case_id = NEW.id AND s.state = 'done')
        WHEN OLD.state = 'open' AND NEW.state IN ('returned', 'rejected') THEN
            EXISTS (SELECT 1 FROM approvals_casestep s WHERE s.case_id = NEW.id AND s.state = NEW.state)
        WHEN OLD.state IN ('open', 'returned') AND NEW.state = 'withdrawn' THEN true
        ELSE false END;
    IF NOT justified THEN
        RAISE EXCEPTION 'no decision moves a case from % to %', OLD.state, NEW.state USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE OR DELETE ON approvals_case
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_case();
"""

# Steps, seats and drafters come with the submission: once a step has opened nobody adds one.
PARTS_SQL = """
CREATE OR REPLACE FUNCTION approvals_guard_parts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM approvals_case WHERE id = NEW.case_id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM approvals_casestep s WHERE s.case_id = NEW.case_id AND s.state <> 'waiting') THEN
        RAISE EXCEPTION 'the case is under way' USING ERRCODE = '23514';
    END IF;
    IF TG_TABLE_NAME = 'approvals_casestep' AND to_jsonb(NEW)->>'state' <> 'waiting' THEN
        RAISE EXCEPTION 'a step begins waiting' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER frozen_parts BEFORE INSERT ON approvals_casestep FOR EACH ROW EXECUTE FUNCTION approvals_guard_parts();
CREATE TRIGGER frozen_parts BEFORE INSERT ON approvals_caseseat FOR EACH ROW EXECUTE FUNCTION approvals_guard_parts();
CREATE TRIGGER frozen_parts BEFORE INSERT ON approvals_caseeditor FOR EACH ROW EXECUTE FUNCTION approvals_guard_parts();
"""

REVERSE_SQL = """
DROP TRIGGER frozen_parts ON approvals_caseeditor; DROP TRIGGER frozen_parts ON approvals_caseseat;
DROP TRIGGER frozen_parts ON approvals_casestep; DROP TRIGGER four_eyes ON approvals_case;
DROP TRIGGER four_eyes ON approvals_casestep; DROP TRIGGER four_eyes ON approvals_decision;
DROP FUNCTION approvals_guard_parts(); DROP FUNCTION approvals_guard_case();
DROP FUNCTION approvals_guard_step(); DROP FUNCTION approvals_guard_decision();
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0002_walls")]
    operations = [migrations.RunSQL(DECISION_SQL + STEP_SQL + CASE_SQL + PARTS_SQL, REVERSE_SQL)]
