"""What a person was told, and what stands in the outbox for a record."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from access.context import Subject
from reminders.lifecycle import ReminderState, latest_snooze
from reminders.models import Notice, Reminder, Snooze
from reminders.models.custom import HomeToday
from reminders.registry import Titled, rules
from reminders.selectors.standing import titles_of
from reminders.terms import BY_HAND


@dataclass(frozen=True)
class InboxItem:
    """One line of the inbox."""

    notice_id: int
    rule: str
    record: str
    title: str
    url: str
    due_on: Any
    is_legal: bool
    is_escalation: bool
    delivered_at: Any
    is_new: bool
    label_ids: tuple[int, ...]
    due_at: dt.datetime | None = None  # of what runs by the hour
    by_hand: bool = False


@dataclass(frozen=True)
class InboxMatter:
    """Everything a person was reminded of about one record: one line, the nearest due date speaks for the rest."""

    items: tuple[InboxItem, ...]

    @property
    def first(self) -> InboxItem:
        """The nearest."""
        return self.items[0]

    @property
    def title(self) -> str:
        """What the record is called, as far as the reader may know; else why it was told."""
        return next((item.title for item in self.items if item.title), "")

    @property
    def rules(self) -> tuple[str, ...]:
        """Why the person was told, each reason once."""
        return tuple(dict.fromkeys(str(item.rule) for item in self.items))

    def put_off_by(self, *, on: dt.date) -> dt.date | None:
        """The last day until which all of it can be put off; None where one of them cannot wait."""
        days = [
            latest_snooze(
                item.due_on, on=on, is_legal=item.is_legal, has_hour=item.due_at is not None, by_hand=item.by_hand
            )
            for item in self.items
        ]  # fmt: skip
        return None if None in days else min(day for day in days if day)

    @property
    def is_legal(self) -> bool:
        """A legal deadline is among them."""
        return any(item.is_legal for item in self.items)

    @property
    def is_escalation(self) -> bool:
        """One of them was escalated."""
        return any(item.is_escalation for item in self.items)

    @property
    def label_ids(self) -> tuple[int, ...]:
        """For the marking of the page."""
        return tuple(label for item in self.items for label in item.label_ids)


def by_matter(items: list[InboxItem]) -> list[InboxMatter]:
    """Lines of one record together, in the order in which their nearest comes."""
    found: dict[str, list[InboxItem]] = {}
    for item in items:
        found.setdefault(item.record, []).append(item)
    return [InboxMatter(tuple(rows)) for rows in found.values()]


def notices(*, to: Subject) -> QuerySet[Notice]:
    """Everything this person was told and may still read, newest first; not what lapsed before he saw it."""
    return (
        Notice.objects.visible_to(to)
        .filter(Q(reminder__state=ReminderState.SENT) | Q(seen_at__isnull=False), user_id=to.user_id)
        .select_related("reminder__rule", "reminder__office")
        .order_by("-id")
    )


def open_notices(*, to: Subject) -> QuerySet[Notice]:
    """What was neither taken note of nor put off beyond today, in the office acted in.

    Of what was delivered: what lapsed, or waits to be said anew, may be about something that is marked higher by now.
    """
    put_off = Snooze.objects.visible_to(to).filter(notice=OuterRef("pk"), until__gt=HomeToday())
    mine = notices(to=to).filter(acknowledged_at=None, reminder__office_id=to.office_id or 0)
    return mine.filter(~Exists(put_off), reminder__state=ReminderState.SENT)


def inbox(*, to: Subject, limit: int = 100) -> list[InboxItem]:
    """What is not acknowledged yet, the nearest due date first."""
    shown = list(open_notices(to=to).order_by("reminder__due_on", "id")[:limit])
    named = _titles([notice.reminder for notice in shown], to=to)
    return [
        item_of(notice, named.get((notice.reminder.rule.code, notice.reminder.record))) for notice in shown
    ]


def _titles(reminders: list[Reminder], *, to: Subject) -> dict[tuple[str, str], Titled]:
    known = rules()
    told = [(known[r.rule.code], r.record) for r in reminders if r.rule.code in known]
    return titles_of(told, to=to)


def item_of(notice: Notice, titled: Titled | None) -> InboxItem:
    """The line of one notice; without a title where the reader may not see the record."""
    reminder = notice.reminder
    rule = rules().get(reminder.rule.code)
    return InboxItem(
        notice.pk, reminder.rule.title, reminder.record, titled.title if titled else "",
        rule.link(reminder.record) if rule else "", reminder.due_on, reminder.rule.is_legal, reminder.is_escalation,
        notice.delivered_at, notice.seen_at is None,
        (notice.label_id, *((titled.label_id,) if titled else ())), reminder.due_at, reminder.rule.code in BY_HAND,
    )  # fmt: skip
