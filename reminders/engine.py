"""When a reminder is due, what it is called and when to give up (walls.md 4, domain.md C7 and C9)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from foundation.workdays import WorkCalendar


class DayMove(TextChoices):
    """Where a reminder goes that falls on a day nobody works."""

    EARLIER = "earlier", _("To the working day before (legal deadlines)")
    LATER = "later", _("To the working day after (internal digests)")
    STAY = "stay", _("Not moved")


class OffsetUnit(TextChoices):
    DAYS = "d", _("Days")
    WORKING_DAYS = "wd", _("Working days")
    HOURS = "h", _("Hours")


@dataclass(frozen=True, slots=True)
class Offset:
    """Distance from the due day: before it when negative. Written -30d, -10wd, +1d, 0d."""

    value: int
    unit: OffsetUnit = OffsetUnit.DAYS

    def __str__(self) -> str:
        return f"{self.value:+d}{self.unit.value}" if self.value else f"0{self.unit.value}"

    @classmethod
    def parse(cls, written: str) -> Offset:
        found = re.fullmatch(r"([+-]?\d{1,4})(d|wd)?", written.strip())
        if not found:
            raise ValueError(f"not an offset: {written!r}")
        return cls(int(found[1]), OffsetUnit(found[2] or "d"))

    def planned_on(self, due_on: date, calendar: WorkCalendar, move: DayMove | str) -> date:
        """The day the reminder goes out, moved off days nobody works."""
        if self.unit == OffsetUnit.WORKING_DAYS:
            count = calendar.subtract if self.value < 0 else calendar.add
            day = count(due_on, abs(self.value))
        else:
            day = due_on + timedelta(days=self.value)
        if move == DayMove.EARLIER:
            return calendar.previous_on_or_before(day)
        return calendar.next_on_or_after(day) if move == DayMove.LATER else day


def farthest_due(offset: Offset, today: date, calendar: WorkCalendar, move: DayMove | str) -> date:
    """The last due day of which this offset has come by `today`: the planner compares days, not deadlines one by one."""
    if move == DayMove.EARLIER:  # told on the working day before: the free days ahead are told today
        today = calendar.next_on_or_after(today + timedelta(days=1)) - timedelta(days=1)
    elif move == DayMove.LATER:
        today = calendar.previous_on_or_before(today)
    if offset.unit == OffsetUnit.DAYS:
        return today - timedelta(days=offset.value)
    return _farthest_in_working_days(offset.value, today, calendar)


def _farthest_in_working_days(value: int, today: date, calendar: WorkCalendar) -> date:
    """Counting ends on working days, so a free today is its last working day; forwards, free days count on alike."""
    worked = calendar.previous_on_or_before(today)
    if value < 0:
        return calendar.add(worked, -value)
    if value == 0:
        return today
    start = calendar.subtract(worked, value)
    return calendar.next_on_or_after(start + timedelta(days=1)) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What is to be said today about one deadline: at most the latest reminder, and what it replaces."""

    due: Offset | None = None
    superseded: tuple[Offset, ...] = ()


def catch_up(
    due_on: date,
    offsets: Collection[Offset],
    today: date,
    *,
    calendar: WorkCalendar,
    move: DayMove | str,
    planned: Collection[Offset] = (),
    known_since: date | None = None,
) -> CatchUp:
    """Asks "due and not yet planned", never "due today": downtime heals in one message instead of a burst.

    `planned`: offsets planned before. `known_since`: the day the deadline entered the register; a deadline
    already past on that day is history, and only what is due after a deadline is still said about it.
    """
    history = known_since is not None and due_on < known_since
    days = {
        offset: offset.planned_on(due_on, calendar, move)
        for offset in offsets
        if not (history and offset.value <= 0)
    }
    passed = sorted((offset for offset in days if days[offset] <= today), key=lambda o: (days[o], o.value))
    if not passed:
        return CatchUp()
    *earlier, latest = passed
    unsaid = tuple(offset for offset in earlier if offset not in planned)
    return CatchUp(None if latest in planned else latest, unsaid)


def reminder_key(rule: str, record: str, due_on: date, offset: Offset, office: str) -> str:
    """Name of a reminder: the same five facts give the same key wherever and whenever it is planned."""
    return _digest(rule, record, due_on.isoformat(), str(offset), office)


def message_id(key: str, recipient: str, domain: str) -> str:
    """Stable Message-ID of one delivery, so that a mail sent twice is recognised as one; it tells nothing."""
    return f"<{_digest(key, recipient)[:40]}@{domain}>"


def _digest(*facts: str) -> str:
    return sha256("".join(f"{len(fact)}:{fact}," for fact in facts).encode()).hexdigest()


# Short waits for a hiccup, long ones for an outage of a night, then a person has to look.
BACK_OFF: tuple[timedelta, ...] = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)


def next_attempt(failures: int, now: datetime, schedule: Sequence[timedelta] = BACK_OFF) -> datetime | None:
    """When to try again after that many failures, counted from one; None: dead, and an alarm."""
    if failures < 1:
        raise ValueError("ask for the next attempt after a failure")
    return now + schedule[failures - 1] if failures <= len(schedule) else None
