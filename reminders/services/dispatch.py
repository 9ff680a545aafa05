"""Delivery: in-app notices exactly once, messages at least once with a stable Message-ID (walls.md 4).

A batch of reminders is won with SKIP LOCKED and becomes notices and waiting messages in one transaction; a process that
dies in the middle leaves them pending. Messages are claimed singly under a lease and sent outside any transaction.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from access.context import Subject
from access.services.relabelling import labels_stay
from foundation.acts import verb
from reminders.engine import after_quiet
from reminders.lifecycle import Digest, ReminderState
from reminders.models import Notice, Reminder
from reminders.selectors.deadlines import standing_deadlines
from reminders.services.messages import write_down

BATCH = 500

# People who hold the office today and may read the reminder's label today.
RECIPIENTS_SQL = """
SELECT r.id, a.user_id, u.time_zone, coalesce(p.digest, 'at_once'),
       coalesce(%(on)s BETWEEN p.away_from AND p.away_until, false)
FROM reminders_reminder r
JOIN accounts_appointment a ON a.office_id = r.office_id AND a.confirmed_at IS NOT NULL AND a.valid @> %(on)s::date
JOIN accounts_user u ON u.id = a.user_id AND u.is_active
LEFT JOIN reminders_preference p ON p.user_id = u.id
WHERE r.id = ANY (%(ids)s) AND r.label_id = ANY (subject_labels(a.user_id, a.office_id))
ORDER BY a.user_id, r.id
"""


@dataclass(frozen=True)
class Recipient:
    """Somebody of the office who may read it, and how that person wants to be told."""

    reminder_id: int
    user_id: int
    time_zone: str
    digest: str
    is_away: bool

    def is_told(self, reminder: Reminder) -> bool:
        """By a message now: a digest waits for its hour, but not with what is legal, missed or runs by the clock."""
        pressing = reminder.rule.is_legal or reminder.is_escalation or reminder.due_at is not None
        return pressing or self.digest == Digest.AT_ONCE

    def told_at(self, reminder: Reminder, at: dt.datetime) -> dt.datetime:
        """After the rule's quiet hours where the person is; what runs by the clock knows none."""
        if reminder.due_at is not None:
            return at
        return after_quiet(at, self.time_zone, reminder.rule.quiet_from, reminder.rule.quiet_until)


@verb("reminders.deliver")
def deliver_batch(*, by: Subject, on: dt.date, at: dt.datetime, limit: int = BATCH) -> int:
    """Turn up to `limit` pending reminders into notices and messages; returns how many were handled."""
    labels_stay()
    batch = list(
        Reminder.objects.visible_to(by)
        .filter(state=ReminderState.PENDING, planned_on__lte=on)
        .select_related("rule")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("id")[:limit]
    )
    if not batch:
        return 0
    stands = standing_deadlines(batch)
    standing = [r for r in batch if (r.rule.code, r.record, r.due_on) in stands]
    reached = _notify(standing, by=by, on=on, at=at)
    _close(batch, {r.pk for r in standing}, reached, at)
    return len(batch)


def _notify(standing: list[Reminder], *, by: Subject, on: dt.date, at: dt.datetime) -> set[int]:
    """Write a notice per person, and a line of a message where one is due now; returns what somebody got."""
    by_id = {reminder.pk: reminder for reminder in standing}
    with connection.cursor() as cursor:
        cursor.execute(RECIPIENTS_SQL, {"ids": list(by_id), "on": on})
        recipients = [Recipient(*row) for row in cursor.fetchall()]
    present = {r.reminder_id for r in recipients if not r.is_away}
    notices = Notice.objects.bulk_create(
        Notice(
            reminder_id=r.reminder_id, user_id=r.user_id, delivered_at=at, label_id=by_id[r.reminder_id].label_id
        )
        for r in recipients
    )  # fmt: skip
    lines: dict[tuple[int, dt.datetime], list[Notice]] = defaultdict(list)
    for recipient, notice in zip(recipients, notices, strict=True):
        reminder = by_id[recipient.reminder_id]
        if recipient.is_told(reminder) and not (recipient.is_away and reminder.pk in present):
            lines[recipient.user_id, recipient.told_at(reminder, at)].append(notice)
    write_down(lines, by=by, at=at)
    return {recipient.reminder_id for recipient in recipients}


def _close(batch: list[Reminder], standing: set[int], reached: set[int], at: dt.datetime) -> None:
    """Mark the batch: delivered, superseded, or nobody there to read it (shown to the Center as a vacancy)."""
    states = {
        ReminderState.SENT: [r.pk for r in batch if r.pk in reached],
        ReminderState.SUPERSEDED: [r.pk for r in batch if r.pk not in standing],
        ReminderState.VACANT: [r.pk for r in batch if r.pk in standing and r.pk not in reached],
    }
    rows = Reminder.objects.unrestricted(reason="the batch held by this transaction")
    for state, ids in states.items():
        if ids:
            rows.filter(pk__in=ids).update(
                state=state, delivered_at=at if state == ReminderState.SENT else None
            )
