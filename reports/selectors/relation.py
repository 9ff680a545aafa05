"""The relation with one State as lines: what each part of it says, and where a reader goes from there.

A part is a function of the State and the day. Further parts join by add_part(), so that a floor below that comes to
keep something about States is told here by its own report.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from access.context import Subject
from access.kept import Question
from directory.models import Country

SLUG = "country-360"


@dataclass(frozen=True)
class About:
    """Which State, on which day, in whose eyes and language."""

    to: Subject
    country: Country
    as_of: dt.date
    language: str
    kind: str = ""
    aspect: str = ""

    def rows_of(self, show: str, **further: str) -> str:
        """The address of the rows of one part: the same State and day."""
        asked = {"country": self.country.iso2, "as_of": self.as_of.isoformat(), "show": show, **further}
        return f"{reverse('reports:report', args=[SLUG])}?{urlencode(asked)}#rows"


@dataclass(frozen=True)
class Line:
    """One row of the report. `shows`: the choices under which it stands; `act_by`: the day something has to be done."""

    shows: tuple[str, ...]
    what: str
    detail: str = ""
    state: str = ""
    day: dt.date | None = None
    number: Any = None
    remark: str = ""
    references: tuple[str, ...] = ()
    page: str = ""
    label_ids: frozenset[int] = frozenset()
    act_by: dt.date | None = None
    act_words: str = ""
    issue: str = ""


@dataclass(frozen=True)
class Found:
    """What a part has to tell: its lines, and its figures by the key of the summary."""

    lines: list[Line] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    label_ids: frozenset[int] = frozenset()
    drawing: Any = None


@dataclass(frozen=True)
class RelationPart:
    """One part of the relation: its choice, its heading, how it is read, its place, and the aspect it stands for."""

    code: str
    words: Any
    find: Callable[[About], Found]
    place: int
    aspect: str = ""
    asks: Callable[[About], list[Question]] = (
        lambda about: []
    )  # what it will ask, to be sent together with the rest


_parts: dict[str, RelationPart] = {}


def add_part(part: RelationPart) -> RelationPart:
    """Put a part into the relation, at its place."""
    _parts[part.code] = part
    return part


def relation_parts() -> dict[str, RelationPart]:
    """Every part by its code, in the order of their places."""
    return dict(sorted(_parts.items(), key=lambda pair: pair[1].place))


SOME = "AAA-0000-AAAAA"


def page_of(view: str, reference: str) -> str:
    """The page of a record by its reference, as reverse() has it: found once, written many times."""
    return _address(view, get_script_prefix()).replace(SOME, reference)


@cache
def _address(view: str, prefix: str) -> str:
    return reverse(view, args=[SOME])


@cache
def _list_address(view: str, prefix: str) -> str:
    return reverse(view)


def listed(changelist: str, words: str) -> str:
    """The list of an admin in which a record is found by its reference."""
    address = _list_address(f"admin:{changelist}_changelist", get_script_prefix())
    return f"{address}?{urlencode({'q': words})}"
