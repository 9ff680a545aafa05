"""Tables as CSV (RFC 4180, UTF-8): for machines, and safe to open in a spreadsheet (walls.md, pitfall 13)."""

import csv
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from publishing.cells import is_number, local, neutral, reading
from publishing.tables import Column, Table, as_ratio

# Without it Excel reads UTF-8 as a Windows code page, and every ə, ğ and ş is lost.
BYTE_ORDER_MARK: Final = "\ufeff".encode()
ROWS_PER_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class CsvStyle:
    """How fields and decimals are separated."""

    separator: str = ","
    decimal_mark: str = "."


INTERNATIONAL: Final = CsvStyle()
# Windows set to Azerbaijani splits at semicolons and takes 3.5 for the third of May.
AZERBAIJANI_EXCEL: Final = CsvStyle(separator=";", decimal_mark=",")


class _Line:
    """The csv module writes into this; write() hands the finished line back."""

    def write(self, line: str) -> str:
        return line


def csv_chunks(table: Table, style: CsvStyle = INTERNATIONAL) -> Iterator[bytes]:
    """The file in pieces, for a streaming answer; the rows are read as they are needed."""
    writer = csv.writer(_Line(), delimiter=style.separator, lineterminator="\r\n")
    with reading(table.language):
        marked = [_("Marking")] if table.marking else []
    marking = [neutral(table.marking)] if table.marking else []
    headings = [neutral(text) for column in table.columns for text in _headings(column)]
    lines = [BYTE_ORDER_MARK.decode(), str(writer.writerow([*headings, *marked]))]
    for row in table.rows:
        cells = [text for column in table.columns for text in _cells(column, row, style)]
        lines.append(str(writer.writerow([*cells, *marking])))
        if len(lines) > ROWS_PER_CHUNK:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def csv_bytes(table: Table, style: CsvStyle = INTERNATIONAL) -> bytes:
    """The whole file. Each row ends with the marking, which so survives cutting and pasting."""
    return b"".join(csv_chunks(table, style))


def _headings(column: Column) -> tuple[str, ...]:
    # As one cell, Excel would read 3/12 as the third of December.
    return (f"{column.heading}: n", f"{column.heading}: N") if column.kind == "ratio" else (column.heading,)


def _cells(column: Column, row: Mapping[str, Any], style: CsvStyle) -> tuple[str, ...]:
    value = row.get(column.key)
    if column.kind == "ratio":
        ratio = as_ratio(value)
        return (str(ratio.part), str(ratio.whole)) if ratio else ("", "")
    return (_field(value, style),)


def _field(value: Any, style: CsvStyle) -> str:
    """One field: numbers, dates and flags in their machine form, everything else as harmless text."""
    if value is None:
        return ""
    if is_number(value):
        text = f"{value:f}" if isinstance(value, Decimal) else repr(value)
        return text.replace(".", style.decimal_mark)
    match value:
        case bool():
            return "true" if value else "false"
        case datetime.datetime():
            return local(value).isoformat(sep=" ", timespec="minutes")
        case datetime.date():
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            return neutral(", ".join(str(inner) for inner in value))
    return neutral(str(value))
