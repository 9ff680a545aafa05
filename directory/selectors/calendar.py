"""The working-day calendar as the pure arithmetic wants it."""

from directory.models import CalendarDay
from foundation.workdays import WorkCalendar


def work_calendar() -> WorkCalendar:
    """Holidays and worked weekends of the home State."""
    days = list(CalendarDay.objects.values_list("day", "is_working"))
    return WorkCalendar(
        holidays=frozenset(day for day, working in days if not working),
        working_weekends=frozenset(day for day, working in days if working),
    )
