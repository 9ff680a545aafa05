"""What tables may be brought in: each app registers its own, with the service that every row calls."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

Entered = dict[str, Any]
Parameters = Mapping[str, Any]


class Kind(Enum):
    """What stands in the cells of a column."""

    TEXT = "text"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a cell names no one record: a code of documents.engine.findings and what its words need."""

    code: str
    parameters: Parameters = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Warned:
    """Something in a row for somebody to judge before it is imported; `code` stands in the import's `said`."""

    row: int
    column: str
    code: str
    parameters: Parameters = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table. `key` is the name its value has for the service, and in what the service refuses.

    `verb`: only offices that may use it have the column. `exact`: a number in a cell may have lost leading zeros.
    `find` gives the records of all texts in the column at once; `suggest` those worth listing in a template.
    """

    key: str
    heading: Any
    kind: Kind = Kind.TEXT
    required: bool = False
    help: Any = ""
    example: str = ""
    longest: int = 0
    exact: bool = False
    verb: str = ""
    choices: Sequence[tuple[str, Any]] = ()
    find: Callable[[Collection[str], Any], Mapping[str, Any]] | None = None
    suggest: Callable[[Any], Iterable[tuple[str, str]]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A table that may be brought in.

    `enter(row, by=, on=, at=)` calls one service; cells that are empty are not in the row. `warn(rows, to)` looks at
    all rows at once. `label(by)` dominates whatever the rows become. `blames` says beside which column a refusal
    stands that names no field, by its code; `said` has the words of the warnings.
    """

    slug: str
    title: Any
    about: Any
    verb: str
    columns: Sequence[Column]
    enter: Callable[..., Any]
    label: Callable[[Any], Any]
    warn: Callable[[Sequence[tuple[int, Entered]], Any], Iterable[Warned]] | None = None
    blames: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)
    page: Callable[[], str] | None = None


_imports: dict[str, Import] = {}


def register(definition: Import) -> None:
    """Called from apps.py: ready()."""
    _imports[definition.slug] = definition


def registered() -> dict[str, Import]:
    """Every table by its slug, in the order of the floors."""
    return dict(_imports)
