"""What a watcher may know without a clearance: how old and how many, never what."""

from django.db import migrations

SQL = """
CREATE FUNCTION reminders_outbox_state(moment timestamptz, OUT dispatcher_age float8, OUT planner_age float8,
    OUT oldest_message_age float8, OUT reminders_waiting bigint, OUT reminders_vacant bigint,
    OUT messages_waiting bigint, OUT messages_dead bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT (SELECT extract(epoch FROM moment - at) FROM reminders_heartbeat WHERE name = 'dispatcher'),
           (SELECT extract(epoch FROM moment - at) FROM reminders_heartbeat WHERE name = 'planner'),
           (SELECT extract(epoch FROM moment - min(next_try_at)) FROM reminders_mail
            WHERE state = 'pending' AND attempt = 0 AND next_try_at <= moment),
           (SELECT count(*) FROM reminders_reminder WHERE state = 'pending'),
           (SELECT count(*) FROM reminders_reminder WHERE state = 'vacant'),
           (SELECT count(*) FROM reminders_mail WHERE state = 'pending'),
           (SELECT count(*) FROM reminders_mail WHERE state = 'dead')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0006_rule_without_one_escalation")]
    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION reminders_outbox_state(timestamptz)"),
    ]
