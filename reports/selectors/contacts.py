"""Contacts of the two ministries by level (domain.md A7.33): whoever keeps a record of them is a source here."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from access.context import Subject

Period = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class Contact:
    """The ministries met on a day; `order` ranks the level, the lowest first."""

    reference: str
    order: int
    level: Any
    on: dt.date
    label_id: int


Source = Callable[[Subject, Period], Iterable[Contact]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """A source answers with what the viewer may see, in a constant number of questions."""
    _sources.append(source)


def are_kept() -> bool:
    """False where nobody keeps a record of contacts: then nothing is said of them, rather than none."""
    return bool(_sources)


def contacts(*, to: Subject, period: Period) -> list[Contact]:
    """Every contact of the period, by level and day."""
    found = [contact for source in _sources for contact in source(to, period)]
    return sorted(found, key=lambda contact: (contact.order, contact.on, contact.reference))
