"""Tables of language results, courses and clearances, as many rows as an officer has of them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.imports import parts
from attaches.imports.finding import find_officers
from attaches.imports.parts import Part
from attaches.selectors import named
from attaches.services import labels
from documents.registry import Column, Entered, Import, Kind, Warned

Rows = Sequence[tuple[int, Entered]]
OFFICER = Column(
    key="officer", heading=_("Officer"), kind=Kind.RECORD, required=True, find=find_officers,
    help=_("The reference, or the whole name where only one officer has it."), example="OFF-2026-7K3QF",
)  # fmt: skip


def entering(part: Part) -> Callable[..., Any]:
    """One row is one part of an officer."""

    def enter(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
        return part.enter(row["officer"], part.of(row), by=by, at=at)

    return enter


def same_entry(kind: str, *keys: str) -> Callable[[Rows, Subject], Iterator[Warned]]:
    """The like of a row is on record, or stands further up."""

    def warn(rows: Rows, to: Subject) -> Iterator[Warned]:
        whole = [(number, row) for number, row in rows if {"officer", *keys} <= set(row)]
        known = named.entered_already(kind, {row["officer"].pk for _number, row in whole}, to=to)
        above: dict[tuple[Any, ...], int] = {}
        for number, row in whole:
            one = (row["officer"].pk, *(row[key] for key in keys))
            if one in known:
                yield Warned(number, keys[-1], "entered_already", {})
            elif one in above:
                yield Warned(number, keys[-1], "entered_above", {"row": above[one]})
            above.setdefault(one, number)

    return warn


def table(slug: str, title: Any, about: Any, part: Part, columns: Sequence[Column], warn: Any) -> Import:
    """A table of one kind: only offices that enter it bring it in, so its columns need no verb of their own."""
    return Import(
        slug=slug, title=title, about=about, verb=columns[0].verb, label=lambda by: labels.base(),
        enter=entering(part), warn=warn, page=lambda: reverse("admin:attaches_officer_changelist"),
        columns=(OFFICER, *(replace(one, required=one.key in part.needed, verb="") for one in columns)),
        blames={"officer_merged": "officer"},
        said={
            "entered_already": _("The officer has an entry of this day already."),
            "entered_above": _("The same stands in row %(row)s."),
        },
    )  # fmt: skip


QUALIFICATIONS = (
    table(
        "officer-languages", _("Language results"),
        _("One result a row; an officer may have several. The newest of a language counts."),
        parts.FIRST, parts.FIRST_COLUMNS, same_entry("language", "language", "tested_on"),
    ),
    table(
        "officer-trainings", _("Courses of officers"),
        _("One course a row, at home or abroad, completed or still ahead."),
        parts.COURSE, parts.COURSE_COLUMNS, same_entry("training", "course_kind", "course_begins_on"),
    ),
    table(
        "officer-clearances", _("Clearances of officers"),
        _("One clearance a row: from when, and until when it is valid."),
        parts.CLEARANCE, parts.CLEARANCE_COLUMNS, same_entry("clearance", "cleared_on"),
    ),
)  # fmt: skip
