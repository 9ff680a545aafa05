"""Which column of a file is which: by heading in either language or by key, in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.engine.sheets import is_empty
from foundation.azerbaijani import search_fold


@dataclass(frozen=True, slots=True)
class Matched:
    """Key of every place in the file, and what is wrong with the headings."""

    keys: list[str]
    unknown: list[str]
    double: list[str]
    unnamed: list[int]


def folded(text: Any) -> str:
    """A heading or value as it is compared: without case, marks, a trailing asterisk or doubled blanks."""
    return " ".join(search_fold(str(text)).replace("*", " ").replace("_", " ").split())


def match(headings: Sequence[Any], names: Mapping[str, str]) -> Matched:
    """`names`: folded heading -> key."""
    keys: list[str] = []
    unknown, double, unnamed = [], [], []
    for place, heading in enumerate(headings, start=1):
        key = "" if is_empty(heading) else names.get(folded(heading), "")
        if is_empty(heading):
            unnamed.append(place)
        elif not key:
            unknown.append(str(heading).strip()[:60])
        elif key in keys:
            double.append(str(heading).strip()[:60])
        keys.append(key)
    return Matched(keys, unknown, double, unnamed)
