"""What has to be said on which day, told a second time by another method: in plain Python, one day after another.

Of the product it knows the rows of offices, of the calendar and of who holds what; nothing of how it plans.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from tests.reminders.catalogue import Line

ONE = dt.timedelta(days=1)
MEMORY = dt.timedelta(days=30)  # what came up longer ago than its rule has things to say about it is history
HALF = dt.timedelta(days=15)  # what only prepares for a deadline is not said longer than this after it
UP = 1000  # under this number and what follows the product keeps the steps of a chain


class Deadline(NamedTuple):
    """What falls due: which record, on which day or at which instant, whose."""

    record: str
    due_on: dt.date
    label: int
    mission: int | None = None
    office: int | None = None
    due_at: dt.datetime | None = None


class Seat(NamedTuple):
    """An office."""

    pk: int
    role: str
    mission: int | None
    superior: int | None


class Said(NamedTuple):
    """A reminder, by what tells it from every other."""

    rule: str
    record: str
    due_on: dt.date
    due_at: dt.datetime | None
    step: int
    office: int
    is_escalation: bool


def matter(said: Said) -> tuple[object, ...]:
    """What one office is told of a deadline, however often."""
    return said.rule, said.record, said.due_on, said.office


class Free:
    """The days nobody works, each one written down: weekends and holidays without the weekends declared working."""

    def __init__(self, first: dt.date, last: dt.date, rows: Iterable[tuple[dt.date, bool]]) -> None:
        span = [first + ONE * n for n in range((last - first).days)]
        special = dict(rows)
        self.days = {day for day in span if not special.get(day, day.isoweekday() < 6)}

    def moved(self, day: dt.date, way: str) -> dt.date:
        """Where something goes that falls on a free day."""
        step = {"earlier": -ONE, "later": ONE, "stay": 0 * ONE}[way]
        while step and day in self.days:
            day += step
        return day

    def counted(self, day: dt.date, count: int) -> dt.date:
        """So many working days after the day, before it when negative."""
        left = abs(count)
        while left:
            day += ONE if count > 0 else -ONE
            left -= day not in self.days
        return day


class Oracle:
    """Remembers what it said; asked day by day what is new."""

    def __init__(self, lines: Mapping[str, Line], seats: Collection[Seat], free: Free) -> None:
        self.lines, self.free = lines, free
        self.seats = {seat.pk: seat for seat in seats}
        self.by_role: dict[str, list[Seat]] = defaultdict(list)
        for seat in seats:
            self.by_role[seat.role].append(seat)
        self.told: set[Said] = set()
        self.waiting: dict[Said, int] = {}  # with the label it is to be read under
        self.latest: dict[tuple[object, ...], int] = {}  # of a matter of an office, however it was said
        self.days: dict[tuple[str, dt.date], dict[int, dt.date]] = {}

    def plan(
        self, standing: Mapping[str, Collection[Deadline]], today: dt.date, at: dt.datetime | None = None
    ) -> set[Said]:
        """New today, or new at an instant of what runs by the hour; what waits and no longer stands lapses."""
        new = set()
        for code, deadlines in standing.items():
            if (self.lines[code].unit == "hours") == (at is not None):
                for deadline in deadlines:
                    for said in self._due(code, deadline, today, at):
                        if said not in self.told and said not in self.waiting:
                            new.add(said)
                            self.waiting[said] = deadline.label
                self._lapse(code, deadlines, new)
        return new

    def deliver(
        self,
        readers: Mapping[tuple[int, int], Collection[int]],
        hears: Callable[[Said, int], bool] = lambda _said, _person: True,
    ) -> set[tuple[Said, int]]:
        """Whoever holds the office, may read it and is concerned hears it; where nobody does, it waits for somebody."""
        heard = {
            (said, person)
            for said, label in self.waiting.items()
            for person in readers.get((said.office, label), ())
            if hears(said, person)
        }
        self.told |= {said for said, _person in heard}
        self.waiting = {said: label for said, label in self.waiting.items() if said not in self.told}
        return heard

    def _lapse(self, code: str, deadlines: Collection[Deadline], new: Collection[Said]) -> None:
        """Not told yet: gone with its deadline, or overtaken by what the same office is told later of it."""
        for said in new:
            if said.rule == code and not said.is_escalation:
                self.latest[matter(said)] = max(said.step, self.latest.get(matter(said), said.step))
        stands = {(d.record, d.due_on, d.due_at) for d in deadlines}
        for said in [said for said in self.waiting if said.rule == code]:
            overtaken = not said.is_escalation and said.step < self.latest[matter(said)]
            if overtaken or (said.record, said.due_on, said.due_at) not in stands:
                del self.waiting[said]

    def _due(self, code: str, deadline: Deadline, today: dt.date, at: dt.datetime | None) -> Iterator[Said]:
        """Of the offsets that have come only the latest; of the chain every step."""
        line = self.lines[code]
        reached, climbed, fresh = (
            self._by_the_clock(line, deadline.due_at, at) if at and deadline.due_at
            else self._by_days(code, line, deadline.due_on, today)
        )  # fmt: skip
        key = (code, deadline.record, deadline.due_on, deadline.due_at)
        if reached and (max(reached) > 0 or fresh):
            for office in self._offices(line.told, deadline):
                yield Said(*key, max(reached), office, False)
        for number in climbed:
            for office in self._offices(line.chain[number][1:], deadline):
                yield Said(*key, UP + number, office, True)

    def _by_days(
        self, code: str, line: Line, due: dt.date, today: dt.date
    ) -> tuple[list[int], list[int], bool]:
        days = self.days.get((code, due)) or self._calendar(code, line, due)
        if today > max(*days.values(), due) + MEMORY:
            return [], [], False
        come = [step for step, day in days.items() if day <= today]
        return [s for s in come if s < UP], [s - UP for s in come if s >= UP], due + HALF >= today

    def _calendar(self, code: str, line: Line, due: dt.date) -> dict[int, dt.date]:
        """The day on which each offset and each step of the chain comes."""
        days = {}
        for offset in line.offsets:
            plain = self.free.counted(due, offset) if line.unit == "working days" else due + ONE * offset
            days[offset] = self.free.moved(plain, line.way)
        for number, (wait, _whom) in enumerate(line.chain):
            days[UP + number] = self.free.moved(self.free.counted(due, wait), line.way)
        return self.days.setdefault((code, due), days)

    @staticmethod
    def _by_the_clock(line: Line, due: dt.datetime, at: dt.datetime) -> tuple[list[int], list[int], bool]:
        hours = (at - due) / dt.timedelta(hours=1)
        if (
            at
            > due + dt.timedelta(hours=max(0, *line.offsets, *(wait for wait, _who in line.chain))) + MEMORY
        ):
            return [], [], False
        climbed = [number for number, (wait, _whom) in enumerate(line.chain) if wait <= hours]
        return [offset for offset in line.offsets if offset <= hours], climbed, due + HALF >= at

    def _offices(self, whom: Iterable[str], deadline: Deadline) -> set[int]:
        found: set[int | None] = set()
        own = self.seats.get(deadline.office or 0)
        for name in whom:
            role, _, at_mission = name.partition("@")
            if role == "owner":
                found.add(own and own.pk)
            elif role == "superior":
                found.add(own and own.superior)
            else:
                held = self.by_role[role]
                found |= {
                    s.pk for s in held if not at_mission or (s.mission and s.mission == deadline.mission)
                }
        return {pk for pk in found if pk is not None}
