"""The table of items of annual plans: each goes to the plan of its State and year, which may have to be begun."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from agreements.models.plan import Bearer, MeetingLevel, PlanFunding, PlanHost
from agreements.selectors.named import items_by_title
from agreements.services import plans
from agreements.services.plan_refusals import ItemRefused
from directory.selectors.named import countries_called, kind_codes, kinds_called, typed_key
from documents.engine.figures import number, read_figures
from documents.registry import Column, Entered, Import, Kind, Warned
from foundation.errors import InvalidInput

Rows = Sequence[tuple[int, Entered]]
QUARTERS = [(str(number), f"Q{number}") for number in range(1, 5)]
YEAR = _("A year such as 2027.")


def enter_item(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """One item at the label of the table; figures are read from the words of their cells."""
    facts = dict(row)
    read_figures(facts, amounts=("cost",), numbers=("people_home", "people_partner", "quarter"))
    facts["year"] = _year(facts["year"])
    if "starts_on" in facts:
        facts.setdefault("ends_on", facts["starts_on"])
    try:
        return plans.add_line(by=by, at=at, label=_label(by), **facts)
    except ItemRefused as refusal:  # its number in the plan says nothing in a table
        lines: Any = refusal.fields["items"]
        said = [str(words).partition(": ")[2] for words in lines]
        raise InvalidInput(fields={"title_en": said}) from refusal


def _label(by: Subject) -> Any:
    return intern("official_use")


def _year(text: str) -> int:
    found = number("year", text)
    if not 1991 <= found <= 2100:
        raise InvalidInput(fields={"year": [YEAR]})
    return found


def same_items(rows: Rows, to: Subject) -> Iterator[Warned]:
    """An item of this title stands in the plan already, or further up in the table."""
    named = [(no, row, _key(row)) for no, row in rows]
    keys = {key for _no, _row, key in named if key is not None}
    known = items_by_title(keys, to=to)
    above: dict[tuple[int, int, str], int] = {}
    for no, row, key in named:
        for column in ("title_en", "title_az"):
            if key is None or not row.get(column):
                continue
            full = (*key, typed_key(row[column]))
            if full in known:
                yield Warned(no, column, "same_item", {"reference": known[full]})
            elif above.get(full, no) != no:
                yield Warned(no, column, "same_row", {"row": above[full]})
            above.setdefault(full, no)


def _key(row: Entered) -> tuple[int, int] | None:
    year = str(row.get("year", "")).strip()
    return (
        (row["country"].pk, int(year)) if "country" in row and year.isdecimal() and len(year) == 4 else None
    )


PLAN_ITEMS = Import(
    slug="plan-items",
    title=_("Items of annual plans"),
    about=_(
        "One item a row, for the plan of its partner and year; a plan that is not begun yet is begun. Plans past their "
        "costing take no further items."
    ),
    verb="plans.amend",
    label=_label,
    enter=enter_item,
    warn=same_items,
    page=lambda: reverse("agreements:plans"),
    blames={"plan_fixed": "year", "plan_with_home": "country"},
    said={
        "same_item": _("The plan has an item with this title: %(reference)s."),
        "same_row": _("Row %(row)s has the same title."),
    },
    columns=(
        Column(
            key="country", heading=_("Partner"), kind=Kind.RECORD, required=True, example="TR",
            help=_("Two letters, or the name in either language."), find=countries_called,
        ),
        Column(key="year", heading=_("Year"), required=True, longest=4, help=YEAR, example="2027"),
        Column(key="title_en", heading=_("Activity in English"), longest=300, example="Visit of mountain instructors"),
        Column(
            key="title_az", heading=_("Activity in Azerbaijani"), longest=300, help=_("One of the two is needed."),
            example="Dağ təlimatçılarının səfəri",
        ),
        Column(
            key="kind", heading=_("Kind of activity"), kind=Kind.RECORD, required=True, example="unit_exchange",
            help=_("Its code, or its name in either language."),
            find=kinds_called, suggest=lambda to: kind_codes(),
        ),
        Column(key="objective", heading=_("Objective"), longest=500),
        Column(key="host", heading=_("Host"), kind=Kind.CHOICE, choices=PlanHost.choices, example="partner"),
        Column(key="place", heading=_("Place"), longest=120, example="Isparta"),
        Column(key="quarter", heading=_("Quarter"), kind=Kind.CHOICE, choices=QUARTERS, example="2"),
        Column(key="starts_on", heading=_("First day"), kind=Kind.DAY),
        Column(key="ends_on", heading=_("Last day"), kind=Kind.DAY, help=_("The first day where it is empty.")),
        Column(key="level", heading=_("Level"), kind=Kind.CHOICE, choices=MeetingLevel.choices, example="expert"),
        Column(key="people_home", heading=_("Participants of the home State"), longest=12, example="6"),
        Column(key="people_partner", heading=_("Participants of the partner"), longest=12, example="10"),
        Column(key="travel_by", heading=_("Travel paid by"), kind=Kind.CHOICE, choices=Bearer.choices),
        Column(key="stay_by", heading=_("Stay paid by"), kind=Kind.CHOICE, choices=Bearer.choices),
        Column(key="contact_home", heading=_("Point of contact at home"), longest=200),
        Column(key="contact_partner", heading=_("Point of contact of the partner"), longest=200),
        Column(key="cost", heading=_("Cost for the home State"), longest=20, example="4500.00"),
        Column(key="currency", heading=_("Currency"), longest=3, example="AZN"),
        Column(
            key="funding", heading=_("Funding source"), kind=Kind.CHOICE, choices=PlanFunding.choices,
            example="defence_budget",
        ),
        Column(key="remark", heading=_("Remark"), longest=500),
    ),
)  # fmt: skip
