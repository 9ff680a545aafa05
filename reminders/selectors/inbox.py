"""What a person was told, and what stands in the outbox for a record."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from access.context import Subject
from reminders.models import Notice, Reminder
from reminders.registry import rules


@dataclass(frozen=True)
class InboxItem:
    """One line of the inbox."""

    notice_id: int
    title: str
    record: str
    url: str
    due_on: Any
    is_legal: bool
    is_escalation: bool
    delivered_at: Any
    is_new: bool
    label_id: int


def notices(*, to: Subject) -> QuerySet[Notice]:
    """Everything this person was told and may still read, newest first."""
    return (
        Notice.objects.visible_to(to)
        .filter(user_id=to.user_id)
        .select_related("reminder__rule", "reminder__office")
        .order_by("-id")
    )


def inbox(*, to: Subject, limit: int = 100) -> list[InboxItem]:
    """What is not acknowledged yet, the nearest due date first."""
    open_notices = (
        notices(to=to)
        .filter(acknowledged_at=None, reminder__office_id=to.office_id or 0)
        .order_by("reminder__due_on", "id")
    )
    return [item_of(notice) for notice in open_notices[:limit]]


def item_of(notice: Notice) -> InboxItem:
    """The line of one notice."""
    reminder = notice.reminder
    rule = rules().get(reminder.rule.code)
    return InboxItem(
        notice.pk, reminder.rule.title, reminder.record, rule.link(reminder.record) if rule else "", reminder.due_on,
        reminder.rule.is_legal, reminder.is_escalation, notice.delivered_at, notice.seen_at is None, notice.label_id,
    )  # fmt: skip


def waiting_count(*, to: Subject) -> int:
    """The number in the header."""
    return notices(to=to).filter(acknowledged_at=None, reminder__office_id=to.office_id or 0).count()


def reminders_of(record: str, *, to: Subject) -> QuerySet[Reminder]:
    """Past and to come for one record, for its page."""
    return (
        Reminder.objects.visible_to(to)
        .filter(record=record)
        .select_related("rule", "office")
        .order_by("due_on", "offset")
    )
