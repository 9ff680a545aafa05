"""An empty table to fill in: headings and formats, what each column holds, and the values that are allowed."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

LAST = 50_001
FORMATS = {"day": "yyyy-mm-dd"}
HEAD = Font(bold=True, color="FFFFFF")
FILL = PatternFill("solid", fgColor="1F4E79")


@dataclass(frozen=True, slots=True)
class Blank:
    """One column in the reader's words; `allowed` are values with, where they do not tell, what they stand for."""

    heading: str
    kind: str
    holds: str
    required: str
    help: str
    example: str
    allowed: Sequence[tuple[str, str]]
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """What stands around the columns."""

    title: str
    columns: str
    allowed: str
    headings: Sequence[str]


def blank_workbook(columns: Sequence[Blank], words: Words) -> bytes:
    """Three sheets; the first one is read back, whatever stands on the others."""
    book = Workbook()
    table, told, values = book.active, book.create_sheet(words.columns), book.create_sheet(words.allowed)
    table.title = words.title
    table.freeze_panes = "A2"
    _head(table, [column.heading for column in columns])
    _head(told, words.headings)
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        table.column_dimensions[letter].number_format = FORMATS.get(column.kind, "@")
        told.append([column.heading, column.required, column.holds, column.help, column.example])
        if column.allowed:
            cells = _list(values, column)
            if column.is_closed:
                _offer(table, f"{letter}2:{letter}{LAST}", f"{quote_sheetname(words.allowed)}!{cells}")
    for letter, width in zip("ABCDE", (30, 12, 16, 60, 24), strict=True):
        told.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Any, headings: Sequence[str]) -> None:
    for place, heading in enumerate(headings, start=1):
        cell = sheet.cell(1, place, heading)
        cell.font, cell.fill, cell.alignment = HEAD, FILL, Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = max(16, len(heading) + 4)


def _list(sheet: Any, column: Blank) -> str:
    """The allowed values in a column of their own; gives the cells."""
    place = sheet.max_column + 1 if sheet.cell(1, 1).value else 1
    told = any(meaning for _value, meaning in column.allowed)
    for number, line in enumerate([(column.heading, ""), *column.allowed], start=1):
        sheet.cell(number, place, line[0]).data_type = "s"
        if told:
            sheet.cell(number, place + 1, line[1] or " ").data_type = "s"
    letter = get_column_letter(place)
    sheet.cell(1, place).font = Font(bold=True)
    sheet.column_dimensions[letter].width = 28
    return f"${letter}$2:${letter}${len(column.allowed) + 1}"


def _offer(sheet: Any, cells: str, among: str) -> None:
    """The spreadsheet offers the values; what is typed besides is judged when the table is brought in."""
    rule = DataValidation("list", formula1=among, allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(rule)
    rule.add(cells)
