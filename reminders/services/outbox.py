"""What people do with what they were told: take note, put off, see."""

import datetime as dt

from django.db.models import QuerySet

from access.context import Subject
from foundation.acts import verb
from foundation.errors import NotFound
from foundation.writes import insert
from reminders.lifecycle import ReminderState
from reminders.models import Notice, Snooze
from reminders.services.refusals import AlreadySnoozed, check_snooze


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
    rest = _open(by).filter(reminder__record=reminder.record, reminder__office=reminder.office_id)
    others = list(rest.values_list("pk", flat=True))
    for other in others:
        acknowledge(other, by=by, at=at)
    return 1 + len(others)


@verb("reminders.snooze")
def snooze(notice_id: int, *, until: dt.date, reason: str, by: Subject, on: dt.date) -> list[Snooze]:
    """A matter out of this person's inbox until a day, with a reason; colleagues and escalations are not touched.

    It covers what this office was told of the record so far, and nothing of it may pass its deadline (domain.md C7).
    Raises NotFound; InvalidInput where the day has come, the reason is missing or a deadline would pass unseen.
    """
    mine = _open(by)
    meant = mine.filter(pk=notice_id).select_related("reminder").first()
    if meant is None:
        raise NotFound
    matter = mine.filter(reminder__record=meant.reminder.record, reminder__office=meant.reminder.office_id)
    told = list(
        matter.select_related("reminder__rule")
        .select_for_update(of=("self",))
        .order_by("reminder__due_on", "pk")
    )
    for notice in told:
        check_snooze(notice.reminder, until=until, reason=reason, on=on)
    if Snooze.objects.visible_to(by).filter(notice__in=told, woken_at=None).exists():
        raise AlreadySnoozed
    return [
        insert(Snooze(notice=notice, until=until, reason=reason.strip(), label_id=notice.label_id))
        for notice in told
    ]


def _open(by: Subject) -> QuerySet[Notice]:
    """What this person finds in the inbox: told, not taken note of, and not lapsed since."""
    return Notice.objects.visible_to(by).filter(
        user_id=by.user_id, acknowledged_at=None, reminder__state=ReminderState.SENT
    )


@verb("reminders.see")
def mark_seen(notice_ids: list[int], *, by: Subject, at: dt.datetime) -> None:
    """The inbox was opened."""
    Notice.objects.visible_to(by).filter(pk__in=notice_ids, user_id=by.user_id, seen_at=None).update(
        seen_at=at
    )
