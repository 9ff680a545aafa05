"""When a reminder is due, what it is called and when to give up (walls.md 4, domain.md C7 and C9)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from foundation.workdays import WorkCalendar


class DayMove(TextChoices):
    """Where a reminder goes that falls on a day nobody works."""

    EARLIER = "earlier", _("To the working day before (legal deadlines)")
    LATER = "later", _("To the working day after (internal digests)")
    STAY = "stay", _("Not moved")


class OffsetUnit(TextChoices):
    DAYS = "days", _("Days")
    WORKING_DAYS = "working_days", _("Working days")
    HOURS = "hours", _("Hours")


WRITTEN = {OffsetUnit.DAYS: "d", OffsetUnit.WORKING_DAYS: "wd", OffsetUnit.HOURS: "h"}


@dataclass(frozen=True, slots=True)
class Offset:
    """Distance from the due day or hour: before it when negative. Written -30d, -10wd, +1d, 0d, -6h."""

    value: int
    unit: OffsetUnit = OffsetUnit.DAYS

    def __str__(self) -> str:
        return (f"{self.value:+d}" if self.value else "0") + WRITTEN[self.unit]

    @classmethod
    def parse(cls, written: str) -> Offset:
        found = re.fullmatch(r"([+-]?\d{1,4})(d|wd|h)?", written.strip())
        if not found:
            raise ValueError(f"not an offset: {written!r}")
        units = {letters: unit for unit, letters in WRITTEN.items()}
        return cls(int(found[1]), units[found[2] or "d"])

    def planned_on(self, due_on: date, calendar: WorkCalendar, move: DayMove | str) -> date:
        """The day the reminder goes out, moved off days nobody works."""
        if self.unit == OffsetUnit.WORKING_DAYS:
            count = calendar.subtract if self.value < 0 else calendar.add
            day = count(due_on, abs(self.value))
        elif self.unit == OffsetUnit.HOURS:  # the day of the instant; by the clock no day is free
            return due_on + timedelta(days=int(self.value / 24))
        else:
            day = due_on + timedelta(days=self.value)
        if move == DayMove.EARLIER:
            return calendar.previous_on_or_before(day)
        return calendar.next_on_or_after(day) if move == DayMove.LATER else day


def farthest_due(offset: Offset, today: date, calendar: WorkCalendar, move: DayMove | str) -> date:
    """The last due day of which this offset has come by `today`, so that the planner compares days."""
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


def zone_of(name: str) -> ZoneInfo:
    """A person's time zone; UTC where what is written down is none, so that one slip stops nobody's mail."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError):
        return ZoneInfo("UTC")


def after_quiet(at: datetime, zone: str, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """When a message may leave: now, or at the end of the recipient's quiet hours, which may pass midnight.

    `zone`: name of the recipient's time zone. An end that a clock change leaves out comes with the change.
    """
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return at
    there = zone_of(zone)
    local = at.astimezone(there)
    now = local.time()
    overnight = quiet_from > quiet_until
    quiet = now >= quiet_from or now < quiet_until if overnight else quiet_from <= now < quiet_until
    if not quiet:
        return at
    day = local.date() + timedelta(days=1) if overnight and now >= quiet_from else local.date()
    return max(at, _instant(day, quiet_until, there))


def _instant(day: date, clock: time, there: ZoneInfo) -> datetime:
    """When clocks there show this time first; where a change of clocks leaves it out, the instant of the change."""
    wall = datetime.combine(day, clock, there)
    at = wall.astimezone(UTC)
    if at.astimezone(there).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return at
    # By the clock before the change it comes after the change, by the clock after the change before it.
    before, after = int(wall.replace(fold=1).timestamp()), int(at.timestamp())
    seconds = bisect_left(
        range(before, after),
        True,
        key=lambda second: datetime.fromtimestamp(second, there).utcoffset() != wall.utcoffset(),
    )
    return datetime.fromtimestamp(before + seconds, UTC)


def digest_day(digest: str, weekday: int, hour: int, local: datetime) -> date | None:
    """The day whose digest should have been made by this local moment: today's, or the latest `weekday`'s; else None.

    Asks "made for this day or not", never "is it seven o'clock": a clock set back or forward makes none twice.
    """
    today = local.date() if local.hour >= hour else local.date() - timedelta(days=1)
    if digest == "daily":
        return today
    return today - timedelta(days=(today.weekday() - weekday) % 7) if digest == "weekly" else None


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
