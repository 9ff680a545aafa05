"""A watcher learns how long the oldest reminder and the oldest message wait; an act, whether anything is open of a rule.

Both answer for the whole outbox, whoever asks: ages, numbers and keys, never what.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("reminders.migrations.0016_rule_faults_walls").AFTER
DROP = "DROP FUNCTION reminders_outbox_state(timestamptz);"
# Of a rule that fails nothing leaves: it is counted by itself. A message given up is one too.
AFTER = """
CREATE FUNCTION reminders_outbox_state(moment timestamptz, OUT dispatcher_age float8, OUT planner_age float8,
    OUT plan_age float8, OUT oldest_reminder_age float8, OUT oldest_message_age float8, OUT oldest_retried_age float8,
    OUT reminders_waiting bigint, OUT reminders_vacant bigint, OUT messages_waiting bigint, OUT messages_dead bigint,
    OUT rules_failing bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (SELECT extract(epoch FROM moment - at) FROM reminders_heartbeat WHERE name = 'dispatcher'),
           (SELECT extract(epoch FROM moment - at) FROM reminders_heartbeat WHERE name = 'planner'),
           (SELECT min(abs(extract(epoch FROM moment - at))) FROM reminders_heartbeat
            WHERE name IN ('planner', 'stand-in planner')),
           (SELECT extract(epoch FROM moment - min(r.waits_since)) FROM reminders_reminder r
            WHERE r.state = 'pending' AND r.planned_on <= home_today() AND r.waits_since <= moment
              AND NOT EXISTS (SELECT 1 FROM reminders_rulefault f WHERE f.rule_id = r.rule_id)),
           (SELECT extract(epoch FROM moment - min(next_try_at)) FROM reminders_mail
            WHERE state = 'pending' AND attempt = 0 AND next_try_at <= moment),
           (SELECT extract(epoch FROM moment - min(due_at)) FROM reminders_mail
            WHERE state = 'pending' AND attempt > 0 AND due_at <= moment),
           (SELECT count(*) FROM reminders_reminder WHERE state = 'pending'),
           (SELECT count(*) FROM reminders_reminder WHERE state = 'vacant'),
           (SELECT count(*) FROM reminders_mail WHERE state = 'pending'),
           (SELECT count(*) FROM reminders_mail WHERE state = 'dead'),
           (SELECT count(*) FROM reminders_rulefault f JOIN reminders_rule u ON u.id = f.rule_id AND u.is_active)
$$;
"""
# The unique key of what has not lapsed begins with the rule: a few pages of it, however much has lapsed.
OPEN = """
CREATE FUNCTION reminders_open(codes text[], most integer) RETURNS TABLE (id bigint, rule text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.id, u.code::text
    FROM reminders_rule u
    CROSS JOIN LATERAL (SELECT r.id FROM reminders_reminder r
                        WHERE r.rule_id = u.id AND r.state <> 'superseded' LIMIT most) o
    WHERE u.code = ANY (codes) AND u.is_active
      AND NOT EXISTS (SELECT 1 FROM reminders_rulefault f WHERE f.rule_id = u.id)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0021_since_when_it_waits")]
    operations = [
        migrations.RunSQL(DROP + AFTER, DROP + BEFORE),
        migrations.RunSQL(OPEN, "DROP FUNCTION reminders_open(text[], integer)"),
    ]
