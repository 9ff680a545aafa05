"""Tables for the tests, in the two kinds of file, and the hands of a worker."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from documents.models import ImportFinding, TableImport
from documents.registry import registered
from documents.selectors.imports import findings, heading_of, in_words, table_import
from documents.services import imports
from documents.tasks import run_imports
from foundation.clock import today
from tests.cast import acting

OFFICER_HEADINGS = ("Name", "Rank", "Service branch")


def workbook(rows: Sequence[Sequence[Any]], headings: Sequence[str] = OFFICER_HEADINGS) -> bytes:
    """An XLSX of one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Table")
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def separated(
    rows: Sequence[Sequence[str]],
    headings: Sequence[str] = OFFICER_HEADINGS,
    sign: str = ";",
    letters: str = "utf-8",
) -> bytes:
    """A CSV as people save it."""
    return "\r\n".join(sign.join(row) for row in [headings, *rows]).encode(letters)


def some_officers(count: int, first: int = 1) -> list[list[str]]:
    """So many rows without a fault; no two names alike."""
    return [[f"Nümunə Zabit {number}", "colonel", "land_forces"] for number in range(first, first + count)]


def brought(
    data: bytes,
    *,
    kind: str = "officers",
    name: str = "table.xlsx",
    who: str = "cmd_desk",
    checked: bool = True,
) -> TableImport:
    """A table brought in by a member of the cast and, unless said otherwise, checked by the worker."""
    with acting(who) as by:
        held = imports.bring(kind, by=by, on=today(), name=name, data=data)
    return worked(held, who=who) if checked else held


def worked(held: TableImport, *, who: str = "cmd_desk") -> TableImport:
    """The worker has its turn."""
    run_imports(held.reference)
    return as_it_stands(held, who=who)


def as_it_stands(held: TableImport, *, who: str = "cmd_desk") -> TableImport:
    """The import as the database has it."""
    with acting(who) as by:
        return table_import(held.reference, to=by)


def confirmed(held: TableImport, *, who: str = "cmd_desk") -> TableImport:
    """Confirmed, and worked on."""
    with acting(who) as by:
        imports.confirm(held, by=by, on=today())
    return worked(held, who=who)


def found_in(held: TableImport, *, who: str = "cmd_desk") -> list[tuple[int, str, str, str]]:
    """Row, heading, severity and words of everything the last check found."""
    definition = registered()[held.kind]
    with acting(who) as by:
        rows: list[ImportFinding] = list(findings(table_import(held.reference, to=by), to=by))
        return [
            (one.row, heading_of(one.column, definition), one.severity, in_words(one, definition))
            for one in rows
        ]


def errors_in(held: TableImport, *, who: str = "cmd_desk") -> set[tuple[int, str]]:
    """Row and heading of every error."""
    return {(row, column) for row, column, severity, _words in found_in(held, who=who) if severity == "error"}
