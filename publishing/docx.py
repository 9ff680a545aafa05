"""Papers for a word processor: the bundled typeface named, the language said, marking at head and foot of every page.

The same data give the same bytes; nothing in the file refers to anything outside it.
"""

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any, Final

import docx
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.document import Document as Sheet
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from publishing.cells import capitals, cell_text, clean, local, reading
from publishing.documents import Decision, Document, Framed, Grid, Listing, Paragraph, Section
from publishing.tables import NUMERIC, Column
from publishing.typefaces import FAMILY

TAGS: Final = {"az": "az-Latn-AZ", "en": "en-GB"}
STAMP: Final = (2000, 1, 1, 0, 0, 0)
LONGEST_PROPERTY: Final = 255
_FONTS: Final = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_THEMED: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def document_docx(document: Document) -> bytes:
    """A paper with its sections and, on a page of its own, the decisions taken on it."""
    with reading(document.language):
        sheet = begin(document, author=document.institution, foot=document.prepared_for)
        _text(sheet, document.institution, bold=True, align=_CENTRE)
        sheet.add_heading(clean(document.title), level=0)
        _text(sheet, document.subtitle, align=_CENTRE)
        own = {
            _("Reference"): document.reference,
            _("Edition"): document.edition,
            _("As of"): document.as_of,
            _("Prepared for"): document.prepared_for,
            _("Printed"): document.printed_at,
        }
        shown = {name: value for name, value in own.items() if value not in (None, "")}
        _pairs(sheet, {**shown, **document.particulars})
        for section in document.sections:
            _section(sheet, section, 1)
        if document.decisions:
            _decisions(sheet, document)
        return packed(sheet)


def begin(source: Framed, *, author: str, foot: str) -> Sheet:
    """An empty A4 sheet with its frame: marking, office, page numbers, typeface, language, clean properties."""
    sheet = docx.Document()
    with reading(source.language):
        _properties(sheet, source, author)
        _typeface(sheet, TAGS.get(source.language[:2], "en-GB"))
        page = sheet.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin, page.right_margin = Mm(22), Mm(18)
        page.top_margin, page.bottom_margin = Mm(26), Mm(24)
        marking = capitals(clean(source.marking), source.language)
        _marked(page.header.paragraphs[0], marking)
        last = page.footer.paragraphs[0]
        _paged(last, clean(foot))
        _marked(page.footer.add_paragraph(), marking)
    return sheet


def packed(sheet: Sheet) -> bytes:
    """The file; instants of packing are left out, so that the same paper is the same file."""
    raw, out = io.BytesIO(), io.BytesIO()
    sheet.save(raw)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            after.writestr(
                zipfile.ZipInfo(entry.filename, STAMP), before.read(entry.filename), zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def ruled(line: Line) -> None:
    """A thin line under a paragraph."""
    border = OxmlElement("w:pBdr")
    under = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "auto")):
        under.set(qn(f"w:{name}"), value)
    border.append(under)
    line._p.get_or_add_pPr().append(border)


def _properties(sheet: Sheet, source: Framed, author: str) -> None:
    """What a reader sees of the file; nothing of the machine or the library that made it."""
    own = sheet.core_properties
    printed = local(source.printed_at) if source.printed_at else None
    day = source.as_of or datetime.date(*STAMP[:3])
    made = (printed or datetime.datetime(day.year, day.month, day.day)).replace(microsecond=0)  # noqa: DTZ001
    own.title, own.author = clean(source.title)[:LONGEST_PROPERTY], clean(author)[:LONGEST_PROPERTY]
    own.language = source.language[:2]
    own.comments = own.keywords = own.subject = own.category = own.last_modified_by = ""
    own.created = own.modified = made
    own.revision = 1
    package = sheet.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        del package.rels[key]


def _typeface(sheet: Sheet, tag: str) -> None:
    """One face in every style, and the language for spelling and reading out."""
    styles = sheet.styles.element
    for fonts in styles.iter(qn("w:rFonts")):
        for name in _THEMED:
            fonts.attrib.pop(qn(name), None)
        for name in _FONTS:
            fonts.set(qn(name), FAMILY)
    normal = sheet.styles["Normal"]
    normal.font.name, normal.font.size = FAMILY, Pt(10.5)
    for language in styles.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)


def _marked(line: Line, marking: str) -> None:
    line.alignment = _CENTRE
    line.add_run(marking).bold = True


def _paged(line: Line, foot: str) -> None:
    """Office or reference, then "Page 1 of 3" as fields that the reader's program counts."""
    line.alignment = _RIGHT
    if foot:
        line.add_run(f"{foot} · ").font.size = Pt(8)
    words = _("Page {n} of {total}")
    for part in words.replace("{n}", "\0PAGE\0").replace("{total}", "\0NUMPAGES\0").split("\0"):
        if part in {"PAGE", "NUMPAGES"}:
            counted = OxmlElement("w:fldSimple")
            counted.set(qn("w:instr"), part)
            line._p.append(counted)
        elif part:
            line.add_run(part).font.size = Pt(8)


def _text(sheet: Sheet, text: str, *, bold: bool = False, align: Any = None) -> None:
    if not text:
        return
    line = sheet.add_paragraph()
    line.add_run(clean(text)).bold = bold
    line.alignment = align


def _pairs(sheet: Sheet, values: dict[str, Any]) -> None:
    if values:
        columns = [Column("name", ""), Column("value", "")]
        rows = [{"name": name, "value": value} for name, value in values.items()]
        _grid(sheet, columns, rows, headed=False)


def _section(sheet: Sheet, section: Section, level: int) -> None:
    sheet.add_heading(clean(section.heading), level=min(level, 9))
    for block in section.blocks:
        _block(sheet, block)
    for inner in section.sections:
        _section(sheet, inner, level + 1)


def _block(sheet: Sheet, block: Any) -> None:
    match block:
        case Paragraph():
            parts = (" ".join(part.split()) for part in clean(block.text).split("\n\n"))
            for part in filter(None, parts):
                _text(sheet, part)
        case Listing():
            for item in block.items:
                sheet.add_paragraph(clean(item), "List Number" if block.numbered else "List Bullet")
        case Grid():
            _text(sheet, block.caption, bold=True)
            _grid(sheet, block.columns, list(block.rows))
        case _:  # a picture is told in words; its figures stand in the table beside it
            _text(sheet, f"{block.title}. {block.description}")


def _grid(sheet: Sheet, columns: Sequence[Column], rows: Sequence[Any], *, headed: bool = True) -> None:
    table = sheet.add_table(rows=0, cols=len(columns))
    table.style = "Table Grid"
    if headed:
        for cell, column in zip(table.add_row().cells, columns, strict=True):
            cell.paragraphs[0].add_run(clean(column.heading)).bold = True
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in rows:
        for cell, column in zip(table.add_row().cells, columns, strict=True):
            line = cell.paragraphs[0]
            line.add_run(cell_text(row.get(column.key), column.kind))
            if column.kind in NUMERIC:
                line.alignment = _RIGHT
    sheet.add_paragraph()


def _decisions(sheet: Sheet, document: Document) -> None:
    sheet.add_page_break()
    sheet.add_heading(_("Decision sheet"), level=1)
    if document.content_hash:
        _pairs(sheet, {_("Content digest (SHA-256)"): document.content_hash})
    names = {
        "office": _("Office"),
        "verdict": _("Decision"),
        "person": pgettext("signature", "Name"),
        "at": _("Date"),
        "remark": _("Remark"),
    }
    columns = [Column(key, words, "instant" if key == "at" else "text") for key, words in names.items()]
    _grid(sheet, columns, [_decided(line) for line in document.decisions])


def _decided(line: Decision) -> dict[str, Any]:
    """An open line has room for ink."""
    return {name: getattr(line, name) or " " for name in ("office", "verdict", "person", "at", "remark")}
