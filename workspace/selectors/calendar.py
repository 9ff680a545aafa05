"""The deadline calendar: what falls due by week, month and year, each day with what the working calendar says of it."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from access.context import Subject
from accounts.models import Office, User
from accounts.selectors.offices import appointments_on
from directory.models import CalendarDay, Country
from foundation.sorting import name_key
from foundation.workdays import WorkCalendar
from reminders.registry import rules
from reminders.selectors.standing import Page, Standing, Wanted, counts_by_day, standing
from reports.selectors.record_countries import records_about

WEEK, MONTH, YEAR, LATE = "week", "month", "year", "late"
LONG_AGO = dt.date(1991, 1, 1)
LATE_ON_TOP = 5
PER_PAGE = 50
IN_A_DAY = 3  # of a month's cell; the rest is a number that leads to the week


@dataclass(frozen=True)
class Asked:
    """Whose deadlines, of which State, of which kind; None for everything the reader may see."""

    offices: tuple[int, ...] | None
    country: Country | None = None
    rule: str = ""


@dataclass(frozen=True)
class Day:
    """One day: worked or not and why, and what falls due on it."""

    day: dt.date
    is_working: bool
    named: str = ""
    count: int = 0
    rows: tuple[Standing, ...] = ()
    in_view: bool = True

    @property
    def shown(self) -> tuple[Standing, ...]:
        """What a cell has room for."""
        return self.rows[:IN_A_DAY]

    @property
    def more(self) -> int:
        """What it has none for."""
        return self.count - len(self.shown)

    @property
    def density(self) -> int:
        """From 0 (nothing) to 4 (a day to plan around)."""
        return next(grade for grade, least in ((4, 8), (3, 4), (2, 2), (1, 1), (0, 0)) if self.count >= least)


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; None stands for days of the neighbouring months."""

    first: dt.date
    weeks: tuple[tuple[Day | None, ...], ...]
    count: int


@dataclass(frozen=True)
class View:
    """A window of days; `page` has the rows of a week and a month, `months` those of a year."""

    first: dt.date
    last: dt.date
    days: tuple[Day, ...]
    page: Page
    total: int

    @property
    def weeks(self) -> tuple[tuple[Day, ...], ...]:
        """Rows of the month's grid."""
        return tuple(self.days[place : place + 7] for place in range(0, len(self.days), 7))


def bounds(view: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the week, month or year around a day."""
    if view == WEEK:
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=6)
    if view == YEAR:
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def deadlines_between(
    asked: Asked, first: dt.date, last: dt.date, *, to: Subject, whole_weeks: bool = False
) -> View:
    """Every day of a window with its rows; the month's grid also shows the days that fill its weeks."""
    page = standing(_wanted(asked, first, last, to=to), to=to)
    counts = counts_by_day(_wanted(asked, first, last, to=to), to=to) if page.is_cut else {}
    by_day: dict[dt.date, list[Standing]] = {}
    for row in page.rows:
        by_day.setdefault(row.due_on, []).append(row)
    start = first - dt.timedelta(days=first.weekday()) if whole_weeks else first
    end = last + dt.timedelta(days=6 - last.weekday()) if whole_weeks else last
    named = _named_days(start, end)
    days = tuple(
        _day(day, named, counts.get(day, len(by_day.get(day, ()))), by_day.get(day, ()), first <= day <= last)
        for day in _each(start, end)
    )
    return View(first, last, days, page, page.total)


def year_of_deadlines(asked: Asked, year: int, *, to: Subject) -> tuple[Month, ...]:
    """Twelve months with how many fall due on each day."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    counts = counts_by_day(_wanted(asked, first, last, to=to), to=to)
    named = _named_days(first, last)
    found = []
    for number in range(1, 13):
        weeks = tuple(
            tuple(
                _day(dt.date(year, number, day), named, counts.get(dt.date(year, number, day), 0))
                if day
                else None
                for day in week
            )
            for week in calendar.monthcalendar(year, number)
        )
        count = sum(day.count for week in weeks for day in week if day)
        found.append(Month(dt.date(year, number, 1), weeks, count))
    return tuple(found)


def late(asked: Asked, *, to: Subject, on: dt.date, limit: int = LATE_ON_TOP, skip: int = 0) -> Page:
    """What still stands although its day has passed, the longest overdue first."""
    return standing(_wanted(asked, LONG_AGO, on - dt.timedelta(days=1), to=to), to=to, limit=limit, skip=skip)


def offices_of(person: User, *, on: dt.date) -> tuple[int, ...]:
    """The offices somebody holds, acts in or was given on a day."""
    return tuple(
        appointments_on(on).filter(user=person).values_list("office_id", flat=True).order_by("office_id")
    )


def people_in_office(*, on: dt.date) -> list[User]:
    """Everybody who holds an office, by name."""
    held = appointments_on(on).values("user")
    return sorted(
        User.objects.filter(pk__in=held, is_service=False), key=lambda user: name_key(user.full_name)
    )


def offices() -> list[Office]:
    """Every office, by name."""
    return sorted(Office.objects.all(), key=lambda office: name_key(office.name))


def kinds() -> list[tuple[str, str]]:
    """Every kind of deadline by its words."""
    return sorted(
        ((code, str(rule.title)) for code, rule in rules().items()), key=lambda pair: name_key(pair[1])
    )


def _wanted(asked: Asked, first: dt.date, last: dt.date, *, to: Subject) -> Wanted:
    country = asked.country
    return Wanted(
        first, last, asked.offices, asked.rule, country.pk if country else None,
        records_about(country, to=to) if country else (),
    )  # fmt: skip


def _each(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    return (first + dt.timedelta(days=number) for number in range((last - first).days + 1))


def _named_days(first: dt.date, last: dt.date) -> dict[dt.date, CalendarDay]:
    return {row.day: row for row in CalendarDay.objects.filter(day__range=(first, last))}


def _day(
    day: dt.date,
    named: dict[dt.date, CalendarDay],
    count: int,
    rows: Iterable[Standing] = (),
    in_view: bool = True,
) -> Day:
    row = named.get(day)
    is_working = row.is_working if row else WorkCalendar().is_working(day)
    return Day(day, is_working, row.name if row else "", count, tuple(rows), in_view)
