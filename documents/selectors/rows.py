"""The rows of a file as the services take them: cells judged; records and warnings asked for once per file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from access.context import Subject
from documents.engine import Known
from documents.engine.findings import Finding, shortened
from documents.engine.refusals import NoRows, TooManyRows
from documents.engine.separated import read_separated
from documents.engine.sheets import MOST_ROWS, Sheet, is_empty, placed
from documents.engine.values import Reading, read_cell
from documents.engine.workbooks import read_workbook
from documents.models import StoredFile
from documents.registry import Column, Import, Kind, Unclear
from documents.selectors.columns import columns_of, keys_of, reading_of

MOST_ERRORS = 1_000


@dataclass(frozen=True, slots=True)
class NotYet:
    """The text of a record that was not there when the file was read; a row above may make it."""

    text: str


@dataclass(slots=True)
class Row:
    """A row with what was entered, by the keys of its columns; its own errors keep it from the service."""

    number: int
    entered: dict[str, Any]
    errors: list[Finding] = field(default_factory=list)


@dataclass
class Prepared:
    """All rows of a file, and what is to be said of it besides."""

    rows: list[Row]
    remarks: list[Finding]
    finders: Mapping[str, Column]


def open_sheet(data: bytes, known: Known | StoredFile) -> Sheet:
    """The sheet of a file that was let in, by its kind; raises FileRefused."""
    return read_separated(data) if known.media_type == "text/csv" else read_workbook(data)


def look_at_head(data: bytes, known: Known, definition: Import, *, to: Subject) -> None:
    """What can be said at once: are these the headings, and is there a row? Raises FileRefused."""
    sheet = open_sheet(data, known)
    keys_of(sheet.headings, definition, to=to)
    if next(sheet.rows, None) is None:
        raise NoRows


def prepare(data: bytes, known: StoredFile, definition: Import, *, to: Subject) -> Prepared:
    """Everything that can be said of the rows without asking a service. Raises FileRefused."""
    sheet = open_sheet(data, known)
    keys = keys_of(sheet.headings, definition, to=to)
    columns = columns_of(definition, to=to)
    readings = {column.key: reading_of(column) for column in columns}
    rows = list(_rows(sheet, keys, readings))
    if not rows:
        raise NoRows
    finders = {column.key: column for column in columns if column.kind is Kind.RECORD}
    _look_up(rows, finders, to)
    remarks = [placed(remark, keys) for remark in sheet.remarks if _concerns(remark.row, sheet, rows)]
    return Prepared(rows, [*remarks, *_warnings(rows, definition, to)], finders)


def _concerns(row: int, sheet: Sheet, rows: list[Row]) -> bool:
    return row == 0 or sheet.heading_row <= row <= rows[-1].number


def _rows(sheet: Sheet, keys: list[str], readings: Mapping[str, Reading]) -> Iterator[Row]:
    required = [reading.column.key for reading in readings.values() if reading.column.required]
    for count, (number, cells) in enumerate(sheet.rows):
        if count == MOST_ROWS:
            raise TooManyRows
        row = Row(number, {})
        for key, cell in zip(keys, cells, strict=False):
            if not is_empty(cell):
                _enter(row, key, read_cell(cell, readings[key]))
        if any(not is_empty(cell) for cell in cells[len(keys) :]):
            row.errors.append(Finding(number, "", "beyond"))
        wrong = {found.column for found in row.errors}
        row.errors += [
            Finding(number, key, "missing") for key in required if key not in row.entered and key not in wrong
        ]
        yield row


def _enter(row: Row, key: str, value: Any) -> None:
    if isinstance(value, Unclear):
        row.errors.append(Finding(row.number, key, value.code, value.parameters))
    elif value != "":
        row.entered[key] = value


def _look_up(rows: list[Row], finders: Mapping[str, Column], to: Subject) -> None:
    """The records of a column in one go, whatever the number of rows."""
    texts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for key in finders:
            if key in row.entered:
                texts[key].add(row.entered[key])
    found = {key: find(finders[key], texts[key], to) for key in finders}
    for row in rows:
        for key in finders:
            if key in row.entered:
                text = row.entered.pop(key)
                _enter(row, key, found[key].get(text) or NotYet(text))


def find(column: Column, texts: set[str], to: Subject) -> Mapping[str, Any]:
    """Records, or why a text names no one record, by text."""
    return column.find(sorted(texts), to) if column.find and texts else {}


def later(row: Row, prepared: Prepared, *, to: Subject) -> list[Finding]:
    """When its turn comes: records that were not there at first, and errors for those that still are not."""
    wrong = []
    for key, value in row.entered.items():
        if isinstance(value, NotYet):
            found = find(prepared.finders[key], {value.text}, to).get(value.text)
            if found is None or isinstance(found, Unclear):
                code = found.code if found else "no_such_record"
                given = found.parameters if found else {"given": shortened(value.text)}
                wrong.append(Finding(row.number, key, code, given))
            row.entered[key] = found
    return wrong


def _warnings(rows: list[Row], definition: Import, to: Subject) -> Iterator[Finding]:
    if definition.warn is None:
        return
    given = [
        (row.number, {key: value for key, value in row.entered.items() if not isinstance(value, NotYet)})
        for row in rows
    ]
    for warned in definition.warn(given, to):
        yield Finding(warned.row, warned.column, warned.code, warned.parameters, is_error=False)
