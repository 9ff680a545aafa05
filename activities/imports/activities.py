"""The table of activities: planned, under way or over (docs/decisions/0011)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from activities.imports.columns import (
    BASIS,
    MEANS,
    NATURE,
    OUTCOME,
    SAID,
    TITLE,
    TOUCHES,
    WITH_WHOM,
    read_cells,
)
from activities.selectors.named import LABEL, near_ones
from activities.services import activities
from directory.selectors.named import kind_codes, kinds_called
from documents.registry import Column, Entered, Import, Kind, Warned

Rows = Sequence[tuple[int, Entered]]


def enter_activity(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """One activity at the label of the table."""
    return activities.record(by=by, at=at, label=intern(LABEL), **read_cells(row, by))


def similar_rows(rows: Rows, to: Subject) -> Iterator[Warned]:
    """The same State and kind on the same days, on record or further up (C9)."""
    dated = [(no, row) for no, row in rows if {"country", "kind", "starts_on"} <= set(row)]
    known = near_ones({row["country"].pk for _no, row in dated}, to=to)
    above: dict[tuple[int, int], list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
    for number, row in dated:
        key = (row["country"].pk, row["kind"].pk)
        first: dt.date = row["starts_on"]
        last: dt.date = row.get("ends_on") or first
        found = [one for start, end, one in known.get(key, ()) if start <= last and first <= end]
        earlier = [place for start, end, place in above[key] if start <= last and first <= end]
        if found:
            yield Warned(number, "title", "similar", {"references": ", ".join(found[:5])})
        elif earlier:
            yield Warned(number, "title", "similar_above", {"row": earlier[0]})
        above[key].append((first, last, number))


ACTIVITIES = Import(
    slug="activities",
    title=_("Activities"),
    about=_(
        "One activity a row, planned, under way or over; exercises have a table of their own."
    ),
    verb="activities.record",
    label=lambda by: intern(LABEL),
    enter=enter_activity,
    warn=similar_rows,
    page=lambda: reverse("activities:programme"),
    said=SAID,
    columns=(
        TITLE,
        Column(
            key="kind", heading=_("Kind of activity"), kind=Kind.RECORD, required=True, example="ship_visit",
            help=_("Its code, or its name in either language."),
            find=kinds_called, suggest=lambda to: kind_codes(),
        ),
        *WITH_WHOM, *BASIS, *NATURE, *TOUCHES, *MEANS, *OUTCOME,
    ),
)  # fmt: skip
