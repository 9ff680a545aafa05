"""Four eyes on decisions recorded from paper, taken back or given by delegation, for whoever writes without Python.

Hand-written and without an ignore switch (walls.md 2). Beyond the rules of 0003: whoever decides holds the office that
day and belongs to its institution; a delegation covers its kinds only; what is decided outside is recorded with its
paper and decided by nobody here; an agreement is taken back by whoever gave it, within the window of the case and while
nobody has decided after it, and its office is asked anew.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("approvals.migrations.0003_four_eyes")


def _function(sql: str) -> str:
    """The function of an earlier migration without the triggers that call it."""
    return sql.partition("CREATE TRIGGER")[0]


WORKDAY_SQL = """
CREATE FUNCTION approvals_working_day_after(start date, days integer) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reached date := start;
    missing integer := days;
BEGIN
    WHILE missing > 0 LOOP
        reached := reached + 1;
        IF coalesce((SELECT c.is_working FROM directory_calendarday c WHERE c.day = reached LIMIT 1),
                    extract(isodow FROM reached) < 6) THEN
            missing := missing - 1;
        END IF;
    END LOOP;
    RETURN reached;
END $$;

-- Whether a person may answer for a kind of matter in an office on a day: own, acting, or by a delegation that covers it.
CREATE FUNCTION approvals_may_answer(person bigint, held bigint, matter text, answered_on date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM accounts_appointment a
        LEFT JOIN approvals_delegation d ON d.appointment_id = a.id
        WHERE a.user_id = person AND a.office_id = held AND a.confirmed_at IS NOT NULL AND a.valid @> answered_on
          AND (d.id IS NULL OR d.kinds = '{}' OR matter = ANY (d.kinds)))
$$;
"""
WORKDAY_REVERSE_SQL = """
DROP FUNCTION approvals_may_answer(bigint, bigint, text, date);
DROP FUNCTION approvals_working_day_after(date, integer);
"""

DECISION_SQL = """
CREATE OR REPLACE FUNCTION approvals_guard_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held approvals_case;
    asked approvals_casestep;
    actor bigint := nullif(current_setting('parley.user_id', true), '')::bigint;
    acting_office bigint := nullif(current_setting('parley.office_id', true), '')::bigint;
    seat_of bigint := (SELECT o.institution_id FROM accounts_office o WHERE o.id = NEW.office_id);
    broken text;
BEGIN
    SELECT * INTO held FROM approvals_case WHERE id = NEW.case_id FOR UPDATE;
    SELECT * INTO asked FROM approvals_casestep WHERE id = NEW.step_id AND case_id = NEW.case_id;
    broken := CASE
        WHEN held.id IS NULL OR asked.id IS NULL THEN 'the step belongs to another case'
        WHEN NOT EXISTS (SELECT 1 FROM approvals_caseseat s
                         WHERE s.id = NEW.seat_id AND s.step_id = NEW.step_id AND s.office_id = NEW.office_id)
            THEN 'the office has no seat in this step'
        WHEN NEW.user_id IS DISTINCT FROM actor
          OR (NOT NEW.is_recorded AND NEW.office_id IS DISTINCT FROM acting_office)
            THEN 'nobody decides for somebody else'
        WHEN NEW.content_hash <> held.content_hash THEN 'this is not the content of the case'
        WHEN asked.state <> 'open' OR NOT (held.state = 'open' OR (held.state = 'approved' AND asked.aftermath))
            THEN 'the step is not open'
        WHEN asked.outside AND NOT NEW.is_recorded THEN 'this is decided outside and recorded with its paper'
        WHEN asked.outside AND NEW.office_id IS DISTINCT FROM acting_office
            THEN 'the office that records this is another'
        WHEN NEW.is_recorded AND (asked.co_author OR asked.aftermath) AND NEW.office_id IS DISTINCT FROM acting_office
             AND EXISTS (SELECT 1 FROM approvals_caseeditor e WHERE e.case_id = NEW.case_id AND e.user_id = NEW.user_id)
            THEN 'whoever drafted or edited may not decide'
        WHEN NOT EXISTS (SELECT 1 FROM accounts_office o
                         WHERE o.id = acting_office AND o.institution_id = seat_of)
          OR NOT EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = NEW.user_id AND u.institution_id = seat_of)
            THEN 'a step of one institution is answered by its own people'
        WHEN NOT approvals_may_answer(NEW.user_id, acting_office, held.kind, NEW."on")
            THEN 'the office is not held that day, or the delegation does not cover this'
        WHEN NEW.verdict <> asked.verdict AND (NEW.verdict NOT IN ('return', 'reject') OR asked.aftermath
                                               OR (asked.verdict = 'acknowledge' AND NEW.verdict = 'reject'))
            THEN 'the step asks for another word'
        WHEN NOT (asked.co_author OR asked.aftermath)
             AND EXISTS (SELECT 1 FROM approvals_caseeditor e WHERE e.case_id = NEW.case_id AND e.user_id = NEW.user_id)
            THEN 'whoever drafted or edited may not decide'
        WHEN NOT asked.aftermath
             AND EXISTS (SELECT 1 FROM approvals_decision d
                         WHERE d.case_id = NEW.case_id AND d.user_id = NEW.user_id
                           AND NOT EXISTS (SELECT 1 FROM approvals_revocation r WHERE r.decision_id = d.id))
            THEN 'one person decides one seat'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION approvals_recorded_has_evidence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.is_recorded AND NOT EXISTS (SELECT 1 FROM approvals_evidence e WHERE e.decision_id = NEW.id) THEN
        RAISE EXCEPTION 'a decision on paper comes with its paper' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER with_its_paper AFTER INSERT ON approvals_decision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION approvals_recorded_has_evidence();

CREATE FUNCTION approvals_guard_evidence() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM approvals_decision d
    WHERE d.id = NEW.decision_id AND d.case_id = NEW.case_id AND d.is_recorded AND NEW.decided_on <= d."on"
      AND d.user_id = nullif(current_setting('parley.user_id', true), '')::bigint
      AND NEW.recorded_in_id = nullif(current_setting('parley.office_id', true), '')::bigint;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'evidence belongs to the decision recorded with it' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT ON approvals_evidence FOR EACH ROW EXECUTE FUNCTION approvals_guard_evidence();
"""
DECISION_REVERSE_SQL = """
DROP TRIGGER four_eyes ON approvals_evidence; DROP TRIGGER with_its_paper ON approvals_decision;
DROP FUNCTION approvals_guard_evidence(); DROP FUNCTION approvals_recorded_has_evidence();
""" + _function(BEFORE.DECISION_SQL)

RECALL_SQL = """
CREATE FUNCTION approvals_guard_revocation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held approvals_case;
    given approvals_decision;
    broken text;
BEGIN
    SELECT * INTO held FROM approvals_case WHERE id = NEW.case_id FOR UPDATE;
    SELECT * INTO given FROM approvals_decision WHERE id = NEW.decision_id AND case_id = NEW.case_id;
    broken := CASE
        WHEN given.id IS NULL THEN 'the decision belongs to another case'
        WHEN held.state <> 'open' THEN 'the case is closed'
        WHEN NEW.user_id <> given.user_id OR NEW.office_id <> given.office_id OR given.is_recorded
          OR NEW.user_id IS DISTINCT FROM nullif(current_setting('parley.user_id', true), '')::bigint
          OR NEW.office_id IS DISTINCT FROM nullif(current_setting('parley.office_id', true), '')::bigint
            THEN 'only whoever gave a decision takes it back'
        WHEN given.verdict IN ('return', 'reject') THEN 'only an agreement is taken back'
        WHEN EXISTS (SELECT 1 FROM approvals_decision d
                     WHERE d.case_id = NEW.case_id AND d.id > given.id
                       AND NOT EXISTS (SELECT 1 FROM approvals_revocation r WHERE r.decision_id = d.id))
            THEN 'somebody has decided since'
        WHEN NEW."on" < given."on" OR held.recall_days = 0
          OR greatest(NEW."on", home_today()) > approvals_working_day_after(given."on", held.recall_days)
            THEN 'the time to take it back is over'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT ON approvals_revocation
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_revocation();

CREATE OR REPLACE FUNCTION approvals_guard_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['state', 'opened_on', 'due_on', 'closed_on', 'label_id'];
    seats int;
    agreed int;
    needed int;
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
    SELECT count(DISTINCT s.office_id),
           count(d.id) FILTER (WHERE d.verdict NOT IN ('return', 'reject') AND r.id IS NULL)
    INTO seats, agreed
    FROM approvals_caseseat s
    LEFT JOIN approvals_decision d ON d.seat_id = s.id
    LEFT JOIN approvals_revocation r ON r.decision_id = d.id
    WHERE s.step_id = NEW.id;
    needed := CASE NEW.mode WHEN 'one' THEN 1 WHEN 'quorum' THEN least(NEW.quorum, seats) ELSE seats END;
    justified := CASE
        WHEN OLD.state = 'waiting' AND NEW.state = 'open' THEN
            NOT EXISTS (SELECT 1 FROM approvals_casestep o
                        WHERE o.case_id = NEW.case_id AND o."order" < NEW."order" AND o.state <> 'done')
            AND EXISTS (SELECT 1 FROM approvals_case c WHERE c.id = NEW.case_id AND c.state IN ('open', 'approved'))
        WHEN OLD.state = 'open' AND NEW.state = 'done' THEN agreed >= needed
        WHEN OLD.state = 'done' AND NEW.state = 'open' THEN
            agreed < needed
            AND EXISTS (SELECT 1 FROM approvals_case c WHERE c.id = NEW.case_id AND c.state = 'open')
        WHEN OLD.state = 'open' AND NEW.state = 'waiting' THEN
            agreed = 0
            AND EXISTS (SELECT 1 FROM approvals_casestep o
                        WHERE o.case_id = NEW.case_id AND o."order" < NEW."order" AND o.state <> 'done')
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

-- Steps, seats and drafters come with the submission; a seat is added later only after its decision was taken back.
CREATE OR REPLACE FUNCTION approvals_guard_parts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given jsonb := to_jsonb(NEW);
    nth integer := coalesce((given->>'attempt')::integer, 1);
BEGIN
    PERFORM 1 FROM approvals_case WHERE id = NEW.case_id FOR UPDATE;
    IF TG_TABLE_NAME = 'approvals_caseseat' AND nth > 1 THEN
        PERFORM 1 FROM approvals_caseseat s
        JOIN approvals_decision d ON d.seat_id = s.id
        JOIN approvals_revocation r ON r.decision_id = d.id
        WHERE s.case_id = NEW.case_id AND s.step_id = (given->>'step_id')::bigint
          AND s.office_id = (given->>'office_id')::bigint AND s.attempt = nth - 1;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'nothing was taken back here' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM approvals_casestep s WHERE s.case_id = NEW.case_id AND s.state <> 'waiting') THEN
        RAISE EXCEPTION 'the case is under way' USING ERRCODE = '23514';
    END IF;
    IF TG_TABLE_NAME = 'approvals_casestep' AND given->>'state' <> 'waiting' THEN
        RAISE EXCEPTION 'a step begins waiting' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""
RECALL_REVERSE_SQL = """
DROP TRIGGER four_eyes ON approvals_revocation; DROP FUNCTION approvals_guard_revocation();
""" + _function(BEFORE.STEP_SQL) + _function(BEFORE.PARTS_SQL)

DELEGATION_SQL = """
CREATE FUNCTION approvals_guard_delegation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    movable text[] := ARRAY['label_id', 'owner_unit_id', 'version'];
    given accounts_appointment;
    broken text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'delegations end, they stay' USING ERRCODE = '23514';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - movable <> to_jsonb(OLD) - movable THEN
            RAISE EXCEPTION 'what was delegated only ends' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO given FROM accounts_appointment WHERE id = NEW.appointment_id;
    broken := CASE
        WHEN given.kind <> 'delegate' OR given.on_behalf_of_id IS NULL OR upper(given.valid) IS NULL
            THEN 'a delegation is for somebody and for a time'
        WHEN given.confirmed_at IS NOT NULL THEN 'a delegation is written before it is confirmed'
        WHEN given.user_id = given.on_behalf_of_id THEN 'nobody delegates to himself'
        WHEN given.proposed_by_id IS DISTINCT FROM nullif(current_setting('parley.user_id', true), '')::bigint
            THEN 'nobody delegates for somebody else'
        WHEN NOT EXISTS (
            SELECT 1 FROM accounts_appointment a JOIN accounts_office o ON o.id = given.office_id
            WHERE a.user_id = given.proposed_by_id AND a.confirmed_at IS NOT NULL AND a.valid @> home_today()
              AND a.kind = 'holder'
              AND (a.office_id = o.superior_id OR (a.office_id = o.id AND a.user_id = given.on_behalf_of_id)))
            THEN 'the holder delegates, or the superior'
        WHEN NOT EXISTS (SELECT 1 FROM accounts_appointment a
                         WHERE a.user_id = given.on_behalf_of_id AND a.office_id = given.office_id
                           AND a.kind = 'holder' AND a.confirmed_at IS NOT NULL AND a.valid && given.valid)
            THEN 'on whose behalf: nobody who holds the office'
        WHEN NOT EXISTS (SELECT 1 FROM accounts_user u JOIN accounts_office o ON o.id = given.office_id
                         WHERE u.id = given.user_id AND u.institution_id = o.institution_id)
            THEN 'a step of one institution is answered by its own people'
        END;
    IF broken IS NOT NULL THEN
        RAISE EXCEPTION '%', broken USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER four_eyes BEFORE INSERT OR UPDATE OR DELETE ON approvals_delegation
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_delegation();
"""
DELEGATION_REVERSE_SQL = """
DROP TRIGGER four_eyes ON approvals_delegation; DROP FUNCTION approvals_guard_delegation();
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0009_recall_evidence_delegation_walls")]
    operations = [
        migrations.RunSQL(WORKDAY_SQL, WORKDAY_REVERSE_SQL),
        migrations.RunSQL(DECISION_SQL, DECISION_REVERSE_SQL),
        migrations.RunSQL(RECALL_SQL, RECALL_REVERSE_SQL),
        migrations.RunSQL(DELEGATION_SQL, DELEGATION_REVERSE_SQL),
    ]
