"""Changing what waits in the outbox: superseding, acknowledging, seen."""

import datetime as dt

from access.context import Subject
from foundation.acts import verb
from foundation.errors import NotFound
from reminders.lifecycle import ReminderState
from reminders.models import Notice, Reminder


def supersede(record: str, *, to: Subject, rule_codes: tuple[str, ...] = ()) -> int:
    """Called by a service in the transaction that changes a date or closes a record; what is pending lapses."""
    waiting = Reminder.objects.visible_to(to).filter(record=record, state=ReminderState.PENDING)
    if rule_codes:
        waiting = waiting.filter(rule__code__in=rule_codes)
    return waiting.update(state=ReminderState.SUPERSEDED)


@verb("reminders.acknowledge")
def acknowledge(notice_id: int, *, by: Subject, at: dt.datetime) -> Notice:
    """The person has taken note; repeats stop, the escalation of a missed deadline does not."""
    notice = (
        Notice.objects.visible_to(by).select_for_update().filter(pk=notice_id, user_id=by.user_id).first()
    )
    if notice is None:
        raise NotFound
    if notice.acknowledged_at is None:
        notice.acknowledged_at = at
        notice.seen_at = notice.seen_at or at
        notice.save(update_fields=["acknowledged_at", "seen_at"])
    return notice


@verb("reminders.acknowledge")
def acknowledge_matter(notice_id: int, *, by: Subject, at: dt.datetime) -> int:
    """The person has taken note of a matter: of this notice and of every other about the same record in that office."""
    reminder = acknowledge(notice_id, by=by, at=at).reminder
    rest = Notice.objects.visible_to(by).filter(
        user_id=by.user_id,
        acknowledged_at=None,
        reminder__record=reminder.record,
        reminder__office=reminder.office_id,
    )
    others = list(rest.values_list("pk", flat=True))
    for other in others:
        acknowledge(other, by=by, at=at)
    return 1 + len(others)


@verb("reminders.see")
def mark_seen(notice_ids: list[int], *, by: Subject, at: dt.datetime) -> None:
    """The inbox was opened."""
    Notice.objects.visible_to(by).filter(pk__in=notice_ids, user_id=by.user_id, seen_at=None).update(
        seen_at=at
    )
