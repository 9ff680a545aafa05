"""What a person was told, and what stands in the outbox for a record."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from access.context import Subject
from reminders.models import Notice, Reminder
from reminders.registry import Titled, Titles, rules


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


def notices(*, to: Subject) -> QuerySet[Notice]:
    """Everything this person was told and may still read, newest first."""
    return (
        Notice.objects.visible_to(to)
        .filter(user_id=to.user_id)
        .select_related("reminder__rule", "reminder__office")
        .order_by("-id")
    )


def open_notices(*, to: Subject) -> QuerySet[Notice]:
    """What was not taken note of yet, in the office acted in."""
    return notices(to=to).filter(acknowledged_at=None, reminder__office_id=to.office_id or 0)


def inbox(*, to: Subject, limit: int = 100) -> list[InboxItem]:
    """What is not acknowledged yet, the nearest due date first."""
    shown = list(open_notices(to=to).order_by("reminder__due_on", "id")[:limit])
    named = _titles([notice.reminder for notice in shown], to=to)
    return [
        item_of(notice, named.get((notice.reminder.rule.code, notice.reminder.record))) for notice in shown
    ]


def _titles(reminders: list[Reminder], *, to: Subject) -> dict[tuple[str, str], Titled]:
    """What the records are called, by rule and reference: one question per kind of record, under the reader's wall."""
    known = rules()
    wanted: dict[Titles, set[str]] = {}
    for reminder in reminders:
        if (rule := known.get(reminder.rule.code)) is not None:
            wanted.setdefault(rule.titles, set()).add(reminder.record)
    found = {asked: asked(sorted(references), to) for asked, references in wanted.items()}
    return {
        (code, reference): titled
        for code, rule in known.items()
        for reference, titled in found.get(rule.titles, {}).items()
    }


def item_of(notice: Notice, titled: Titled | None) -> InboxItem:
    """The line of one notice; without a title where the reader may not see the record."""
    reminder = notice.reminder
    rule = rules().get(reminder.rule.code)
    return InboxItem(
        notice.pk, reminder.rule.title, reminder.record, titled.title if titled else "",
        rule.link(reminder.record) if rule else "", reminder.due_on, reminder.rule.is_legal, reminder.is_escalation,
        notice.delivered_at, notice.seen_at is None,
        (notice.label_id, *((titled.label_id,) if titled else ())),
    )  # fmt: skip
