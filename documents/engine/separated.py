"""CSV as a sheet of cells: letters and separator are told from the file, and never guessed at the cost of a name."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from documents.engine.refusals import ContentDisagrees, FileEmpty, TableBroken, UnknownLetters
from documents.engine.sheets import MOST_COLUMNS, Place, Sheet, sheet_of

SEPARATORS = ";,\t"
# What Azerbaijani and Turkish texts are made of where an old code page wrote them; any other letter may be misread.
_LETTERS = set("şŞğĞıİçÇöÖüÜâÂîÎûÛ–—‘’“”„…«»°§№€ \u00a0")
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_HINT = re.compile(r"^sep=(.)\r?\n", re.IGNORECASE)


def check_separated(data: bytes) -> None:
    """Text in letters that can be told; raises FileRefused."""
    decoded(data)


def decoded(data: bytes) -> tuple[str, bool]:
    """The text, and whether it was read as Windows-1254."""
    marked = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "")
    try:
        text, old = data.decode(marked or "utf-8"), False
    except UnicodeDecodeError as error:
        if marked or b"\x00" in data:
            raise ContentDisagrees from error
        text, old = _windows(data), True
    if "\x00" in text or text.startswith(("%PDF", "PK\x03\x04", "{\\rtf")):
        raise ContentDisagrees
    if not text.strip():
        raise FileEmpty
    return text, old


def _windows(data: bytes) -> str:
    try:
        text = data.decode("cp1254")
    except UnicodeDecodeError as error:
        raise UnknownLetters from error
    if {sign for sign in text if ord(sign) > 127} - _LETTERS:
        raise UnknownLetters
    return text


def read_separated(data: bytes) -> Sheet:
    """The rows of a text; a quoted line break stays inside its cell, so rows count as a spreadsheet counts them."""
    text, old = decoded(data)
    hint = _HINT.match(text)
    separator = hint[1] if hint else _separator(text)
    remarks = [Place(0, None, "windows_letters", is_error=False)] if old else []
    return sheet_of(_rows(text[hint.end() :] if hint else text, separator), remarks)


def _separator(text: str) -> str:
    """The one that divides the headings most; a comma where there is one column only."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=lambda sign: (bare.count(sign), sign == ","))


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[Any]]]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, cells in enumerate(reader, start=1):
            yield number, [cell if cell.strip() else None for cell in cells[:MOST_COLUMNS]]
    except csv.Error as error:
        raise TableBroken from error
