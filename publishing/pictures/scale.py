"""Days on a line, and the steps of the calendar that fit under it."""

import datetime
from dataclasses import dataclass
from typing import Final

from django.utils import formats
from django.utils.translation import get_language

MONTHS_PER_STEP: Final = (1, 2, 3, 6, 12, 24, 60)
LEAST_STEP: Final = 34.0


@dataclass(frozen=True, slots=True)
class Step:
    """A day at which a step of the calendar begins, with the names written at it."""

    on: datetime.date
    name: str
    year: str


@dataclass(frozen=True, slots=True)
class DayWindow:
    """The days a picture shows, half-open."""

    starts_on: datetime.date
    ends_on: datetime.date

    def meets(self, starts_on: datetime.date | None, ends_on: datetime.date | None) -> bool:
        """Whether anything of a half-open period is inside the picture."""
        return (starts_on is None or starts_on < self.ends_on) and (
            ends_on is None or ends_on > self.starts_on
        )

    def beyond(self, starts_on: datetime.date | None, ends_on: datetime.date | None) -> tuple[bool, bool]:
        """Whether a period goes on before the left and after the right edge."""
        return starts_on is None or starts_on < self.starts_on, ends_on is None or ends_on > self.ends_on


@dataclass(frozen=True, slots=True)
class DayScale:
    """Pixels for the days of a window."""

    window: DayWindow
    width: float

    def x(self, on: datetime.date | None, otherwise: float = 0.0) -> float:
        """Where a day is, kept inside the picture; `otherwise` for an open end."""
        if on is None:
            return otherwise
        share = (on - self.window.starts_on).days / (self.window.ends_on - self.window.starts_on).days
        return self.width * min(max(share, 0.0), 1.0)

    def steps(self) -> list[Step]:
        """First days of months, quarters or years, as close as their names can stand."""
        months = (self.window.ends_on - self.window.starts_on).days / 30.44
        size = next(
            (size for size in MONTHS_PER_STEP if self.width / months * size >= LEAST_STEP),
            MONTHS_PER_STEP[-1],
        )
        steps: list[Step] = []
        for number in range(12 * self.window.starts_on.year, 12 * self.window.ends_on.year + 12):
            on = datetime.date(number // 12, number % 12 + 1, 1)
            if self.window.starts_on <= on < self.window.ends_on and number % size == 0:
                steps.append(self._step(on, size, first=not steps))
        return steps

    def _step(self, on: datetime.date, size: int, *, first: bool) -> Step:
        named = self.width - self.x(on) >= LEAST_STEP / 2
        if size >= 12:
            return Step(on, "", str(on.year) if named else "")
        written = "b" if get_language() == "az" else "M"  # months begin small in Azerbaijani
        month = str(formats.date_format(on, written)) if named else ""
        return Step(on, month, str(on.year) if on.month == 1 or (first and on.month <= 12 - size) else "")
