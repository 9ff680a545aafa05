"""Calendars by RFC 5545: folded, escaped, whole days, the same bytes for the same items."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from publishing.calendars import CANCELLED, CalendarItem, calendar_bytes, folded

DAY = dt.date(2026, 3, 30)


def item(**facts: object) -> CalendarItem:
    known = {
        "uid": "ACT-2026-AAAAA@parley",
        "words": "Birgə təlim",
        "first_on": DAY,
        "last_on": DAY,
        "changed_on": DAY,
    }
    return CalendarItem(**{**known, **facts})  # type: ignore[arg-type]


def written(*items: CalendarItem) -> str:
    return calendar_bytes(items, title="Parley", marking="UNCLASSIFIED").decode()


def test_an_entry_of_whole_days() -> None:
    text = written(item(last_on=DAY + dt.timedelta(days=2), status=CANCELLED, url="http://localhost/x/"))
    for line in (
        "UID:ACT-2026-AAAAA@parley", "DTSTART;VALUE=DATE:20260330", "DTEND;VALUE=DATE:20260402", "SUMMARY:Birgə təlim",
        "STATUS:CANCELLED", "DTSTAMP:20260330T000000Z", "URL:http://localhost/x/",
    ):  # fmt: skip
        assert f"{line}\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")


def test_signs_that_mean_something_are_escaped() -> None:
    assert "SUMMARY:a\\, b\\; c\\\\ d\\n e" in written(item(words="a, b; c\\ d\n e"))
    assert "BEGIN:VALARM" not in written(item(words="x\r\nBEGIN:VALARM")).split("\r\n")


def test_the_same_items_give_the_same_bytes() -> None:
    assert written(item()) == written(item())


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300))
def test_no_line_is_longer_and_nothing_is_lost(words: str) -> None:
    parts = list(folded(words))
    assert all(len(part.encode()) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == words
    assert all(part.startswith(" ") for part in parts[1:])
