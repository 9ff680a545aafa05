"""Working days: neither weekend nor holiday, unless a weekend day was declared working (domain.md C5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The home institutions' calendar; its rows are kept by people, this only counts with them.

    A day entered both as holiday and as working weekend counts as holiday: of two readings of a deadline
    the earlier one is the careful one.
    """

    holidays: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        if day in self.holidays:
            return False
        return day.weekday() < SATURDAY or day in self.working_weekends

    def previous_on_or_before(self, day: date) -> date:
        """The day itself when it is worked, else the nearest earlier working day."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def next_on_or_after(self, day: date) -> date:
        """The day itself when it is worked, else the nearest later working day."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; the day itself is not counted, zero leaves it unmoved."""
        return self._step(day, count, ONE_DAY)

    def subtract(self, day: date, count: int) -> date:
        """The `count`-th working day before `day`; the day itself is not counted, zero leaves it unmoved."""
        return self._step(day, count, -ONE_DAY)

    def between(self, start: date, end: date) -> int:
        """Working days from `start` up to, not including, `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range((end - start).days))

    def _step(self, day: date, count: int, stride: timedelta) -> date:
        if count < 0:
            raise ValueError("count working days forwards with add, backwards with subtract")
        while count:
            day += stride
            count -= self.is_working(day)
        return day
