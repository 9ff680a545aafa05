"""Calendars as other programs read them (RFC 5545): whole days, from plain data; knows no domain."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LINE = 75  # octets of a line, before it is folded
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
NAME = "-//Parley//Calendar feed//EN"


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One entry: `uid` stays the same as long as it is the same thing; `last_on` is its last whole day.

    Without a status the entry says nothing of whether it will take place.
    """

    uid: str
    words: str
    first_on: dt.date
    last_on: dt.date
    changed_on: dt.date
    status: str = CONFIRMED
    url: str = ""
    note: str = ""


def calendar_bytes(items: Iterable[CalendarItem], *, title: str, marking: str) -> bytes:
    """The file of a feed; the same items always give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{NAME}", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(title)}", f"X-WR-CALDESC:{_text(marking)}",
    ]  # fmt: skip
    for item in items:
        lines += _event(item)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(item: CalendarItem) -> list[str]:
    known = [
        "BEGIN:VEVENT",
        f"UID:{_text(item.uid)}",
        f"DTSTAMP:{item.changed_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{_day(item.first_on)}",
        f"DTEND;VALUE=DATE:{_day(item.last_on + dt.timedelta(days=1))}",
        f"SUMMARY:{_text(item.words)}",
        "TRANSP:TRANSPARENT",
    ]
    further = [f"STATUS:{item.status}"] if item.status else []
    if item.url:
        further.append(f"URL:{item.url}")
    if item.note:
        further.append(f"DESCRIPTION:{_text(item.note)}")
    return [*known, *further, "END:VEVENT"]


def _day(day: dt.date) -> str:
    return f"{day.year:04}{day:%m%d}"


def _text(words: str) -> str:
    """As text is written in a property; what cannot be seen is left out."""
    seen = "".join(letter for letter in words if letter == "\n" or letter.isprintable())
    return seen.translate(ESCAPED)


def folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, each after the first begun with a blank; no letter is cut in two."""
    part, room = "", LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield part
            part, room = " ", LINE - 1
        part, room = part + letter, room - size
    yield part
