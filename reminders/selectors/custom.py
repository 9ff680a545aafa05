"""Reminders set by hand: of a record, of a reader, and what the record they stand on is called."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from access.context import Subject, current_subject
from accounts.models import Office
from accounts.roles import Role
from accounts.selectors.offices import appointments_on
from foundation.errors import NotFound
from foundation.permissions import may
from reminders.lifecycle import ReminderState
from reminders.models import CustomReminder, Notice, Reminder
from reminders.models.custom import HomeToday, MayBeRead
from reminders.registry import Titled, merging_of, pages_of
from reminders.terms import LETTERS, next_told

AT_MOST = 50


@dataclass(frozen=True)
class SetByHand:
    """One reminder as the page of its record shows it."""

    reference: str
    sentence: str
    on: dt.date
    repeats: str
    until: dt.date | None
    office: str
    is_mine_alone: bool
    set_by: str
    may_change: bool
    label_id: int


@dataclass(frozen=True)
class Of:
    """The record a reminder stands on."""

    reference: str
    title: str
    url: str
    label_id: int


def noted_until() -> QuerySet[Any]:
    """Of a reminder set by hand, the last day of which everybody told has taken note; it settles those before.

    Everybody of every office told of that day, however often it was planned. Whoever has left the office, or may not
    read it any more, holds nothing up, and no notice of what lapsed.
    """
    notices = Notice.in_context.filter(
        reminder__record=OuterRef("record"), reminder__due_on=OuterRef("due_on")
    )
    still_there = appointments_on(HomeToday()).filter(
        user=OuterRef("user"), office=OuterRef("reminder__office")
    )
    waiting = notices.filter(
        Exists(still_there), MayBeRead("label", "user", "reminder__office"), acknowledged_at=None,
        reminder__state=ReminderState.SENT,
    )  # fmt: skip
    told = Reminder.in_context.filter(record=OuterRef("reference")).order_by("-due_on")
    noted = told.filter(Exists(notices.filter(acknowledged_at__isnull=False)), ~Exists(waiting))
    return noted.values("due_on")[:1]


def addressed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without what people set for themselves who hold the office no longer, and without other people's own.

    The system's own services plan and deliver those too.
    """
    held = appointments_on(HomeToday()).filter(user=OuterRef("person"), office=OuterRef("office"))
    rows = rows.filter(Q(person__isnull=True) | Exists(held))
    subject = current_subject()
    if subject is not None and subject.holds(Role.SERVICE):
        return rows
    return rows.filter(Q(person__isnull=True) | Q(person=subject.user_id if subject else 0))


def without_others(reminders: QuerySet[Reminder], *, to: Subject) -> QuerySet[Reminder]:
    """Reminders without those other people set for themselves alone: when these were told is nobody else's either."""
    theirs = CustomReminder.objects.visible_to(to).filter(person__isnull=False).exclude(person=to.user_id)
    return reminders.exclude(record__in=theirs.order_by().values("reference"))


def custom_reminders(*, to: Subject) -> QuerySet[CustomReminder]:
    """Everything the reader may see, the newest first."""
    rows: QuerySet[CustomReminder] = CustomReminder.objects.visible_to(to).filter(
        Q(person__isnull=True) | Q(person=to.user_id)
    )
    return rows.select_related("office", "set_by", "set_in__institution", "label")


def custom_reminder(reference: str, *, to: Subject) -> CustomReminder:
    """One of them; raises NotFound."""
    found = custom_reminders(to=to).select_related("taken_back_by").filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def may_change(row: CustomReminder, *, by: Subject) -> bool:
    """Whoever set it, and somebody of the office it was set in where it is for an office; not once it is taken back."""
    its_own = row.set_by_id == by.user_id or (row.person_id is None and row.set_in_id == by.office_id)
    return its_own and not row.is_taken_back and may(by, "custom_reminders.change")


def set_on_record(record: str, *, to: Subject) -> list[CustomReminder]:
    """All that were ever set on a record, and on what was merged into it."""
    return list(custom_reminders(to=to).filter(record__in=names_of(record, to=to)))


def names_of(record: str, *, to: Subject) -> list[str]:
    """The reference itself and those that lead on to it; without a query for kinds that are not merged."""
    kind = merging_of(record)
    return [record, *kind.merged(record, to)] if kind else [record]


def stays_as(record: str, *, to: Subject) -> str:
    """The reference under which a record goes on: another one's where it was found to be that one."""
    kind = merging_of(record)
    return (kind.stays(record, to) if kind else "") or record


def still_to_come(rows: Collection[CustomReminder], *, to: Subject, on: dt.date) -> tuple[SetByHand, ...]:
    """Those that will be told after a day, the nearest first."""
    ahead = (
        (next_told(row.day, row.days_before, row.repeats, row.until, on), row)
        for row in rows
        if not row.is_taken_back and not has_lapsed(row, to=to, on=on)
    )
    nearest = sorted(((day, row.pk, row) for day, row in ahead if day is not None), key=lambda one: one[:2])
    return tuple(_shown(row, day, to) for day, _pk, row in nearest[:AT_MOST])


def has_lapsed(row: CustomReminder, *, to: Subject, on: dt.date) -> bool:
    """The reader set it for himself in an office he holds no longer: nothing of it comes, unless he comes back."""
    if row.person_id is None or row.office_id == to.office_id:
        return False
    return not appointments_on(on).filter(user=row.person_id, office=row.office_id).exists()


def _shown(row: CustomReminder, on: dt.date, to: Subject) -> SetByHand:
    own = row.set_in.institution.code == to.institution
    return SetByHand(
        row.reference, row.sentence, on, row.get_repeats_display() if row.until else "", row.until, row.office.name,
        row.person_id is not None, row.set_by.full_name if own else row.set_in.name, may_change(row, by=to),
        row.label_id,
    )  # fmt: skip


def custom_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What each says and of which record, of those the reader may see."""
    rows = custom_reminders(to=to).filter(reference__in=references)
    return {row.reference: Titled(_said(row), row.label_id) for row in rows}


def _said(row: CustomReminder) -> str:
    words = f"{row.sentence} · {row.record}"
    return _("Taken back: %(reminder)s") % {"reminder": words} if row.is_taken_back else words


def records_of(references: Collection[str], *, to: Subject) -> dict[str, str]:
    """The record each of these reminders set by hand stands on, of those the reader may see; other references not."""
    named = [reference for reference in references if reference.startswith(f"{LETTERS}-")]
    if not named:
        return {}
    return dict(custom_reminders(to=to).filter(reference__in=named).values_list("reference", "record"))


def stands_on(reference: str, *, to: Subject) -> Of | None:
    """The record a reference stands for, its title and page; None for what is hidden, absent, or has no page.

    A reference that leads on stands for the record it leads to.
    """
    reference = stays_as(reference, to=to)
    for page in pages_of(reference):
        titled = page.titles([reference], to).get(reference)
        if titled is not None:
            return Of(reference, titled.title, reverse(page.page, args=[reference]), titled.label_id)
    return None


def offices_to_remind(*, to: Subject) -> list[Office]:
    """Every office but the system's own, by name, the reader's first."""
    rows = Office.objects.exclude(role=Role.SERVICE)
    return sorted(rows, key=lambda office: (office.pk != to.office_id, office.name))
