"""Tables as XLSX: typed cells, one sheet to work with and one that says what it is and how it was counted."""

import datetime
import io
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from publishing import palette
from publishing.cells import cell_text, clean, is_number, local, reading
from publishing.tables import Column, Kind, Money, Table, as_ratio
from publishing.typefaces import FAMILY

A4: Final = 9
LONGEST_TEXT: Final = 32_767
LARGEST_EXACT: Final = 10**15
FIRST_DAY: Final = datetime.date(1900, 3, 1)
FORMATS: Final[dict[Kind, str]] = {
    "integer": "#,##0",
    "ratio": "#,##0",
    "decimal": "#,##0.00",
    "money": "#,##0.00",
    "date": "dd mmm yyyy",
    "instant": "dd mmm yyyy hh:mm",
    "text": "@",
    "reference": "@",
}
WIDTHS: Final[dict[Kind, float]] = {
    "date": 14,
    "instant": 18,
    "reference": 20,
    "integer": 11,
    "decimal": 14,
    "money": 18,
    "ratio": 9,
    "flag": 9,
}

HEADING_FONT: Final = Font(name=FAMILY, bold=True, color=palette.PAPER[1:])
HEADING_FILL: Final = PatternFill("solid", fgColor=palette.ACCENT[1:])
TITLE_FONT: Final = Font(name=FAMILY, bold=True, size=14, color=palette.ACCENT[1:])
BOLD: Final = Font(name=FAMILY, bold=True)
PLAIN: Final = Font(name=FAMILY)
LINE: Final = Border(bottom=Side(style="hair", color=palette.RULE_STRONG[1:]))
WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
TOP: Final = Alignment(vertical="top")


def xlsx_bytes(table: Table) -> bytes:
    """The workbook: rows on the first sheet with frozen, filterable headings; what they mean on the second."""
    book = Workbook(write_only=True)
    book.properties.title = clean(table.title)
    book.properties.creator = clean(table.prepared_for)
    if table.printed_at:
        book.properties.created = book.properties.modified = local(table.printed_at)
    with reading(table.language):
        _rows_sheet(book.create_sheet(_sheet_name(table.title)), table)
        _about_sheet(book.create_sheet(_sheet_name(_("About these figures"))), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows_sheet(sheet: WriteOnlyWorksheet, table: Table) -> None:
    columns = [(column, part) for column in table.columns for part in _parts(column)]
    for number, (column, _part) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    sheet.freeze_panes = "A2"
    _page(sheet, table)
    sheet.print_title_rows = "1:1"
    sheet.append([_heading(sheet, f"{column.heading}{part}") for column, part in columns])
    count = 1
    for row in table.rows:
        sheet.append([cell for column in table.columns for cell in _cells(sheet, column, row)])
        count += 1
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


def _about_sheet(sheet: WriteOnlyWorksheet, table: Table) -> None:
    """Title, question, day, office, parameters, summary and method: what paper says around its table."""
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 90
    _page(sheet, table)
    sheet.append([_text(sheet, table.title, TITLE_FONT)])
    sheet.append([_text(sheet, table.question)])
    for heading, pairs in _about(table):
        sheet.append([])
        sheet.append([_text(sheet, heading, BOLD)])
        for label, value in pairs:
            sheet.append([_text(sheet, label, wrap=True), _about_value(sheet, value)])


def _about(table: Table) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    frame = {
        _("Marking"): table.marking,
        _("As of"): table.as_of,
        _("Prepared for"): table.prepared_for,
        _("Printed"): table.printed_at,
    }
    yield _("About these figures"), [(label, value) for label, value in frame.items() if value]
    if table.parameters:
        yield _("Parameters"), list(table.parameters.items())
    if table.summary:
        yield _("Summary"), list(table.summary.items())
    if table.notes:
        yield _("How is this counted?"), [("", note) for note in table.notes]


def _page(sheet: WriteOnlyWorksheet, table: Table) -> None:
    """Marking at the head and foot of every printed page, as on every other paper."""
    marking = clean(table.marking).replace("&", "&&")
    sheet.oddHeader.center.text = sheet.oddFooter.center.text = marking
    sheet.oddFooter.left.text = clean(table.prepared_for).replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _parts(column: Column) -> tuple[str, ...]:
    # Two numbers can be sorted and summed; 3/12 in one cell is text at best and a date at worst.
    return (": n", ": N") if column.kind == "ratio" else ("",)


def _cells(sheet: WriteOnlyWorksheet, column: Column, row: Mapping[str, Any]) -> Iterator[WriteOnlyCell]:
    value = row.get(column.key)
    if column.kind != "ratio":
        yield _cell(sheet, value, column.kind)
        return
    ratio = as_ratio(value)
    yield _cell(sheet, ratio and ratio.part, "integer")
    yield _cell(sheet, ratio and ratio.whole, "integer")


def _cell(sheet: WriteOnlyWorksheet, value: Any, kind: Kind) -> WriteOnlyCell:
    """A number, a day or an instant where a sheet can hold it exactly; else its words."""
    if value is None or value == "":
        return _styled(WriteOnlyCell(sheet), PLAIN)
    if is_number(value) and abs(value) < LARGEST_EXACT:
        kind = (
            kind if kind in ("integer", "decimal") else "decimal" if isinstance(value, Decimal) else "integer"
        )
        number_format = "General" if isinstance(value, float) and kind == "integer" else FORMATS[kind]
        return _styled(WriteOnlyCell(sheet, value=value), PLAIN, number_format)
    if isinstance(value, datetime.datetime):
        return _styled(WriteOnlyCell(sheet, value=local(value)), PLAIN, FORMATS["instant"])
    if isinstance(value, datetime.date) and value >= FIRST_DAY:
        return _styled(WriteOnlyCell(sheet, value=value), PLAIN, FORMATS["date"])
    if isinstance(value, Money) and len(value.amounts) == 1:
        ((unit, amount),) = value.amounts.items()
        return _styled(WriteOnlyCell(sheet, value=amount), PLAIN, f'{FORMATS["money"]} "{clean(unit)}"')
    return _text(
        sheet, str(value) if is_number(value) else cell_text(value, kind), wrap=kind in ("text", "money")
    )


def _about_value(sheet: WriteOnlyWorksheet, value: Any) -> WriteOnlyCell:
    cell = (
        _text(sheet, cell_text(value, "ratio"), wrap=True) if as_ratio(value) else _cell(sheet, value, "text")
    )
    cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str, font: Font = PLAIN, wrap: bool = False) -> WriteOnlyCell:
    """Text that stays text: openpyxl would make a formula of a leading = and an error of #REF!."""
    text = clean(str(text))
    cell = WriteOnlyCell(sheet, value=text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…")
    cell.data_type = "s"
    _styled(cell, font, "@")
    cell.quotePrefix = True
    if wrap:
        cell.alignment = WRAPPED
    return cell


def _heading(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text, HEADING_FONT)
    cell.fill = HEADING_FILL
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _styled(cell: WriteOnlyCell, font: Font, number_format: str = "General") -> WriteOnlyCell:
    cell.font = font
    cell.number_format = number_format
    cell.alignment = TOP
    cell.border = LINE
    return cell


def _width(column: Column) -> float:
    """Known kinds have a known width, text has room for a sentence; no word of a heading is broken."""
    longest = max((len(word) for word in column.heading.split()), default=8)
    return max(WIDTHS.get(column.kind, min(48, max(24, len(column.heading) + 4))), longest + 4)


def _sheet_name(title: str) -> str:
    """Excel allows 31 characters, none of []:*?/\\ and no apostrophe at either end."""
    return re.sub(r"[\[\]:*?/\\]", " ", clean(title))[:31].strip("' ") or "Parley"
