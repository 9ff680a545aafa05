"""Stretches of time as a table has them: "3 years", "6 ay", "30 days"."""

from agreements.engine import NoticeUnit
from foundation.azerbaijani import search_fold

UNITS = {
    NoticeUnit.DAYS: {"day", "days", "gun", "d"},
    NoticeUnit.MONTHS: {"month", "months", "ay", "m"},
    NoticeUnit.YEARS: {"year", "years", "il", "y"},
}
MOST = 1_200


def length(words: str) -> tuple[int, str] | None:
    """Number and unit; None for what is no such stretch."""
    parts = search_fold(words).split()
    if len(parts) != 2 or not parts[0].isdecimal() or not 0 < int(parts[0][:6]) <= MOST:
        return None
    unit = next((unit for unit, names in UNITS.items() if parts[1] in names), None)
    return (int(parts[0]), str(unit.value)) if unit else None
