"""What a record's own page says of its reminders: what will be told on which day, and what was told to whom.

People are named to readers of their own institution; of others the office is said and how many of them saw it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.context import Subject
from accounts.models import Office
from accounts.roles import Role
from directory.selectors.calendar import work_calendar
from foundation.permissions import may
from foundation.wording import legal_day
from foundation.workdays import WorkCalendar
from reminders.engine import Offset, OffsetUnit
from reminders.lifecycle import ReminderState
from reminders.models import Notice, Reminder, Rule, RuleEscalation
from reminders.registry import Titles
from reminders.registry import rules as known_rules
from reminders.selectors.custom import SetByHand, set_on_record, still_to_come, without_others
from reminders.selectors.standing import LONG_AFTER, LONG_AGO, Page, Standing, Wanted, standing

AT_MOST = 50
ABOVE = {"superior": 1, "superior_2": 2}  # how many offices above the owner


@dataclass(frozen=True)
class Hearer:
    """One person who was told; without a name where the reader is of another institution."""

    name: str
    seen_at: dt.datetime | None
    acknowledged_at: dt.datetime | None


@dataclass(frozen=True)
class Told:
    """One reminder as it went to one office."""

    why: str
    due_on: dt.date
    when: str
    office: str
    is_escalation: bool
    planned_on: dt.date
    delivered_at: dt.datetime | None
    state: str
    hearers: tuple[Hearer, ...]
    label_id: int
    lapsed: bool = False

    @property
    def named(self) -> tuple[Hearer, ...]:
        """Those the reader may know."""
        return tuple(hearer for hearer in self.hearers if hearer.name)

    @property
    def seen(self) -> int:
        """How many saw it."""
        return sum(hearer.seen_at is not None for hearer in self.hearers)

    @property
    def acknowledged(self) -> int:
        """How many took note."""
        return sum(hearer.acknowledged_at is not None for hearer in self.hearers)


@dataclass(frozen=True)
class ToCome:
    """One reminder that will go out if the deadline still stands on its day."""

    on: dt.date
    why: str
    due_on: dt.date
    when: str
    offices: tuple[str, ...]
    label_ids: tuple[int, ...]
    is_escalation: bool = False
    at: dt.datetime | None = None  # of what runs by the hour


@dataclass(frozen=True)
class OfRecord:
    """Both halves, and how much was left out."""

    record: str = field(default="", compare=False)
    by_hand: tuple[SetByHand, ...] = ()
    may_set: bool = False
    standing: tuple[Standing, ...] = ()
    to_come: tuple[ToCome, ...] = ()
    told: tuple[Told, ...] = ()
    told_in_all: int = 0
    unread: tuple[str, ...] = ()  # titles of rules that cannot be asked at present

    @property
    def label_ids(self) -> tuple[int, ...]:
        """For the marking of the page."""
        deadlines = (label for row in self.standing for label in row.label_ids)
        said = {row.label_id for row in self.told} | {row.label_id for row in self.by_hand}
        return tuple(sorted({*deadlines, *said}))

    @property
    def is_cut(self) -> bool:
        """More was told than is shown."""
        return len(self.told) < self.told_in_all


def of_record(
    reference: str, *, to: Subject, on: dt.date, kinds: tuple[Titles, ...] = (), at: dt.datetime | None = None,
    calendar: WorkCalendar | None = None,
) -> OfRecord:  # fmt: skip
    """The reminders of a record as far as the reader may see them; a hidden record has none, like an absent one.

    `kinds` are the titles its rules name, where the page knows of which kind it is: fewer rules are read.
    `at` is the present instant, for what runs by the hour; `calendar` that of working days, where the page has it.
    """
    page = standing(
        Wanted(LONG_AGO, LONG_AFTER, record=reference, kinds=kinds), to=to, limit=AT_MOST, named=False
    )
    prefetch_related_objects(list(page.rules.values()), "escalations")
    by_hand = set_on_record(reference, to=to)
    told, count = _told(reference, {row.reference: row.sentence for row in by_hand}, to=to)
    coming = _to_come(page, on, at, calendar or work_calendar()) if page.rows else ()
    ahead = still_to_come(by_hand, to=to, on=on)
    may_set = may(to, "custom_reminders.set")
    return OfRecord(reference, ahead, may_set, page.rows, tuple(coming), tuple(told), count, page.unread)


def when_words(offset: int, unit: str = OffsetUnit.DAYS) -> str:
    """How far from the due day: "30 days before", "on the day", "5 working days after"."""
    if offset == 0:
        return _("at the hour") if unit == OffsetUnit.HOURS else _("on the day")
    count = abs(offset)
    if unit == OffsetUnit.WORKING_DAYS:
        words = ngettext("%(count)d working day", "%(count)d working days", count) % {"count": count}
    elif unit == OffsetUnit.HOURS:
        words = ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    else:
        words = ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    return (_("%(days)s before") if offset < 0 else _("%(days)s after")) % {"days": words}


def _told(reference: str, by_hand: dict[str, str], *, to: Subject) -> tuple[list[Told], int]:
    """`by_hand`: what the reader may see of reminders set by hand on the record, by their references."""
    named = [reference, *by_hand]
    told = Reminder.objects.visible_to(to).filter(record__in=named, delivered_at__isnull=False)
    rows = without_others(told, to=to)
    shown = list(rows.select_related("rule", "office").order_by("-delivered_at", "-id")[: AT_MOST + 1])
    count = len(shown) if len(shown) <= AT_MOST else rows.count()
    heard: dict[int, list[Hearer]] = {}
    notices = Notice.objects.visible_to(to).filter(reminder__in=[row.pk for row in shown])
    for notice in notices.select_related("user__institution").order_by("user__full_name", "id"):
        name = notice.user.full_name if notice.user.institution.code == to.institution else ""
        heard.setdefault(notice.reminder_id, []).append(Hearer(name, notice.seen_at, notice.acknowledged_at))
    return [_as_told(row, tuple(heard.get(row.pk, ())), by_hand) for row in shown[:AT_MOST]], count


def _as_told(row: Reminder, hearers: tuple[Hearer, ...], by_hand: dict[str, str]) -> Told:
    when = _("escalated") if row.is_escalation else when_words(row.offset, OffsetUnit(row.rule.unit))
    if not row.is_escalation and _told_late(row):
        when = _("as soon as it was known")
    return Told(
        by_hand.get(row.record, row.rule.title), row.due_on, when, row.office.name, row.is_escalation, row.planned_on,
        row.delivered_at, row.get_state_display(), hearers, row.label_id,
        row.state == ReminderState.SUPERSEDED,
    )  # fmt: skip


def _told_late(row: Reminder) -> bool:
    """The first offset of what runs by the hour may lie before anybody knew of it."""
    if row.due_at is None or row.delivered_at is None or row.offset != min(row.rule.offsets):
        return False
    return bool(row.due_at + dt.timedelta(hours=row.offset + 1) < row.delivered_at)


def _to_come(page: Page, on: dt.date, at: dt.datetime | None, calendar: WorkCalendar) -> list[ToCome]:
    offices = list(Office.objects.select_related("superior"))
    found: list[ToCome] = []
    for row in page.rows:
        rule = page.rules[row.rule]
        if rule.unit == OffsetUnit.HOURS:
            found += _by_the_hour(row, rule, offices, on, at)
            continue
        found += [
            ToCome(day, row.why, row.since, words, tuple(name for _pk, name in row.offices), row.label_ids)
            for day, words in _days_to_tell(row, rule, calendar, on)
        ]
        found += _escalations(row, rule, calendar, on, offices)
    return sorted(found, key=lambda one: (one.on, str(one.at or ""), one.why, one.is_escalation))


def _by_the_hour(
    row: Standing, rule: Rule, offices: list[Office], on: dt.date, at: dt.datetime | None
) -> list[ToCome]:
    """What counts from an instant is told at an instant, whatever the day."""
    said = [(hours, tuple(name for _pk, name in row.offices), False) for hours in sorted(rule.offsets)]
    said += [(up.after, _escalated_to(up, row, offices), True) for up in rule.escalations.all()]
    found = []
    for due_at in _instants(row):
        for hours, names, is_escalation in said:
            moment = due_at + dt.timedelta(hours=hours)
            ahead = legal_day(moment) > on if at is None else moment > at
            if ahead and names:
                words = when_words(hours, OffsetUnit.HOURS)
                found.append(
                    ToCome(
                        legal_day(moment),
                        row.why,
                        row.since,
                        words,
                        names,
                        row.label_ids,
                        is_escalation,
                        moment,
                    )
                )
    return found


def _instants(row: Standing) -> list[dt.datetime]:
    """The instants on the day of a deadline the reader was shown to stand."""
    deadlines = known_rules()[row.rule].deadlines()
    mine = deadlines.filter(reference=row.record, label_id__in=row.label_ids)
    return sorted({one["due_at"] for one in mine if one["due_on"] == row.since})


def _days_to_tell(
    row: Standing, rule: Rule, calendar: WorkCalendar, on: dt.date
) -> Iterable[tuple[dt.date, str]]:
    for value in sorted(rule.offsets):
        day = Offset(value, OffsetUnit(rule.unit)).planned_on(row.since, calendar, rule.move)
        if day > on:
            yield day, when_words(value, OffsetUnit(rule.unit))


def _escalations(
    row: Standing, rule: Rule, calendar: WorkCalendar, on: dt.date, offices: list[Office]
) -> Iterable[ToCome]:
    """Up the chain, whoever took note of what was said before."""
    for escalation in rule.escalations.all():
        unit = OffsetUnit.WORKING_DAYS
        day = Offset(escalation.after, unit).planned_on(row.since, calendar, rule.move)
        names = _escalated_to(escalation, row, offices)
        if day > on and names:
            words = when_words(escalation.after, unit)
            yield ToCome(day, row.why, row.since, words, names, row.label_ids, True)


def _escalated_to(escalation: RuleEscalation, row: Standing, offices: list[Office]) -> tuple[str, ...]:
    """Names of the offices above the owners, or of those with the role; of a mission's own office its role."""
    if escalation.role in ABOVE:
        named: dict[int, Any] = {office.pk: office for office in offices}
        held = [named.get(pk) for pk in row.owners]
        for _level in range(ABOVE[escalation.role]):
            held = [named.get(office.superior_id) for office in held if office is not None]
        return tuple(office.name for office in held if office is not None)
    names = tuple(office.name for office in offices if office.role == escalation.role)
    return names if names and not escalation.at_mission else (str(Role(escalation.role).label),)
