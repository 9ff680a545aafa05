"""What was told to somebody who may no longer read it, and to nobody else, is told to whoever holds the office."""

import datetime as dt
from collections.abc import Collection

from django.db import connection

# It stays where one of those told still holds the office and may read it, somebody saw it, or a message of it has left.
REOPEN_SQL = """
UPDATE reminders_reminder r SET state = 'pending', delivered_at = NULL
WHERE r.id = ANY (%(ids)s) AND r.state = 'sent'
  AND NOT EXISTS (
    SELECT 1 FROM reminders_notice n
    WHERE n.reminder_id = r.id AND (n.seen_at IS NOT NULL OR n.acknowledged_at IS NOT NULL
        OR EXISTS (SELECT 1 FROM reminders_mailline l JOIN reminders_mail m ON m.id = l.mail_id AND m.state = 'sent'
                   WHERE l.notice_id = n.id)
        OR EXISTS (SELECT 1 FROM accounts_appointment a JOIN accounts_user u ON u.id = a.user_id AND u.is_active
                   WHERE a.user_id = n.user_id AND a.office_id = r.office_id AND a.confirmed_at IS NOT NULL
                     AND a.valid @> %(on)s::date AND r.label_id = ANY (subject_labels(a.user_id, a.office_id)))))
"""


def reopen(reminders: Collection[int], *, on: dt.date) -> int:
    """Plan those of these again that reached nobody; the next delivery finds the next holder, or shows a vacancy."""
    if not reminders:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(REOPEN_SQL, {"ids": list(reminders), "on": on})
        return int(cursor.rowcount)
