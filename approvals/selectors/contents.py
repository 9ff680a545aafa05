"""How a frozen content is read: facts, texts and tables in people's words, whatever the kind of matter."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from approvals.registry import Wording
from foundation.wording import NOTHING, written_date

LONG_TEXT = 90
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


@dataclass(frozen=True)
class Part:
    """A part of the content: either a text, a list of facts, or a table; `key` tells it apart."""

    key: str
    label: str
    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = field(default=())  # (column, cell)


def name_of(key: str, wording: Wording) -> str:
    """The key in people's words; an unnamed one is shown as it stands, without underscores."""
    return str(wording.names.get(key) or key.replace("_", " ").capitalize())


def said(key: str, value: Any, wording: Wording) -> str:
    """A single value in people's words."""
    if key in wording.said and value not in (None, "", [], {}):
        return wording.said[key](value)
    known = wording.values.get(key, {})
    if isinstance(value, str | int) and value in known:
        return str(known[value])
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Mapping):
        inside = (
            f"{name_of(k, wording)}: {said(k, value[k], wording)}"
            for k in in_order(value, wording)
            if value[k] not in (None, "", [])
        )
        return " · ".join(inside) or NOTHING
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(said(key, item, wording) for item in value)
    return _as_date(str(value))


def _as_date(text: str) -> str:
    if not ISO_DATE.match(text):
        return text
    try:
        return written_date(date.fromisoformat(text))
    except ValueError:
        return text


def is_table(value: Any) -> bool:
    """True for a list of rows."""
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def in_order(keys: Iterable[str], wording: Wording) -> list[str]:
    """Keys in the reading order of the wording; unnamed ones follow as they came, hidden ones are left out."""
    place = {key: number for number, key in enumerate(wording.names)}
    return sorted(
        (key for key in keys if key not in wording.hidden), key=lambda key: place.get(key, len(place))
    )


def parts(content: Mapping[str, Any], wording: Wording) -> list[Part]:
    """The whole content in reading order: short facts first, then each text and table under its own heading."""
    shown = {key: content[key] for key in in_order(content, wording)}
    own = {key for key, value in shown.items() if is_table(value) or _is_text(key, value, wording)}
    facts = tuple((name_of(key, wording), said(key, shown[key], wording)) for key in shown if key not in own)
    rest = [_part(key, shown[key], wording) for key in shown if key in own]
    return [Part("facts", _("Particulars"), facts=facts), *rest] if facts else rest


def _is_text(key: str, value: Any, wording: Wording) -> bool:
    if not isinstance(value, str) or not value:
        return False
    return key in wording.texts or len(value) > LONG_TEXT or "\n" in value


def _part(key: str, value: Any, wording: Wording) -> Part:
    if not is_table(value):
        return Part(key, name_of(key, wording), text=str(value))
    columns = in_order(dict.fromkeys(column for row in value for column in row), wording)
    names = [name_of(column, wording) for column in columns]
    rows = tuple(
        tuple(zip(names, (said(c, row.get(c), wording) for c in columns), strict=True)) for row in value
    )
    return Part(key, name_of(key, wording), columns=tuple(names), rows=rows)


def flat(content: Mapping[str, Any], wording: Wording) -> Iterator[tuple[tuple[str, str, str], str]]:
    """((part, row, column), text) of all a reader would compare; rows are named by their identity, else by place."""
    for key in in_order(content, wording):
        value, name = content[key], name_of(key, wording)
        if not is_table(value):
            yield (name, "", ""), _plain(key, value, wording)
            continue
        identity = wording.identity.get(key, "")
        for place, row in enumerate(value, start=1):
            row_name = said(identity, row[identity], wording) if row.get(identity) else str(place)
            for column in in_order(row, wording):
                if column != identity:
                    yield (name, row_name, name_of(column, wording)), _plain(column, row[column], wording)


def _plain(key: str, value: Any, wording: Wording) -> str:
    return "" if value in (None, "", [], {}) else said(key, value, wording)
