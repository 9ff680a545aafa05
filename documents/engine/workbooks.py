"""XLSX as a sheet of cells: the first visible sheet, streamed, with what spreadsheets hide said aloud."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405 - only named

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from documents.engine.refusals import FileBroken, NoSheet
from documents.engine.sheets import MOST_COLUMNS, Odd, Place, Sheet, sheet_of

LAST_ROW = 1_048_576
MOST_REMARKS = 200
BROKEN = (
    zipfile.BadZipFile, ParseError, ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError,
    EOFError,
)  # fmt: skip
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)"')
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_ZEROS = re.compile(r"^0{2,}$")


def read_workbook(data: bytes) -> Sheet:
    """The sheet of a file that documents.engine.inspect let in; raises FileRefused."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not visible:
            raise NoSheet
        remarks = _remarks(book._archive.read(visible[0]._worksheet_path))
        return sheet_of(_rows(visible[0]), remarks)
    except BROKEN as error:
        raise FileBroken from error


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    sheet.reset_dimensions()
    try:
        rows = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS)
        for number, row in enumerate(rows, start=1):
            yield number, [_value(cell) for cell in row] if row else []
    except BROKEN as error:
        raise FileBroken from error


def _value(cell: Any) -> Any:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Odd("formula")
    if cell.data_type == "e":
        return Odd("cell_error", str(value)[:20])
    if type(value) is int and _ZEROS.match(cell.number_format or ""):
        return str(value).zfill(len(cell.number_format))
    if isinstance(value, dt.datetime) and value.time() == dt.time.min:
        return value.date()
    return value


def _remarks(xml: bytes) -> list[Place]:
    """Merged cells and hidden rows; the streaming reader passes over both."""
    found = []
    for cells in _MERGED.findall(xml)[:MOST_REMARKS]:
        column, row, _last_column, _last_row = range_boundaries(cells.decode())
        if row is not None and column is not None:
            found.append(Place(row, column - 1, "merged", {"cells": cells.decode()}))
    hidden = (tag for tag in _ROW.findall(xml) if _HIDDEN.search(tag))
    numbers = (number for tag in hidden if (number := _NUMBER.search(tag)))
    for number, _ in zip(numbers, range(MOST_REMARKS), strict=False):
        found.append(Place(int(number[1]), None, "hidden_row", is_error=False))
    return found
