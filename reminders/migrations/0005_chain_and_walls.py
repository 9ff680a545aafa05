"""What a rule escalated to becomes the first step of its chain; walls of the new rows; a snooze never passes the limit.

The guard asks as the owner about the notice; it is hand-written and without an ignore switch (walls.md 2).
"""

from django.db import migrations

from access.walls import Protected
from audit.triggers import Audited

CHAIN = """
INSERT INTO reminders_ruleescalation (version, is_demo, step, after, role, at_mission, rule_id)
SELECT 1, false, 0, escalate_after, escalate_to, false, id FROM reminders_rule WHERE escalate_to <> '';
UPDATE reminders_rule SET offsets = '{-10,-3,0}', unit = 'working_days'
WHERE code = 'diplomatic_clearances.ask' AND version = 1 AND offsets = '{-14,-5,0}';
UPDATE reminders_reminder r SET "offset" = CASE r."offset" WHEN -14 THEN -10 ELSE -3 END
FROM reminders_rule u
WHERE u.id = r.rule_id AND u.code = 'diplomatic_clearances.ask' AND u.unit = 'working_days' AND r."offset" IN (-14, -5);
"""
UNCHAIN = """
UPDATE reminders_rule r SET escalate_to = e.role, escalate_after = e.after
FROM reminders_ruleescalation e WHERE e.rule_id = r.id AND e.step = 0;
UPDATE reminders_rule SET offsets = '{-14,-5,0}', unit = 'days'
WHERE code = 'diplomatic_clearances.ask' AND version = 1 AND offsets = '{-10,-3,0}';
DELETE FROM reminders_ruleescalation;
"""
# An internal deadline that has passed may be put off for a month at most, a legal one not at all.
SNOOZE = """
CREATE FUNCTION reminders_guard_snooze() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE due date; legal boolean; today date := home_today();
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.notice_id, NEW.until, NEW.reason, NEW.at) IS DISTINCT FROM (OLD.notice_id, OLD.until, OLD.reason, OLD.at)
           OR OLD.woken_at IS NOT NULL THEN
            RAISE EXCEPTION 'a snooze is not rewritten' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    SELECT r.due_on, u.is_legal OR r.due_at IS NOT NULL INTO due, legal
    FROM reminders_notice n JOIN reminders_reminder r ON r.id = n.reminder_id JOIN reminders_rule u ON u.id = r.rule_id
    WHERE n.id = NEW.notice_id;
    IF NEW.until > due AND (legal OR due >= today OR NEW.until > today + 30) THEN
        RAISE EXCEPTION 'a snooze does not pass the deadline' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER within_the_deadline BEFORE INSERT OR UPDATE ON reminders_snooze
    FOR EACH ROW EXECUTE FUNCTION reminders_guard_snooze();
"""
SNOOZE_REVERSE = """
DROP TRIGGER within_the_deadline ON reminders_snooze; DROP FUNCTION reminders_guard_snooze();
"""


class Migration(migrations.Migration):
    dependencies = [("reminders", "0004_rule_chain"), ("access", "0011_told_rows_rise")]
    operations = [
        Audited("reminders_ruleescalation"),
        Audited("reminders_preference"),
        Protected("reminders_snooze"),
        migrations.RunSQL(CHAIN, UNCHAIN),
        migrations.RunSQL(SNOOZE, SNOOZE_REVERSE),
    ]
