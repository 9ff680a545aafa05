"""Delivery: in-app notices exactly once, messages at least once with a stable Message-ID (walls.md 4).

A batch of reminders is won with SKIP LOCKED and becomes notices and waiting messages in one transaction; a process that
dies in the middle leaves them pending. Messages are claimed singly under a lease and sent outside any transaction.
"""

import datetime as dt

from access.context import Subject
from access.services.relabelling import labels_stay
from foundation.acts import verb
from reminders.lifecycle import ReminderState
from reminders.models import Notice, Reminder
from reminders.selectors.recipients import recipients_of
from reminders.services.faults import Asked, asked_again, note
from reminders.services.messages import tell

BATCH = 500


@verb("reminders.deliver")
def deliver_batch(*, by: Subject, on: dt.date, at: dt.datetime, limit: int = BATCH) -> int:
    """Turn up to `limit` pending reminders into notices and messages; returns how many were looked at.

    Those of a rule that cannot say whether they stand are left as they are, until it was planned again.
    """
    labels_stay()
    batch = list(
        Reminder.objects.visible_to(by)
        .filter(state=ReminderState.PENDING, planned_on__lte=on, rule__fault=None)
        .select_related("rule")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("id")[:limit]
    )
    if not batch:
        return 0
    asked = asked_again(batch)
    standing = [r for r in batch if r.pk in asked.stands]
    reached = _notify(standing, by=by, on=on, at=at)
    _close([r for r in batch if r.pk not in asked.unknown], asked, reached, at)
    note(asked.failed)
    return len(batch)


def _notify(standing: list[Reminder], *, by: Subject, on: dt.date, at: dt.datetime) -> set[int]:
    """Write a notice per person, and a line of a message where one is due now; returns what somebody got.

    Who had it in the inbox before it was planned again keeps that notice.
    """
    by_id = {reminder.pk: reminder for reminder in standing}
    recipients = recipients_of(by_id, on=on)
    before = Notice.objects.visible_to(by).filter(reminder__in=by_id).select_related("reminder__rule")
    notices = {(notice.reminder_id, notice.user_id): notice for notice in before}
    new = Notice.objects.bulk_create(
        Notice(
            reminder=by_id[r.reminder_id], user_id=r.user_id, delivered_at=at, label_id=by_id[r.reminder_id].label_id
        )
        for r in recipients
        if (r.reminder_id, r.user_id) not in notices
    )  # fmt: skip
    notices |= {(notice.reminder_id, notice.user_id): notice for notice in new}
    tell([(r, notices[r.reminder_id, r.user_id]) for r in recipients], by=by, at=at)
    return {recipient.reminder_id for recipient in recipients}


def _close(batch: list[Reminder], asked: Asked, reached: set[int], at: dt.datetime) -> None:
    """Mark the batch: delivered, superseded, raised, or nobody there to read it (shown to the Center as a vacancy)."""
    states = {
        ReminderState.SENT: [r.pk for r in batch if r.pk in reached],
        ReminderState.SUPERSEDED: [r.pk for r in batch if r.pk not in asked.stands | asked.raised],
        ReminderState.RAISED: [r.pk for r in batch if r.pk in asked.raised],
        ReminderState.VACANT: [r.pk for r in batch if r.pk in asked.stands - reached],
    }
    rows = Reminder.objects.unrestricted(reason="the batch held by this transaction")
    for state, ids in states.items():
        if ids:
            rows.filter(pk__in=ids).update(
                state=state, delivered_at=at if state == ReminderState.SENT else None
            )
