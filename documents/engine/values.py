"""A cell as the value its column holds, or the finding that says why it is none. Never guesses."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.engine.findings import shortened
from documents.engine.headings import folded
from documents.engine.sheets import Odd
from documents.registry import Column, Kind, Unclear

YEARS = range(1800, 2201)
LARGEST_EXACT = 10**15
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
YES = {"yes", "true", "1", "beli", "he", "x"}
NO = {"no", "false", "0", "xeyr", "yox"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A column with what its cells are compared with: folded words of every language -> stored choice."""

    column: Column
    choices: Mapping[str, str] = field(default_factory=dict)


def read_cell(cell: Any, reading: Reading) -> Any:
    """The value, or an Unclear. A cell of a column of records stays the text it is looked up by."""
    if isinstance(cell, Odd):
        return Unclear(cell.code, {"given": cell.given})
    return _READERS[reading.column.kind](cell, reading)


def _text(cell: Any, reading: Reading) -> Any:
    text = _as_text(cell, reading.column)
    if isinstance(text, Unclear):
        return text
    if 0 < reading.column.longest < len(text):
        return Unclear("too_long", {"count": len(text), "most": reading.column.longest})
    return text


def _as_text(cell: Any, column: Column) -> Any:
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").strip()
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return Unclear("not_text", {"given": shortened(str(cell))})
    if column.exact:
        return Unclear("number_for_text")
    if not float(cell).is_integer() or abs(cell) >= LARGEST_EXACT:
        return Unclear("not_text", {"given": shortened(str(cell))})
    return str(int(cell))


def _day(cell: Any, reading: Reading) -> Any:
    if isinstance(cell, dt.datetime | dt.time):
        return Unclear("time_of_day")
    if isinstance(cell, int | float):
        return Unclear("not_a_day" if isinstance(cell, bool) else "number_for_day", {"given": str(cell)})
    day = cell if isinstance(cell, dt.date) else _written_day(str(cell).strip())
    if day is None:
        return Unclear("not_a_day", {"given": shortened(str(cell).strip())})
    return day if day.year in YEARS else Unclear("day_out_of_range")


def _written_day(text: str) -> dt.date | None:
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    elif found := _DOTTED.match(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _flag(cell: Any, reading: Reading) -> Any:
    if isinstance(cell, bool):
        return cell
    word = folded(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
    if word in YES | NO:
        return word in YES
    return Unclear("not_a_flag", {"given": shortened(str(cell))})


def _choice(cell: Any, reading: Reading) -> Any:
    found = reading.choices.get(folded(cell))
    if found is not None:
        return found
    return Unclear("not_a_choice", {"given": shortened(str(cell).strip())})


_READERS: Mapping[Kind, Callable[[Any, Reading], Any]] = {
    Kind.TEXT: _text,
    Kind.DAY: _day,
    Kind.FLAG: _flag,
    Kind.CHOICE: _choice,
    Kind.RECORD: _text,
}
