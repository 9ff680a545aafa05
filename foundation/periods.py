"""Half-open periods of days: the first day belongs, the end day does not (house rule: periods are half-open)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# Years an hour may lie in: what lies beyond is a slip, and no calendar and no time zone reckons with it.
NEAR_YEARS = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to, not including, `end`; an end of None means "until further notice"."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    @property
    def is_open_ended(self) -> bool:
        return self.end is None

    @property
    def is_empty(self) -> bool:
        return self.end == self.start

    @property
    def days(self) -> int | None:
        """Number of days, or None while the period has no end."""
        return None if self.end is None else (self.end - self.start).days

    def contains(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def encloses(self, other: Period) -> bool:
        """True when every day of `other` is a day of this period."""
        if other.is_empty:
            return True
        return self.start <= other.start and _end_key(other.end) <= _end_key(self.end)

    def overlaps(self, other: Period) -> bool:
        return self.intersection(other) is not None

    def intersection(self, other: Period) -> Period | None:
        """The shared days, or None when there is not one."""
        start = max(self.start, other.start)
        end = min(self.end, other.end, key=_end_key)
        return Period(start, end) if end is None or start < end else None

    def gaps(self, taken: Iterable[Period]) -> list[Period]:
        """The stretches of this window that no period of `taken` covers, in order."""
        inside = (shared for period in taken if (shared := self.intersection(period)) is not None)
        free_from, found = self.start, []
        for period in sorted(inside, key=lambda shared: shared.start):
            if period.start > free_from:
                found.append(Period(free_from, period.start))
            if period.end is None:
                return found
            free_from = max(free_from, period.end)
        if self.end is None or free_from < self.end:
            found.append(Period(free_from, self.end))
        return found


def _end_key(end: date | None) -> tuple[bool, date]:
    """Sorts an open end after every date, the last representable day included."""
    return (end is None, end or date.max)
