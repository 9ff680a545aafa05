"""What was told to somebody who may no longer read it, or reached nobody, is told to whoever holds the office."""

import datetime as dt
from collections.abc import Collection

from django.db import connection

from reminders.selectors.recipients import HOLDERS, recipients_of

# Somebody saw it, or a message of it has left: the office knows.
REACHED = """n.seen_at IS NOT NULL OR n.acknowledged_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM reminders_mailline l JOIN reminders_mail m ON m.id = l.mail_id AND m.state = 'sent'
               WHERE l.notice_id = n.id)"""
# It stays where it reached somebody, or where one of those told still holds the office and may read it.
REOPEN = f"""
UPDATE reminders_reminder r SET state = 'pending', delivered_at = NULL, waits_since = now()
WHERE {{these}} AND r.state = 'sent'
  AND NOT EXISTS (
    SELECT 1 FROM reminders_notice n
    WHERE n.reminder_id = r.id AND ({REACHED}
        OR EXISTS (SELECT 1 FROM {HOLDERS}
                   WHERE a.user_id = n.user_id AND a.office_id = r.office_id
                     AND r.label_id = ANY (subject_labels(a.user_id, a.office_id)))))
"""  # nosec B608 - our own SQL, values are parameters
REOPEN_SQL = REOPEN.format(these="r.id = ANY (%(ids)s)")
LET_GO_SQL = f"""
UPDATE reminders_reminder r SET state = 'raised', delivered_at = NULL
WHERE r.id = ANY (%(ids)s) AND r.state = 'sent'
  AND NOT EXISTS (SELECT 1 FROM reminders_notice n WHERE n.reminder_id = r.id AND ({REACHED}))
"""  # nosec B608 - our own SQL, values are parameters
# Told to somebody it never reached and who may not read it any more; what people may read is asked once per office.
LEFT_BEHIND_SQL = f"""
WITH unseen AS MATERIALIZED (
    SELECT n.reminder_id, n.user_id, r.office_id, r.label_id
    FROM reminders_notice n JOIN reminders_reminder r ON r.id = n.reminder_id AND r.state = 'sent'
    WHERE n.seen_at IS NULL AND n.acknowledged_at IS NULL AND NOT ({REACHED})
), readable AS MATERIALIZED (
    SELECT DISTINCT a.user_id, a.office_id, label_id
    FROM (SELECT DISTINCT user_id, office_id FROM unseen) s
    JOIN {HOLDERS} ON a.user_id = s.user_id AND a.office_id = s.office_id
    CROSS JOIN LATERAL unnest(subject_labels(a.user_id, a.office_id)) label_id
), left_behind AS (
    SELECT s.reminder_id FROM unseen s
    WHERE NOT EXISTS (SELECT 1 FROM readable f WHERE f.user_id = s.user_id AND f.office_id = s.office_id
                        AND f.label_id = s.label_id)
)
{REOPEN.format(these="r.id IN (SELECT reminder_id FROM left_behind)")}
"""  # nosec B608 - our own SQL, values are parameters

VACANT_SQL = """
SELECT r.id FROM reminders_reminder r JOIN reminders_rule u ON u.id = r.rule_id AND u.is_active
WHERE r.state = 'vacant'
"""
WAKE_SQL = """
UPDATE reminders_reminder SET state = 'pending', waits_since = now() WHERE id = ANY (%(ids)s) AND state = 'vacant'
"""


def reopen(reminders: Collection[int], *, on: dt.date) -> int:
    """Plan those of these again that reached nobody; the next delivery finds the next holder, or shows a vacancy."""
    return _changed(REOPEN_SQL, reminders, on)


def reopen_left_behind(*, on: dt.date) -> int:
    """The same for everybody who never comes to a message: disabled before a digest, or without an address at all."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT_BEHIND_SQL, {"on": on})
        return int(cursor.rowcount)


def wake_vacant(*, on: dt.date) -> int:
    """What reached nobody waits again where somebody is told of it by now, as delivery itself will find.

    A successor came, a clearance was given, or somebody who can answer took a seat beside those who cannot.
    """
    with connection.cursor() as cursor:
        cursor.execute(VACANT_SQL)
        vacant = [key for (key,) in cursor.fetchall()]
    heard = {one.reminder_id for one in recipients_of(vacant, on=on)} if vacant else set()
    return _changed(WAKE_SQL, heard, on)


def let_go(raised: Collection[int]) -> int:
    """Raised before it reached anybody: the next plan says it anew, under the marking it has by then."""
    return _changed(LET_GO_SQL, raised)


def _changed(sql: str, reminders: Collection[int], on: dt.date | None = None) -> int:
    if not reminders:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": list(reminders), "on": on})
        return int(cursor.rowcount)
