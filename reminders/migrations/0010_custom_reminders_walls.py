"""Walls of reminders set by hand, and the days on which each is told.

A reminder stands for a record of the register, not below its marking; who acts sets it, and only whoever set it, or
somebody of that office where it is for an office, changes it or takes it back. Hand-written and without an ignore
switch (walls.md 2).
"""

from django.db import migrations

from access.walls import Protected, Telling

# Days counted from the first, so that the 31st comes back after February. Taking note settles a day and those before
# it. Asked as the reader: notices carry the reminder's own marking.
DAYS_SQL = """
CREATE FUNCTION reminders_custom_days(told_of text, first date, ahead integer, repeats text, until date)
RETURNS SETOF date LANGUAGE sql STABLE ROWS 12 SET search_path = public, pg_temp AS $$
    SELECT d.meant - ahead FROM (
        SELECT (first + n * CASE repeats WHEN 'weekly' THEN interval '7 days' WHEN 'monthly' THEN interval '1 month'
                            ELSE interval '1 year' END)::date AS meant
        FROM generate_series(0, CASE repeats WHEN 'weekly' THEN (until - first) / 7
            WHEN 'monthly' THEN (until - first) / 28 WHEN 'yearly' THEN (until - first) / 365 ELSE 0 END) n
    ) d
    WHERE d.meant <= coalesce(until, first) AND NOT EXISTS (
        SELECT 1 FROM reminders_reminder r JOIN reminders_notice t ON t.reminder_id = r.id
        WHERE r.record = told_of AND r.due_on >= d.meant - ahead AND t.acknowledged_at IS NOT NULL)
$$;
"""
GUARD_SQL = """
CREATE FUNCTION reminders_guard_custom() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    acting bigint := nullif(current_setting('parley.user_id', true), '')::bigint;
    acting_in bigint := nullif(current_setting('parley.office_id', true), '')::bigint;
    today date := home_today();
    home regclass;
    marked integer;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - ARRAY['label_id', 'version'] = to_jsonb(OLD) - ARRAY['label_id', 'version'] THEN
            RETURN NEW;
        END IF;
        IF OLD.taken_back_on IS NOT NULL THEN
            RAISE EXCEPTION 'a reminder taken back stays as it is' USING ERRCODE = '23514';
        END IF;
        IF (NEW.reference, NEW.record, NEW.office_id, NEW.person_id, NEW.set_by_id, NEW.set_in_id, NEW.set_on)
           IS DISTINCT FROM
           (OLD.reference, OLD.record, OLD.office_id, OLD.person_id, OLD.set_by_id, OLD.set_in_id, OLD.set_on) THEN
            RAISE EXCEPTION 'whose reminder it is, and of what, stays' USING ERRCODE = '23514';
        END IF;
        IF acting IS DISTINCT FROM OLD.set_by_id
           AND (OLD.person_id IS NOT NULL OR acting_in IS DISTINCT FROM OLD.set_in_id) THEN
            RAISE EXCEPTION 'whoever set it changes it' USING ERRCODE = '23514';
        END IF;
        IF NEW.taken_back_by_id IS NOT NULL AND NEW.taken_back_by_id IS DISTINCT FROM acting THEN
            RAISE EXCEPTION 'who acts takes it back' USING ERRCODE = '23514';
        END IF;
    ELSE
        IF NEW.set_by_id IS DISTINCT FROM acting OR NEW.set_in_id IS DISTINCT FROM acting_in THEN
            RAISE EXCEPTION 'who acts sets it' USING ERRCODE = '23514';
        END IF;
        PERFORM pg_advisory_xact_lock_shared(7021);
        FOR home IN
            SELECT c.conrelid::regclass FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attname = 'reference' AND NOT a.attisdropped
            WHERE c.contype = 'f' AND c.confrelid = 'access_label'::regclass
              AND c.conrelid NOT IN ('access_loweringproposal'::regclass, 'reminders_customreminder'::regclass)
        LOOP
            EXECUTE format('SELECT label_id FROM %s WHERE reference = $1', home) INTO marked USING NEW.record;
            EXIT WHEN marked IS NOT NULL;
        END LOOP;
        IF marked IS NULL OR NOT label_dominates(NEW.label_id, marked) THEN
            RAISE EXCEPTION 'a reminder stands for a record and not below its marking' USING ERRCODE = '23514';
        END IF;
    END IF;
    IF (TG_OP = 'INSERT' OR (NEW.day, NEW.days_before) IS DISTINCT FROM (OLD.day, OLD.days_before))
       AND NEW.day - NEW.days_before < today THEN
        RAISE EXCEPTION 'nobody is reminded in the past' USING ERRCODE = '23514';
    END IF;
    IF (TG_OP = 'INSERT' OR (NEW.day, NEW.until) IS DISTINCT FROM (OLD.day, OLD.until))
       AND coalesce(NEW.until, NEW.day) > today + 3653 THEN
        RAISE EXCEPTION 'ten years ahead at most' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER set_by_who_acts BEFORE INSERT OR UPDATE ON reminders_customreminder
    FOR EACH ROW EXECUTE FUNCTION reminders_guard_custom();
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0009_custom_reminders"), ("access", "0011_told_rows_rise")]
    operations = [
        Protected("reminders_customreminder"),
        Telling("reminders_customreminder", "record"),
        migrations.RunSQL(
            DAYS_SQL, "DROP FUNCTION reminders_custom_days(text, date, integer, text, date)"
        ),
        migrations.RunSQL(
            GUARD_SQL,
            "DROP TRIGGER set_by_who_acts ON reminders_customreminder; DROP FUNCTION reminders_guard_custom()",
        ),
    ]
