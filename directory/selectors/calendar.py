"""The working-day calendar: as the pure arithmetic wants it, and a year at a glance."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from directory.models import CalendarDay
from foundation.workdays import WorkCalendar


@dataclass(frozen=True)
class DayShown:
    """A day of the year's grid; `row` is what the calendar says of it, None where the week speaks for itself."""

    day: dt.date
    is_working: bool
    row: CalendarDay | None


@dataclass(frozen=True)
class MonthShown:
    """A month in weeks from Monday; None stands for days of the neighbouring months."""

    first: dt.date
    weeks: tuple[tuple[DayShown | None, ...], ...]
    worked: int


@dataclass(frozen=True)
class YearShown:
    """Twelve months, and the days that are not what the week says."""

    year: int
    months: tuple[MonthShown, ...]
    special: tuple[CalendarDay, ...]

    @property
    def is_loaded(self) -> bool:
        """True where the library's holidays of the year stand."""
        return any(not row.is_override for row in self.special)


def work_calendar() -> WorkCalendar:
    """Holidays and worked weekends of the home State."""
    return calendar_of(special_days())


def special_days() -> QuerySet:
    """Each day that is not what the week says, and whether it is worked."""
    return CalendarDay.objects.order_by().values_list("day", "is_working")


def calendar_of(rows: Iterable[tuple[dt.date, bool]]) -> WorkCalendar:
    """The calendar these days make."""
    days = list(rows)
    return WorkCalendar(
        holidays=frozenset(day for day, working in days if not working),
        working_weekends=frozenset(day for day, working in days if working),
    )


def calendar_days() -> QuerySet[CalendarDay]:
    """Days that are not what the week says, in their order."""
    return CalendarDay.objects.order_by("day")


def year_shown(year: int) -> YearShown:
    """A year as people look at it; one query."""
    special = tuple(CalendarDay.objects.filter(day__year=year).order_by("day"))
    rows = {row.day: row for row in special}
    counted = WorkCalendar(
        frozenset(day for day, row in rows.items() if not row.is_working),
        frozenset(day for day, row in rows.items() if row.is_working),
    )
    months = tuple(_month(year, month, rows, counted) for month in range(1, 13))
    return YearShown(year, months, special)


def _month(year: int, month: int, rows: dict[dt.date, CalendarDay], counted: WorkCalendar) -> MonthShown:
    def shown(number: int) -> DayShown | None:
        if not number:
            return None
        day = dt.date(year, month, number)
        return DayShown(day, counted.is_working(day), rows.get(day))

    weeks = tuple(tuple(shown(number) for number in week) for week in calendar.monthcalendar(year, month))
    worked = sum(day is not None and day.is_working for week in weeks for day in week)
    return MonthShown(dt.date(year, month, 1), weeks, worked)
