"""A paper of State as plain data: whose it is, its text as signed, its lists, and the sheet of those who decided."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from publishing.cells import NOTHING


@dataclass(frozen=True, slots=True)
class Prose:
    """The paper's own words; they keep the language they were agreed in, whatever the language of the frame."""

    text: str

    @property
    def paragraphs(self) -> list[str]:
        """A line of its own is a paragraph of its own."""
        return [part for line in self.text.splitlines() if (part := " ".join(line.split()))]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what stands beside them."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Records:
    """Rows in the paper's words. `lead` names the column that is set above its row, across the whole width, because
    the others would leave it no room; `below` adds to each row what belongs under it: (name, lines)."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: frozenset[int] = frozenset()
    name: int | None = None  # the column by which people call a row
    below: Sequence[Sequence[tuple[str, Sequence[str]]]] = ()

    def lines_below(self, place: int) -> Sequence[tuple[str, Sequence[str]]]:
        """What belongs under the row."""
        return self.below[place] if place < len(self.below) else ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A numbered heading and what stands under it."""

    heading: str
    blocks: Sequence[Prose | Facts | Records]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One seat of the sheet. `marks` say how the word was given: acting, on behalf of whom, outside the register.

    An `open` line has no word yet; it says who is asked.
    """

    step: str
    office: str
    person: str = ""
    marks: Sequence[str] = ()
    word: str = ""
    refuses: bool = False
    at: str = ""
    digest: str = ""
    remark: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Who decided, in which office, on whose behalf, with which word, when and on which content."""

    particulars: Sequence[tuple[str, str]] = ()
    lines: Sequence[SheetLine] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePaper:
    """A paper ready to be bound. `standing` says where it stands; `draft`, when not empty, is written over every page.

    `language` is that of the frame, `text_language` that of the paper's own words; `note` says so where they differ.
    """

    title: str
    kind: str = ""
    state: str = ""
    issuers: Sequence[str] = ()
    summary: Sequence[tuple[str, str]] = ()
    reference: str = ""
    edition: str = ""
    standing: str = ""
    draft: str = ""
    note: str = ""
    chapters: Sequence[Chapter] = ()
    sheet: Sheet | None = None
    content_hash: str = ""
    marking: str = ""
    prepared_for: str = ""
    language: str = "en"
    text_language: str = ""
    printed_at: datetime.datetime | None = None
    as_of: datetime.date | None = field(default=None)

    @property
    def own_language(self) -> str:
        """The language the text is set, spelt and read aloud in."""
        return (self.text_language or self.language)[:2]


ROOM: float = 481.0
ROW_OF_MANY = 5  # columns beside which a long one gets no room
LONG = 60  # letters


def lead_of(records: Records) -> int | None:
    """The column set across the page: the longest of a table of many columns, when it is long indeed."""
    if len(records.columns) <= ROW_OF_MANY or not records.rows:
        return None
    lengths = [
        sum(len(row[at]) for row in records.rows) / len(records.rows) for at in range(len(records.columns))
    ]
    longest = max(range(len(lengths)), key=lengths.__getitem__)
    return longest if lengths[longest] > LONG else None


def told(records: Records) -> Records:
    """The same without columns in which no row says anything."""
    kept = [
        at for at in range(len(records.columns))
        if not records.rows or any(row[at] not in ("", NOTHING) for row in records.rows)
    ]  # fmt: skip
    place: Mapping[int, int] = {old: new for new, old in enumerate(kept)}
    return Records(
        columns=[records.columns[at] for at in kept],
        rows=[[row[at] for at in kept] for row in records.rows],
        numeric=frozenset(place[at] for at in records.numeric if at in place),
        name=place.get(records.name) if records.name is not None else None,
        below=records.below,
    )
