"""The table of activities: planned, under way or over (docs/decisions/0011)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from activities.lifecycle import ENTERED_AS, ActivityState, Aspect, Direction, Level
from activities.selectors.named import agreements_called, institutions_coded, near_ones
from activities.services import activities
from agreements.imports.figures import read_figures
from agreements.selectors.named import countries_called, kind_codes, kinds_called
from documents.registry import Column, Entered, Import, Kind, Warned, register
from foundation.errors import InvalidInput

LABEL = "official_use"
STANDS_AS = [(state.value, state.label) for state in ActivityState if state in ENTERED_AS]
Rows = Sequence[tuple[int, Entered]]


def enter_activity(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """One activity at the label of the table; lists and numbers are read from the words of their cells."""
    facts = dict(row)
    facts.setdefault("ends_on", facts["starts_on"])
    if "participants" in facts:
        facts["participants"] = _countries(facts["participants"], by)
    read_figures(
        facts, amounts=("planned_cost", "actual_cost"), numbers=("person_days", "actual_person_days")
    )
    return activities.record(by=by, at=at, label=intern(LABEL), **facts)


def _countries(text: str, by: Subject) -> list[Any]:
    """Codes or names of several countries, between commas or semicolons."""
    wanted = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    found = countries_called(wanted, by)
    missing = [part for part in wanted if part not in found]
    if missing:
        words = _("No such country: %(names)s.") % {"names": ", ".join(missing)}
        raise InvalidInput(fields={"participants": [words]})
    return [found[part] for part in wanted]


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
        "One activity a row, planned, under way or over; exercises are entered one by one, with their conferences."
    ),
    verb="activities.record",
    label=lambda by: intern(LABEL),
    enter=enter_activity,
    warn=similar_rows,
    page=lambda: reverse("activities:programme"),
    said={
        "similar": _("The same kind of activity with this State is on record on these days: %(references)s."),
        "similar_above": _("Row %(row)s is the same kind of activity with this State on these days."),
    },
    columns=(
        Column(key="title", heading=_("Title"), required=True, longest=300, example="Visit of a frigate"),
        Column(
            key="kind", heading=_("Kind of activity"), kind=Kind.RECORD, required=True, example="ship_visit",
            help=_("Its code, or its name in either language."),
            find=lambda texts, to: kinds_called(texts), suggest=lambda to: kind_codes(),
        ),
        Column(
            key="country", heading=_("Main partner"), kind=Kind.RECORD, required=True, example="TR",
            help=_("Two letters, or the name in either language."), find=countries_called,
        ),
        Column(
            key="participants", heading=_("Further countries"), longest=300, example="GE, PK",
            help=_("Two letters or names, between commas."),
        ),
        Column(key="starts_on", heading=_("First day"), kind=Kind.DAY, required=True, example="2027-05-10"),
        Column(
            key="ends_on", heading=_("Last day"), kind=Kind.DAY, example="2027-05-13",
            help=_("The first day where it is empty."),
        ),
        Column(key="place", heading=_("Place"), longest=120),
        Column(
            key="agreement", heading=_("Under which agreement"), kind=Kind.RECORD, find=agreements_called,
            help=_("Its reference."),
        ),
        Column(key="ad_hoc_reason", heading=_("Reason without an agreement"), longest=500),
        Column(key="level", heading=_("Level"), kind=Kind.CHOICE, choices=Level.choices),
        Column(key="direction", heading=_("Direction"), kind=Kind.CHOICE, choices=Direction.choices),
        Column(key="aspect", heading=_("Aspect"), kind=Kind.CHOICE, choices=Aspect.choices),
        Column(
            key="lead_institution", heading=_("Lead institution"), kind=Kind.RECORD, help=_("Its code."),
            find=lambda texts, to: institutions_coded(texts),
        ),
        Column(key="planned_cost", heading=_("Planned cost"), longest=20, example="12500.00"),
        Column(key="currency", heading=_("Currency"), longest=3, example="AZN"),
        Column(key="person_days", heading=_("Person-days"), longest=12),
        Column(
            key="stands_as", heading=_("Where it stands"), kind=Kind.CHOICE, choices=STANDS_AS,
            help=_("What was under way or over before this register is entered where it stands."),
        ),
        Column(key="actual_cost", heading=_("Actual cost"), longest=20),
        Column(key="actual_person_days", heading=_("Actual person-days"), longest=12),
        Column(key="outcome", heading=_("Outcome"), longest=4000),
    ),
)  # fmt: skip


def register_all() -> None:
    """Called from apps.py: ready()."""
    register(ACTIVITIES)
