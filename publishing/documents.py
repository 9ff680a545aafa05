"""A paper as plain data: title, particulars, sections of text and tables, and who decided on it."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from publishing.pictures.drawing import Picture
from publishing.tables import Column


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a blank line in it starts a new paragraph. Nothing in it is ever read as markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Points of equal rank, numbered where their order matters."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table inside a paper."""

    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Any]]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and the sections below it."""

    heading: str
    blocks: Sequence["Paragraph | Listing | Grid | Picture"] = ()
    sections: Sequence["Section"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the decision sheet. `verdict` is a word of the caller; empty leaves room for a signature."""

    office: str
    person: str = ""
    verdict: str = ""
    at: datetime.datetime | datetime.date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper ready to be printed. `edition` says which version, and that a draft is a draft."""

    title: str
    subtitle: str = ""
    institution: str = ""
    reference: str = ""
    edition: str = ""
    particulars: Mapping[str, Any] = field(default_factory=dict)
    sections: Sequence[Section] = ()
    decisions: Sequence[Decision] = ()
    content_hash: str = ""
    as_of: datetime.date | None = None
    printed_at: datetime.datetime | None = None
    marking: str = ""
    prepared_for: str = ""
    language: str = "en"
    numbered: bool = True


class Framed(Protocol):
    """What every printed thing says of itself at head and foot, whatever its form."""

    @property
    def title(self) -> str: ...
    @property
    def prepared_for(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def marking(self) -> str: ...
    @property
    def printed_at(self) -> datetime.datetime | None: ...
    @property
    def as_of(self) -> datetime.date | None: ...
