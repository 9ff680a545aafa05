"""A content as it is printed: each text, list and set of particulars a chapter, in the words and order of its kind."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from approvals.registry import Wording
from approvals.selectors.contents import Part, in_order, is_table, name_of, parts, said
from publishing.state_papers import Chapter, Facts, Prose, Records

AMOUNT = re.compile(r"-?\d+\.\d+\Z")


def chapters(content: Mapping[str, Any], wording: Wording) -> list[Chapter]:
    """Every part of the content in reading order; what is new in a kind appears by itself."""
    return [_chapter(part, content, wording) for part in parts(content, wording)]


def _chapter(part: Part, content: Mapping[str, Any], wording: Wording) -> Chapter:
    rows = content.get(part.key)
    if part.facts:
        return Chapter(part.label, [Facts(part.facts)])
    if part.columns and isinstance(rows, list):
        return Chapter(part.label, [_records(part.key, rows, wording)])
    return Chapter(part.label, [Prose(part.text)])


def _records(key: str, rows: Sequence[Mapping[str, Any]], wording: Wording) -> Records:
    """Rows with a cell for each plain value; lists inside a row stand under it."""
    keys = in_order(dict.fromkeys(column for row in rows for column in row), wording)
    nested = [column for column in keys if any(is_table(row.get(column)) for row in rows)]
    plain = [column for column in keys if column not in nested]
    identity = wording.identity.get(key, "")
    return Records(
        columns=[name_of(column, wording) for column in plain],
        rows=[[said(column, row.get(column), wording) for column in plain] for row in rows],
        numeric=frozenset(
            at
            for at, column in enumerate(plain)
            if _counts([row.get(column) for row in rows], column, wording)
        ),
        name=plain.index(identity) if identity in plain else None,
        below=[
            [
                (name_of(column, wording), [said(column, inner, wording) for inner in row[column]])
                for column in nested
                if row.get(column)
            ]
            for row in rows
        ],
    )


def _counts(values: Sequence[Any], column: str, wording: Wording) -> bool:
    """Figures are set to the right; codes that stand for words are not figures."""
    given = [value for value in values if value not in (None, "")]
    return bool(given) and column not in wording.values and all(_is_figure(value) for value in given)


def _is_figure(value: Any) -> bool:
    if isinstance(value, str):
        return bool(AMOUNT.match(value))
    return isinstance(value, int) and not isinstance(value, bool)
