"""The days of what comes back are worked out for a window; what was set by hand is put off on its day too.

Whether a day was noted is asked beside it (reminders.selectors.custom.noted_until), once for a reminder and not once
for each of its days.
"""

from importlib import import_module

from django.db import migrations

# Counted from the first, so that the 31st comes back after February; a window's first and last number are reckoned,
# not reached by counting. An end that is NULL is open; `settled` is a day that is over with those before it.
DAYS_SQL = """
CREATE FUNCTION reminders_days_told(first date, ahead integer, repeats text, until date,
    settled date, begins date, ends date)
RETURNS SETOF date LANGUAGE sql IMMUTABLE ROWS 12 SET search_path = pg_catalog AS $$
    SELECT d.meant - ahead
    FROM (SELECT greatest(first, begins + ahead, settled + 1 + ahead) AS low,
                 least(coalesce(until, first), ends + ahead) AS high) w,
    LATERAL (SELECT CASE repeats
            WHEN 'weekly' THEN ARRAY[(w.low - first) / 7, (w.high - first) / 7]
            WHEN 'monthly' THEN ARRAY[
                (extract(year FROM w.low) - extract(year FROM first)) * 12
                    + extract(month FROM w.low) - extract(month FROM first),
                (extract(year FROM w.high) - extract(year FROM first)) * 12
                    + extract(month FROM w.high) - extract(month FROM first)]::integer[]
            WHEN 'yearly' THEN ARRAY[extract(year FROM w.low) - extract(year FROM first),
                                     extract(year FROM w.high) - extract(year FROM first)]::integer[]
            ELSE ARRAY[0, 0] END AS counts) c,
    LATERAL generate_series(c.counts[1], c.counts[2]) n,
    LATERAL (SELECT (first + n * CASE repeats WHEN 'weekly' THEN interval '7 days' WHEN 'monthly' THEN interval '1 month'
                                 ELSE interval '1 year' END)::date AS meant) d
    WHERE d.meant BETWEEN w.low AND w.high
$$;
DROP FUNCTION reminders_custom_days(text, date, integer, text, date);
"""
# An internal deadline that has passed, and whatever somebody set by hand, may be put off for a month at most.
SNOOZE_SQL = """
CREATE OR REPLACE FUNCTION reminders_guard_snooze() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE due date; legal boolean; by_hand boolean; today date := home_today();
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.notice_id, NEW.until, NEW.reason, NEW.at) IS DISTINCT FROM (OLD.notice_id, OLD.until, OLD.reason, OLD.at)
           OR OLD.woken_at IS NOT NULL THEN
            RAISE EXCEPTION 'a snooze is not rewritten' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    SELECT r.due_on, u.is_legal OR r.due_at IS NOT NULL, u.code IN ('reminders.custom', 'reminders.marking_review')
    INTO due, legal, by_hand
    FROM reminders_notice n JOIN reminders_reminder r ON r.id = n.reminder_id JOIN reminders_rule u ON u.id = r.rule_id
    WHERE n.id = NEW.notice_id;
    IF NEW.until > due AND (legal OR (due >= today AND NOT by_hand) OR NEW.until > today + 30) THEN
        RAISE EXCEPTION 'a snooze does not pass the deadline' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
"""
DAYS_BEFORE = import_module("reminders.migrations.0010_custom_reminders_walls").DAYS_SQL
SNOOZE_BEFORE = import_module("reminders.migrations.0005_chain_and_walls").SNOOZE


class Migration(migrations.Migration):
    dependencies = [("reminders", "0016_rule_faults_walls")]
    operations = [
        migrations.RunSQL(
            DAYS_SQL,
            f"DROP FUNCTION reminders_days_told(date, integer, text, date, date, date, date); {DAYS_BEFORE}",
        ),
        migrations.RunSQL(
            SNOOZE_SQL,
            SNOOZE_BEFORE.partition("CREATE TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
        ),
    ]
