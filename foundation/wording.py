"""How dates, distances and shares are said: "17 Nov 2026", "in 12 days", "3/5 (60 %)" (pages.md). No markup."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, get_language_info, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

MONTHS = (
    pgettext_lazy("month in a date", "Jan"),
    pgettext_lazy("month in a date", "Feb"),
    pgettext_lazy("month in a date", "Mar"),
    pgettext_lazy("month in a date", "Apr"),
    pgettext_lazy("month in a date", "May"),
    pgettext_lazy("month in a date", "Jun"),
    pgettext_lazy("month in a date", "Jul"),
    pgettext_lazy("month in a date", "Aug"),
    pgettext_lazy("month in a date", "Sep"),
    pgettext_lazy("month in a date", "Oct"),
    pgettext_lazy("month in a date", "Nov"),
    pgettext_lazy("month in a date", "Dec"),
)
NOTHING = "–"
DAYS_ARE_COUNTED_UP_TO = 120
MONTHS_ARE_COUNTED_UP_TO = 24
HOURS_ARE_COUNTED_UP_TO = 48


def legal_day(value: dt.date | dt.datetime) -> dt.date:
    """The date of an instant in the home zone; a plain date stays as it is (decisions.md 18)."""
    if not isinstance(value, dt.datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()


def written_date(value: dt.date | dt.datetime) -> str:
    """The date as papers write it; an instant also says its time.

    Django's own short month names are capitalised, which Azerbaijani never does.
    """
    words = _written(legal_day(value), get_language())
    if not isinstance(value, dt.datetime):
        return words
    clock = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{words}, {clock:%H:%M}"


@lru_cache(maxsize=4096)
def _written(day: dt.date, language: str | None) -> str:
    """Kept: the same days stand on line after line of a page."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def written_period(first: dt.date, last: dt.date | None) -> str:
    """Both days as papers write them; a period without a last day says so."""
    end = written_date(last) if last else _("until further notice")
    return f"{written_date(first)} – {end}"


def written_days(days: Any) -> str:
    """A half-open range of days as people count them: first to last day; a dash when there is none."""
    if not days or days.lower is None:
        return NOTHING
    return written_period(days.lower, days.upper - dt.timedelta(days=1) if days.upper else None)


def distance(value: dt.date | dt.datetime, today: dt.date) -> str:
    """How far a date is: "today", "in 12 days", "3 months ago". Days as long as deadlines are acted on by days."""
    days = (legal_day(value) - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    if abs(days) <= DAYS_ARE_COUNTED_UP_TO:
        return _days(days)
    years = _whole_years(*sorted((legal_day(value), today)))
    if years * 12 < MONTHS_ARE_COUNTED_UP_TO:
        months = min(round(abs(days) * 12 / 365.25), MONTHS_ARE_COUNTED_UP_TO - 1)
        return _months(months, ahead=days > 0)
    return _years(years, ahead=days > 0)


def distance_by_hour(value: dt.datetime, at: dt.datetime) -> str:
    """How far an instant is that is acted on by the hour: "in 5 hours", "40 minutes ago"; from two days on in days."""
    seconds = (value - at).total_seconds()
    minutes = int(abs(seconds) // 60)
    if minutes >= HOURS_ARE_COUNTED_UP_TO * 60:
        return distance(value, legal_day(at))
    if minutes < 1:
        return _("now")
    ahead, count = seconds > 0, minutes // 60
    if count:
        words = (
            ngettext("in %(count)d hour", "in %(count)d hours", count)
            if ahead
            else ngettext("%(count)d hour ago", "%(count)d hours ago", count)
        )
        return words % {"count": count}
    words = (
        ngettext("in %(count)d minute", "in %(count)d minutes", minutes)
        if ahead
        else ngettext("%(count)d minute ago", "%(count)d minutes ago", minutes)
    )
    return words % {"count": minutes}


def _whole_years(first: dt.date, last: dt.date) -> int:
    """Years that are over, as ages are counted: by the calendar and never rounded up."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _days(days: int) -> str:
    count = abs(days)
    if days > 0:
        return ngettext("in %(count)d day", "in %(count)d days", count) % {"count": count}
    return ngettext("%(count)d day ago", "%(count)d days ago", count) % {"count": count}


def _months(count: int, *, ahead: bool) -> str:
    if ahead:
        return ngettext("in %(count)d month", "in %(count)d months", count) % {"count": count}
    return ngettext("%(count)d month ago", "%(count)d months ago", count) % {"count": count}


def _years(count: int, *, ahead: bool) -> str:
    if ahead:
        return ngettext("in %(count)d year", "in %(count)d years", count) % {"count": count}
    return ngettext("%(count)d year ago", "%(count)d years ago", count) % {"count": count}


def language_name(code: str) -> str:
    """A language of an ISO 639 code in the reader's words; the code itself where nobody has translated it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def share(part: float | Decimal | None, whole: float | Decimal | None) -> str:
    """n/N with its percentage; a dash when there is nothing to count.

    Never says 0 % of something, nor 100 % of not everything.
    """
    if not whole or part is None:
        return NOTHING
    exact = Decimal(str(part)) * 100 / Decimal(str(whole))
    percent = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if percent == 100 and part < whole:
        percent = 99
    words = "<1" if percent == 0 and part > 0 else str(percent)
    counted = f"{formats.number_format(part, force_grouping=True)}/{formats.number_format(whole, force_grouping=True)}"
    return f"{counted} ({words} %)"
