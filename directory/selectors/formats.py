"""Formats of co-operation with whose turn it is to host."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from directory.models import CooperationFormat, Country, FormatMeeting, FormatMember
from directory.terms import MeetingLevel, next_host


@dataclass(frozen=True)
class Turn:
    """Who hosts the next meeting of a level; `level` and `number` are empty where none was held yet."""

    country: Country
    level: str
    number: int | None

    @property
    def words(self) -> str:
        """The level in the reader's language, and which meeting it will be."""
        level = str(MeetingLevel(self.level).label) if self.level else "–"
        return f"{level}, {self.number}" if self.number else level


def formats() -> Any:
    """Formats in the order of their Azerbaijani names, with `member_codes`."""
    return CooperationFormat.objects.with_members().by_name()


def format_pages() -> Any:
    """Formats with their members and meetings."""
    return formats().prefetch_related(*_parts())


def _parts() -> tuple[Prefetch, Prefetch]:
    members, meetings = (
        FormatMember.objects.order_by("place"),
        FormatMeeting.objects.order_by("-held_on", "-id"),
    )
    return (
        Prefetch("places", members.select_related("country")),
        Prefetch("meetings", meetings.select_related("country")),
    )


def turns(record: CooperationFormat, *, on: dt.date) -> list[Turn]:
    """Whose turn it is after the meetings held up to a day, level by level; without a meeting the first member's."""
    prefetch_related_objects([record], *_parts())
    members = [row.country for row in sorted(record.places.all(), key=lambda row: row.place)]
    if not members:
        return []
    meetings = sorted(record.meetings.all(), key=lambda row: (row.held_on, row.pk))
    held = [row for row in meetings if row.held_on <= on]
    levels = [level for level in MeetingLevel.values if any(row.level == level for row in held)]
    return [_turn(members, [row for row in held if row.level == level], level) for level in levels or [""]]


def _turn(members: list[Country], held: list[Any], level: str) -> Turn:
    host = next_host([country.pk for country in members], [row.country_id for row in held])
    number = held[-1].number if held else None
    return Turn(next(c for c in members if c.pk == host), level, number + 1 if number else None)
