"""A note or letter as plain data, on paper and for a word processor. What it says is the caller's; form is here."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as Sheet
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from publishing.cells import clean, reading
from publishing.docx import begin, packed, ruled
from publishing.pdf import brief, frame, typeset, words_of

_CENTRE, _RIGHT, _JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A paper of one sender to one addressee. `initials` are the words under the place for them; empty leaves it out.

    `edition` says that a draft is a draft and a translation a translation. `text`: a blank line starts a paragraph.
    """

    letterhead: str
    form: str
    number: str
    text: str
    place_and_date: str
    addressee: Sequence[str] = ()
    addressee_first: bool = False
    initials: str = ""
    edition: str = ""
    title: str = ""
    reference: str = ""
    marking: str = ""
    language: str = "en"
    as_of: datetime.date | None = None
    printed_at: datetime.datetime | None = None
    prepared_for: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """Running text without blank ones; nothing in it is ever read as markup."""
        parts = (" ".join(part.split()) for part in clean(self.text).split("\n\n"))
        return [part for part in parts if part]


def letter_pdf(letter: Letter) -> bytes:
    """The letter on paper, with its marking on every page."""
    with reading(letter.language):
        data: dict[str, Any] = {
            **frame(letter, foot=letter.reference, landscape=False),
            "author": brief(letter.letterhead),
            "letterhead": words_of(letter.letterhead),
            "form": words_of(letter.form),
            "number": words_of(letter.number),
            "edition": words_of(letter.edition),
            "paragraphs": [words_of(part) for part in letter.paragraphs],
            "place-and-date": words_of(letter.place_and_date),
            "addressee": [words_of(line) for line in letter.addressee if line.strip()],
            "addressee-first": letter.addressee_first,
            "initials": words_of(letter.initials),
        }
    return typeset("letter.typ", data)


def letter_docx(letter: Letter) -> bytes:
    """The same for a word processor, where a draft is worked on."""
    sheet = begin(letter, author=letter.letterhead, foot=letter.reference)
    _head(sheet, letter)
    if letter.addressee_first:
        _addressee(sheet, letter)
    for part in letter.paragraphs:
        _line(sheet, part, align=_JUSTIFIED, after=9)
    _line(sheet, letter.place_and_date, align=_RIGHT, before=14, keep=True)
    _line(sheet, letter.initials, size=8, align=_RIGHT, before=30, keep=not letter.addressee_first)
    if not letter.addressee_first:
        _addressee(sheet, letter)
    return packed(sheet)


def _head(sheet: Sheet, letter: Letter) -> None:
    if letter.letterhead:
        _line(sheet, letter.letterhead, size=13, bold=True, align=_CENTRE)
        ruled(sheet.paragraphs[-1])
    _line(sheet, letter.form, size=13, bold=True, align=_CENTRE, before=8)
    _line(sheet, letter.number)
    _line(sheet, letter.edition, bold=True, align=_RIGHT)


def _addressee(sheet: Sheet, letter: Letter) -> None:
    lines = [line for line in letter.addressee if line.strip()]
    for place, line in enumerate(lines):
        _line(sheet, line, before=12 if place == 0 else 0, after=0, keep=place < len(lines) - 1)
        sheet.paragraphs[-1].paragraph_format.right_indent = Cm(6.5)


def _line(
    sheet: Sheet, text: str, *, size: float = 11.5, bold: bool = False, align: Any = None, before: float = 0,
    after: float = 6, keep: bool = False,
) -> None:  # fmt: skip
    if not text:
        return
    paragraph = sheet.add_paragraph()
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(size)
    paragraph.alignment = align
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    paragraph.paragraph_format.keep_with_next = keep
