"""A second answer to C5 by another method: walk the calendar day by day and look at every term in turn."""

from datetime import date, timedelta

DAY = timedelta(days=1)


def walk_months(start: date, months: int, step: timedelta) -> date:
    """The day reached when the month has changed `months` times and the day of the month is as near as it gets."""
    day, changes = start, 0
    while changes < months or (changes == months and not _is_anniversary(day, start)):
        following = day + step
        changes += following.month != day.month
        day = following
    return day


def _is_anniversary(day: date, start: date) -> bool:
    return day.day == start.day or (day.day < start.day and (day + DAY).month != day.month)


def ends(eif: date, initial: tuple[int, int], renewal: tuple[int, int], count: int) -> list[date]:
    """Ends of the first `count` terms; lengths are (months, days)."""
    found = []
    for k in range(count):
        day = walk_months(eif, initial[0] + k * renewal[0], DAY)
        for _ in range(initial[1] + k * renewal[1]):
            day += DAY
        found.append(day)
    return found


def last_receipt(end: date, notice_value: int, notice_unit: str) -> date:
    if notice_unit == "days":
        day = end
        for _ in range(notice_value):
            day -= DAY
        return day
    return walk_months(end, notice_value * (12 if notice_unit == "years" else 1), -DAY)


def current(today: date, term_ends: list[date], notice: tuple[int, str], last_k: int | None) -> int | None:
    """Number of the first term whose notice day is not over; the last term has none and counts until its end."""
    for k, end in enumerate(term_ends):
        is_last = k == last_k
        if (is_last and end > today) or (not is_last and last_receipt(end, *notice) >= today):
            return k
        if is_last:
            return None
    raise AssertionError("walk more terms")


def action_day(receipt: date, margin: int, off: set[date]) -> date:
    day = receipt
    for _ in range(margin):
        day -= DAY
    while day.strftime("%a") in {"Sat", "Sun"} or day in off:
        day -= DAY
    return day
