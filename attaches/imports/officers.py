"""The table of officers."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from attaches.imports import parts
from attaches.imports.wording import some
from attaches.selectors import named
from attaches.services import labels, officers
from attaches.terms import Rank, ServiceBranch
from directory.selectors.named import typed_key
from documents.registry import Column, Entered, Import, Kind, Warned
from foundation.permissions import may

Rows = Sequence[tuple[int, Entered]]
PARTICULARS = "officers.record_particulars"
PERSONAL = ("service_number", "born_on", "passport_no", "passport_expires_on", "biography")
PARTS = (parts.FIRST, *parts.FURTHER, parts.CLEARANCE, parts.COURSE)


def enter_officer(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """An officer with what the office may say of him."""
    particulars = {key: row[key] for key in PERSONAL if key in row}
    told = [(part, said) for part in PARTS if (said := part.of(row))]
    facts = {key: row[key] for key in ("full_name", "rank", "service_branch")}
    officer = officers.record(by=by, particulars=particulars, **facts)
    for part, said in told:
        part.enter(officer, said, by=by, at=at)
    return officer


def label_of_officers(by: Subject) -> Label:
    """Personal data make the whole file personal."""
    return labels.personal() if may(by, PARTICULARS) else labels.base()


def same_names(rows: Rows, to: Subject) -> Iterator[Warned]:
    """An officer of that name is on record, or stands further up."""
    known = named.officers_by_name(to=to)
    above: dict[str, int] = {}
    for number, row in rows:
        key = typed_key(row.get("full_name", ""))
        if key and key in known:
            yield Warned(number, "full_name", "same_name", {"references": some(known[key])})
        elif key in above:
            yield Warned(number, "full_name", "same_name_above", {"row": above[key]})
        if key:
            above.setdefault(key, number)


OFFICERS = Import(
    slug="officers",
    title=_("Officers"),
    about=_(
        "One officer a row: name, rank, branch, and what your office records of him besides. What does not fit into a "
        "row has tables of its own: language results, courses, clearances."
    ),
    verb="officers.record",
    label=label_of_officers,
    enter=enter_officer,
    warn=same_names,
    page=lambda: reverse("admin:attaches_officer_changelist"),
    said={
        "same_name": _("An officer of this name is on record: %(references)s."),
        "same_name_above": _("The same name stands in row %(row)s."),
    },
    columns=(
        Column(key="full_name", heading=_("Name"), required=True, longest=160, example="Maket Nümunəyev"),
        Column(key="rank", heading=_("Rank"), kind=Kind.CHOICE, required=True, choices=Rank.choices, example="colonel"),
        Column(
            key="service_branch", heading=_("Service branch"), kind=Kind.CHOICE, required=True,
            choices=ServiceBranch.choices, example="land_forces",
        ),
        Column(
            key="service_number", heading=_("Service number"), longest=40, exact=True, verb=PARTICULARS,
            example="00712",
        ),
        Column(key="born_on", heading=_("Date of birth"), kind=Kind.DAY, verb=PARTICULARS, example="1979-03-21"),
        Column(
            key="passport_no", heading=_("Passport number"), longest=40, exact=True, verb=PARTICULARS,
            example="P0000000",
        ),
        Column(
            key="passport_expires_on", heading=_("Passport expires on"), kind=Kind.DAY, verb=PARTICULARS,
            example="2031-05-31",
        ),
        Column(key="biography", heading=_("Biography"), verb=PARTICULARS),
        *parts.FIRST_COLUMNS,
        *parts.FURTHER_COLUMNS,
        *parts.CLEARANCE_COLUMNS,
        *parts.COURSE_COLUMNS,
    ),
)  # fmt: skip
