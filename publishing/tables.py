"""A table as plain data: what every export is made from, whatever its subject."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Kind = Literal["text", "integer", "decimal", "money", "date", "instant", "reference", "ratio", "flag"]
NUMERIC: frozenset[Kind] = frozenset({"integer", "decimal", "money", "ratio"})


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many: shares are told as n/N, never as a bare percentage."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"


class Money(str):
    """Amounts by currency, never summed across them; as a string what programs read, without any language."""

    amounts: dict[str, Decimal]

    def __new__(cls, amounts: Mapping[str, Decimal]) -> "Money":
        made = super().__new__(cls, "; ".join(f"{amount:.2f} {unit}" for unit, amount in amounts.items()))
        made.amounts = dict(amounts)
        return made


def money(amounts: Iterable[tuple[str, Decimal | None]]) -> Money | None:
    """The sums by currency; None where there is no amount."""
    sums: dict[str, Decimal] = {}
    for unit, amount in amounts:
        if amount is not None and unit:
            sums[unit] = sums.get(unit, Decimal(0)) + amount
    return Money(dict(sorted(sums.items()))) if sums else None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `key` finds the value in a row, `label` is already in the reader's language."""

    key: str
    label: str
    kind: Kind = "text"
    unit: str = ""

    @property
    def heading(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A question, the rows that answer it, and everything a reader needs in order to trust them."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Any]]
    question: str = ""
    summary: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()
    as_of: datetime.date | None = None
    printed_at: datetime.datetime | None = None
    marking: str = ""
    prepared_for: str = ""
    language: str = "en"


def as_ratio(value: Any) -> Ratio | None:
    """Read n of N from a Ratio, a pair or a mapping; None when there is nothing to divide by."""
    if isinstance(value, Ratio):
        return value
    if isinstance(value, Mapping) and {"part", "whole"} <= value.keys():
        value = (value["part"], value["whole"])
    if (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(number, int) for number in value)
    ):
        return Ratio(*value)
    return None
