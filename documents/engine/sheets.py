"""A table as it lies in a file: headings, and rows of cells with the numbers a spreadsheet shows beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from documents.engine.findings import Finding

MOST_ROWS = 50_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell whose value is none: a formula, an error of the spreadsheet."""

    code: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A finding of the reader, who knows columns by their number only."""

    row: int
    place: int | None
    code: str
    parameters: dict[str, Any] = field(default_factory=dict)
    is_error: bool = True


@dataclass
class Sheet:
    """`rows` are read as they are asked for; `remarks` are complete from the start."""

    headings: list[Any]
    heading_row: int
    rows: Iterator[tuple[int, list[Any]]]
    remarks: list[Place] = field(default_factory=list)


def is_empty(cell: Any) -> bool:
    """Nothing stands there, or blanks only."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def sheet_of(rows: Iterator[tuple[int, list[Any]]], remarks: list[Place]) -> Sheet:
    """The first row that is not empty has the headings; empty rows below are passed over."""
    filled = ((number, cells) for number, cells in rows if not all(map(is_empty, cells)))
    number, headings = next(filled, (1, []))
    while headings and is_empty(headings[-1]):
        headings = headings[:-1]
    return Sheet(headings, number, filled, remarks)


def placed(remark: Place, columns: list[str]) -> Finding:
    """The remark of a reader with the name of its column."""
    known = remark.place is not None and remark.place < len(columns)
    column = columns[remark.place] if known and remark.place is not None else ""
    return Finding(remark.row, column, remark.code, remark.parameters, remark.is_error)
