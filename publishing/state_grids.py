"""Tables of a paper of State in a word processor: fine rules, headings on every page, rows that stay together."""

from collections.abc import Sequence
from typing import Final

from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Row
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from publishing import palette
from publishing.cells import clean
from publishing.columns import layout
from publishing.state_papers import Records, SheetLine, lead_of
from publishing.tables import Column

QUIET: Final = RGBColor.from_string(palette.INK_3.lstrip("#").upper())
LATE: Final = RGBColor.from_string(palette.TONES["late"].lstrip("#").upper())
TWIPS: Final = 20  # to the point
_SHADE: Final = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{palette.SUNKEN.lstrip("#")}"/>'
SHEET_WIDTHS: Final = (22, 110, 165, 84, 100)
LABEL, VALUE = 120, 361
_RULES: Final = (
    (
        f"<w:tblBorders {nsdecls('w')}>"
        '<w:top w:val="single" w:sz="8" w:color="{accent}"/><w:bottom w:val="single" w:sz="4" w:color="{line}"/>'
        '<w:insideH w:val="single" w:sz="4" w:color="{line}"/></w:tblBorders>'
    )
    .replace("{accent}", palette.ACCENT.lstrip("#"))
    .replace("{line}", palette.RULE.lstrip("#"))
)


def quiet(line: Line, text: str, *, size: float = 8) -> None:
    """Small and grey: what accompanies the paper without being part of it."""
    run = line.add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(size), QUIET


class Grid:
    """A table written straight into the file: the library's own way counts all cells again with every row."""

    def __init__(self, book: Book, widths: Sequence[float], *, ruled: bool = True) -> None:
        self.widths = widths
        self._table = book.add_table(rows=0, cols=len(widths))
        self._table.autofit = False
        for column, width in zip(self._table.columns, widths, strict=True):
            column.width = Pt(width)
        if ruled:
            self._table._tbl.tblPr.append(parse_xml(_RULES))

    def row(self, *, heading: bool = False) -> list[Line]:
        """The first lines of a new row's cells; a row is not parted between pages, headings come back on each."""
        row = self._new_row(heading)
        return [self._cell(row, width, shaded=heading) for width in self.widths]

    def across(self) -> Line:
        """One cell over the whole width."""
        return self._cell(self._new_row(False), sum(self.widths), span=len(self.widths))

    def head(self, headings: Sequence[str]) -> None:
        """What stands over the columns."""
        for line, words in zip(self.row(heading=True), headings, strict=True):
            write(line, words, bold=True)

    def _new_row(self, heading: bool) -> CT_Row:
        row = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        if heading:
            properties.append(OxmlElement("w:tblHeader"))
        row.append(properties)
        self._table._tbl.append(row)
        return row

    def _cell(self, row: CT_Row, width: float, *, span: int = 1, shaded: bool = False) -> Line:
        cell, properties, room = (OxmlElement(name) for name in ("w:tc", "w:tcPr", "w:tcW"))
        room.set(qn("w:w"), str(round(width * TWIPS)))
        room.set(qn("w:type"), "dxa")
        properties.append(room)
        if span > 1:
            spanned = OxmlElement("w:gridSpan")
            spanned.set(qn("w:val"), str(span))
            properties.append(spanned)
        if shaded:
            properties.append(parse_xml(_SHADE))
        line = OxmlElement("w:p")
        cell.append(properties)
        cell.append(line)
        row.append(cell)
        return Line(line, self._table)


def facts_grid(book: Book, pairs: Sequence[tuple[str, str]]) -> None:
    """Labels and values without rules."""
    if not pairs:
        return
    grid = Grid(book, (LABEL, VALUE), ruled=False)
    for name, value in pairs:
        label, said = grid.row()
        quiet(label, name, size=10)
        write(said, value, size=10)
    _space(book)


def records_grid(book: Book, given: Records, tag: str) -> None:
    """The rows; where one column is too long for its place it is set across the table above its row."""
    lead = lead_of(given)
    aside = {lead, given.name} if lead is not None else set()
    shown = [at for at in range(len(given.columns)) if at not in aside]
    columns = [
        Column(str(at), given.columns[at], "decimal" if at in given.numeric else "text") for at in shown
    ]
    measured = layout(columns, [[row[at] for at in shown] for row in given.rows], landscape=False)
    grid = Grid(book, measured.widths)
    grid.head([given.columns[at] for at in shown])
    for place, row in enumerate(given.rows):
        if lead is not None:
            across = grid.across()
            if given.name is not None and given.name != lead:
                write(across, f"{row[given.name]}  ", bold=True, tag=tag)
            write(across, row[lead], tag=tag)
            across.paragraph_format.keep_with_next = True
        for at, line in zip(shown, grid.row(), strict=True):
            write(line, row[at], tag=tag)
            if at in given.numeric:
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for name, lines in given.lines_below(place):
            under = grid.across()
            quiet(under, name)
            for words in lines:
                write(under, f"\n– {words}", tag=tag)
    _space(book)


def sheet_grid(book: Book, headings: Sequence[str], lines: Sequence[SheetLine]) -> None:
    """One row per seat, its remark under it."""
    grid = Grid(book, SHEET_WIDTHS)
    grid.head(headings)
    for number, given in enumerate(lines, start=1):
        row = grid.row()
        _seat(row, str(number), given)
        if given.remark:
            for line in row:
                line.paragraph_format.keep_with_next = True
            write(grid.across(), given.remark)
    _space(book)


def _seat(row: Sequence[Line], number: str, given: SheetLine) -> None:
    no, step, who, word, when = row
    write(no, number)
    write(step, given.step)
    if given.person:
        write(who, f"{given.person}\n", bold=True)
    write(who, given.office)
    if given.marks:
        quiet(who, "\n" + " · ".join(given.marks))
    if given.open:
        quiet(word, given.word, size=9)
    else:
        write(word, given.word, bold=True)
    if given.refuses:
        word.runs[-1].font.color.rgb = LATE
    write(when, given.at)
    if given.digest:
        quiet(when, f"\n{given.digest}", size=7.5)


def write(line: Line, text: str, *, bold: bool = False, size: float = 9, tag: str = "") -> None:
    """Words in a cell; `tag`: the language they are spelt and read aloud in, where it is not the frame's."""
    run = line.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(size)
    line.paragraph_format.space_after = Pt(2)
    if tag:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), tag)
        run._r.get_or_add_rPr().append(language)


def _space(book: Book) -> None:
    book.add_paragraph().paragraph_format.space_after = Pt(2)
