"""The working-day calendar: loaded from the maintained library, moved and overridden by people, whose word wins."""

import datetime as dt
from typing import Any

import holidays
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from directory.models import CalendarDay
from directory.services.keeping import keep
from foundation.acts import act, verb
from foundation.errors import InvalidInput
from foundation.permissions import require
from foundation.wording import written_date
from foundation.workdays import SATURDAY
from foundation.writes import insert, update

YEARS = range(2000, 2101)
MOVED = gettext_noop("%(holiday)s (moved from %(day)s)")
WORKED = {"name_en": "Worked weekend day", "name_az": "İş günü elan edilmiş istirahət günü"}


def load_years(years: range, *, by: Any = None) -> int:
    """Public holidays of the home State for some years; days that stand already stay as they are.

    Without `by` it is the installation itself that loads. Raises InvalidInput for years nobody can mean.
    """
    with act("calendar.load_years"):
        if by is not None:
            require(by, "directory.keep")
        if not years or years[0] not in YEARS or years[-1] not in YEARS:
            raise InvalidInput(fields={"years": [_("Years from %(first)s to %(last)s.") % _ENDS]})
        found = _from_library(years)
        CalendarDay.objects.bulk_create(found)
        return len(found)


_ENDS = {"first": YEARS[0], "last": YEARS[-1]}


def _from_library(years: range) -> list[CalendarDay]:
    english = holidays.country_holidays("AZ", years=years, language="en_US")
    azerbaijani = holidays.country_holidays("AZ", years=years, language="az")
    known = set(CalendarDay.objects.filter(day__year__in=years).values_list("day", flat=True))
    return [
        CalendarDay(day=day, name_en=name[:200], name_az=azerbaijani.get(day, name)[:200])
        for day, name in sorted(english.items())
        if day not in known
    ]


@verb("calendar.move_holiday")
def move_holiday(*, by: Any, moved_from: dt.date, moved_to: dt.date) -> CalendarDay:
    """A holiday is taken on another day: that day is off; the holiday itself is worked unless it is a weekend day.

    Raises InvalidInput where there is no holiday to move, or the other day is off anyway.
    """
    require(by, "directory.keep")
    held = {
        row.day: row for row in CalendarDay.objects.select_for_update().filter(day__in=[moved_from, moved_to])
    }
    holiday, there = held.get(moved_from), held.get(moved_to)
    if holiday is None or holiday.is_working:
        raise InvalidInput(fields={"moved_from": [_("There is no holiday on this day.")]})
    if moved_to == moved_from or _is_off(moved_to, there):
        raise InvalidInput(fields={"moved_to": [_("This day is off anyway.")]})
    worked = moved_from.weekday() < SATURDAY
    update(holiday, is_override=True, is_working=worked, moved_from=None)
    facts: dict[str, Any] = {"is_working": False, "is_override": True, "moved_from": moved_from}
    facts |= _moved_names(holiday)
    return update(there, **facts) if there else insert(CalendarDay(day=moved_to, **facts))


def _moved_names(holiday: CalendarDay) -> dict[str, str]:
    names = {}
    for language in ("en", "az"):
        with override(language):
            words = {"holiday": getattr(holiday, f"name_{language}"), "day": written_date(holiday.day)}
            names[f"name_{language}"] = (_(MOVED) % words)[:200]
    return names


@verb("calendar.declare_worked")
def declare_worked(*, by: Any, day: dt.date) -> CalendarDay:
    """A Saturday or Sunday is worked. Raises InvalidInput for a day that is worked anyway."""
    require(by, "directory.keep")
    there = CalendarDay.objects.select_for_update().filter(day=day).first()
    if not _is_off(day, there):
        raise InvalidInput(fields={"day": [_("This day is worked anyway.")]})
    if day.weekday() < SATURDAY:
        raise InvalidInput(
            fields={"day": [_("A holiday on a weekday is moved, or changed on its own page.")]}
        )
    facts: dict[str, Any] = {"is_working": True, "is_override": True, "moved_from": None}
    return update(there, **facts) if there else insert(CalendarDay(day=day, **WORKED, **facts))


def keep_day(record: CalendarDay, *, by: Any, version: int | None = None, **facts: Any) -> CalendarDay:
    """A day entered or changed by hand says so and stays as it is; one that is worked is no moved holiday."""
    for name, value in facts.items():
        setattr(record, name, value)
    record.is_override = True
    if record.is_working:
        record.moved_from = None
    return keep(record, by=by, version=version)


def _is_off(day: dt.date, row: CalendarDay | None) -> bool:
    return not row.is_working if row is not None else day.weekday() >= SATURDAY
