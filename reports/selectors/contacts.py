"""Contacts of the two ministries by level (domain.md A7.33): the coordination meetings that were held."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from access.context import Subject
from missions.selectors.meetings import LEVELS, meetings
from missions.terms import CoordinationLevel

KEPT = ("reference", "subject", "level", "held_on", "label_id")
Period = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Contact:
    """The ministries met on a day at a level."""

    reference: str
    subject: str
    level: str
    on: dt.date
    label_id: int

    @property
    def level_words(self) -> Any:
        """The level in people's words."""
        return CoordinationLevel(self.level).label


def contacts(*, to: Subject, period: Period) -> list[Contact]:
    """Every contact of the period the viewer may see, the lowest level first, then by day; one question."""
    held: Any = meetings(to=to).filter(held_on__range=period).order_by().values_list(*KEPT)
    found = [Contact(*row) for row in held]
    rank = {str(level): place for place, level in enumerate(LEVELS)}
    return sorted(found, key=lambda contact: (rank[contact.level], contact.on, contact.reference))
