"""A paper of State for a word processor: real headings and contents, lists whose headings come back on every page."""

from collections.abc import Sequence
from itertools import count
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from publishing import palette
from publishing.cells import capitals, clean, reading
from publishing.docx import TAGS, begin, packed, ruled
from publishing.state_grids import facts_grid, quiet, records_grid, sheet_grid
from publishing.state_papers import Facts, Prose, Records, Sheet, StatePaper, told
from publishing.state_pdf import foot_of, running, sheet_headings

_CENTRE, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
ACCENT: Final = RGBColor.from_string(palette.ACCENT.lstrip("#").upper())
SIZES: Final = {"Heading 1": 14, "Heading 2": 11.5}


def state_paper_docx(paper: StatePaper) -> bytes:
    """The whole paper, as on paper: title page, contents, chapters, decision sheet."""
    with reading(paper.language):
        book = begin(paper, author=", ".join(paper.issuers), foot=foot_of(paper))
        _styles(book)
        _head(book, paper)
        _title_page(book, paper)
        book.add_page_break()
        headings = [f"{number}. {chapter.heading}" for number, chapter in enumerate(paper.chapters, start=1)]
        decisions = [_("Decision sheet")] if paper.sheet else []
        _contents(book, [*headings, *decisions])
        book.add_page_break()
        own = TAGS.get(paper.own_language, TAGS["en"])
        for number, (heading, chapter) in enumerate(zip(headings, paper.chapters, strict=True), start=1):
            _heading(book, heading, number)
            paragraphs = count(1)
            for block in chapter.blocks:
                _block(book, block, own, number, paragraphs)
        if paper.sheet:
            _sheet(book, paper, paper.sheet, len(headings) + 1)
        return packed(book)


def _styles(book: Book) -> None:
    """Headings in the house's blue that stay with what follows; text that leaves no line alone."""
    for name, size in SIZES.items():
        style: Any = book.styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, ACCENT
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(20), Pt(8)
        style.paragraph_format.keep_with_next = True
    normal: Any = book.styles["Normal"]
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(7), 1.15
    normal.paragraph_format.widow_control = True


def _head(book: Book, paper: StatePaper) -> None:
    """Under the marking: which paper, and whether it is approved; at the foot also the digest of its content."""
    section = book.sections[0]
    line = section.header.add_paragraph()
    quiet(line, running(paper))
    if paper.standing:
        line.add_run(f"    {clean(paper.standing)}").bold = bool(paper.draft)
        line.runs[-1].font.size = Pt(8)
    ruled(line)
    if paper.content_hash:
        before = section.footer.paragraphs[-1].insert_paragraph_before()
        quiet(before, f"SHA-256 {clean(paper.content_hash)}", size=6.5)


def _title_page(book: Book, paper: StatePaper) -> None:
    _centred(book, capitals(clean(paper.state), paper.language), size=12, before=24, bold=True, after=10)
    _centred(book, clean(" · ".join(paper.issuers)), size=11, after=120)
    _centred(book, capitals(clean(paper.kind), paper.language), size=12, bold=True, after=12)
    title = book.add_heading(clean(paper.title), level=0)
    title.alignment = _CENTRE
    for run in title.runs:
        run.font.size, run.font.color.rgb = Pt(24), ACCENT
    _centred(book, clean(paper.standing), size=11.5, before=18, after=120, bold=True)
    facts_grid(book, paper.summary)
    if paper.note:
        quiet(book.add_paragraph(), paper.note, size=9)


def _centred(
    book: Book, text: str, *, size: float, before: float = 0, after: float = 6, bold: bool = False
) -> None:
    if not text:
        return
    line = book.add_paragraph()
    run = line.add_run(text)
    run.bold, run.font.size = bold, Pt(size)
    line.alignment = _CENTRE
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)


def _heading(book: Book, words: str, number: int) -> None:
    """A heading the contents lead to."""
    line = book.add_heading(clean(words), level=1)
    for kind, more in (("w:bookmarkStart", {"w:name": f"_Toc{number:08}"}), ("w:bookmarkEnd", {})):
        mark = OxmlElement(kind)
        for name, value in {"w:id": str(number), **more}.items():
            mark.set(qn(name), value)
        line._p.append(mark)


def _contents(book: Book, headings: Sequence[str]) -> None:
    """The word processor's own contents; filled in beforehand, so that nothing has to be refreshed to be read."""
    line = book.add_paragraph()
    run = line.add_run(pgettext("of a paper", "Contents"))
    run.bold, run.font.size, run.font.color.rgb = True, Pt(14), ACCENT
    width = book.sections[0].page_width or Mm(210)
    for number, words in enumerate(headings, start=1):
        entry = book.add_paragraph()
        entry.paragraph_format.tab_stops.add_tab_stop(width - Mm(40), alignment=2, leader=1)  # right, dots
        if number == 1:
            _field_part(entry, "begin")
            _field_words(entry, 'TOC \\o "1-1" \\h \\z \\u')
            _field_part(entry, "separate")
        entry.add_run(f"{clean(words)}\t")
        counted = OxmlElement("w:fldSimple")
        counted.set(qn("w:instr"), f"PAGEREF _Toc{number:08} \\h")
        entry._p.append(counted)
        if number == len(headings):
            _field_part(entry, "end")


def _field_part(line: Line, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if kind == "begin":
        mark.set(qn("w:dirty"), "true")
    line.add_run()._r.append(mark)


def _field_words(line: Line, words: str) -> None:
    told_to_word = OxmlElement("w:instrText")
    told_to_word.set(qn("xml:space"), "preserve")
    told_to_word.text = words
    line.add_run()._r.append(told_to_word)


def _block(book: Book, block: Prose | Facts | Records, own: str, chapter: int, paragraphs: Any) -> None:
    match block:
        case Prose():
            for part in block.paragraphs:
                line = book.add_paragraph()
                line.alignment = _BOTH
                line.paragraph_format.first_line_indent, line.paragraph_format.left_indent = Mm(-11), Mm(11)
                line.paragraph_format.tab_stops.add_tab_stop(Mm(11))
                quiet(line, f"{chapter}.{next(paragraphs)}\t", size=7.5)
                _in_language(line.add_run(clean(part)), own)
        case Facts():
            facts_grid(book, block.pairs)
        case Records():
            records_grid(book, told(block), own)


def _in_language(run: Any, tag: str) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    run._r.get_or_add_rPr().append(language)


def _sheet(book: Book, paper: StatePaper, sheet: Sheet, number: int) -> None:
    book.add_page_break()
    _heading(book, _("Decision sheet"), number)
    digest = [(_("Content digest (SHA-256)"), paper.content_hash)] if paper.content_hash else []
    facts_grid(book, [*sheet.particulars, *digest])
    sheet_grid(book, sheet_headings(), sheet.lines)
    for note in sheet.notes:
        quiet(book.add_paragraph(), note, size=8.5)
