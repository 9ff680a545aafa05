"""Tables of officers, posts and postings (docs/decisions/0011): their columns, and the service each row calls."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.context import Subject
from access.models import Label
from attaches.lifecycle import PostKind, PostTitle, StaffLevel
from attaches.selectors import named
from attaches.services import labels, officers, postings, posts
from attaches.services.plans import OfficerAlreadyPosted
from attaches.terms import Rank, ServiceBranch
from documents.registry import Column, Entered, Import, Kind, Unclear, Warned, register
from foundation.errors import InvalidInput, RuleBroken
from foundation.permissions import may

Rows = Sequence[tuple[int, Entered]]
PARTICULARS, LANGUAGES = "officers.record_particulars", "officers.record_language"
PERSONAL = ("service_number", "born_on", "passport_no", "passport_expires_on", "biography")
RESULT = ("language", "slp", "tested_on", "valid_until")
MOST_REFERENCES = 5


# --- Officers ---------------------------------------------------------------------------------------------------------


def enter_officer(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """An officer with what the office may say of him."""
    particulars = {key: row[key] for key in PERSONAL if key in row}
    result = {key: row[key] for key in RESULT if key in row}
    if result and (absent := [key for key in RESULT if key not in result]):
        raise InvalidInput(
            fields={key: [_("A language result has all four of its columns.")] for key in absent}
        )
    facts = {key: row[key] for key in ("full_name", "rank", "service_branch")}
    return officers.record(by=by, particulars=particulars, languages=[result] if result else [], **facts)


def label_of_officers(by: Subject) -> Label:
    """Personal data make the whole file personal."""
    return labels.personal() if may(by, PARTICULARS) else labels.base()


def same_names(rows: Rows, to: Subject) -> Iterator[Warned]:
    """An officer of that name is on record, or stands further up."""
    known = named.officers_by_name(to=to)
    above: dict[str, int] = {}
    for number, row in rows:
        key = named.name_key(row.get("full_name", ""))
        if key and key in known:
            yield Warned(number, "full_name", "same_name", {"references": _some(known[key])})
        elif key in above:
            yield Warned(number, "full_name", "same_name_above", {"row": above[key]})
        if key:
            above.setdefault(key, number)


OFFICERS = Import(
    slug="officers",
    title=_("Officers"),
    about=_("One officer a row: name, rank, branch, and what your office records of him besides."),
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
        Column(
            key="language", heading=_("Language"), verb=LANGUAGES, longest=3, help=_("ISO 639 code, e.g. en, tr, de."),
            example="en",
        ),
        Column(
            key="slp", heading=_("Language profile"), verb=LANGUAGES, longest=8,
            help=_("Listening, speaking, reading, writing (STANAG 6001), e.g. 3333."), example="3333",
        ),
        Column(key="tested_on", heading=_("Tested on"), kind=Kind.DAY, verb=LANGUAGES, example="2026-02-10"),
        Column(key="valid_until", heading=_("Valid until"), kind=Kind.DAY, verb=LANGUAGES, example="2029-02-10"),
    ),
)  # fmt: skip


# --- Posts ------------------------------------------------------------------------------------------------------------


def enter_post(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """A post that is wanted."""
    return posts.plan(by=by, on=on, **row)


def same_places(rows: Rows, to: Subject) -> Iterator[Warned]:
    """The mission has a post with this title."""
    missions = {row["mission"].pk for _number, row in rows if "mission" in row}
    known = named.posts_of_missions(missions, to=to)
    for number, row in rows:
        if "mission" in row and "title" in row:
            key = (row["mission"].pk, row["title"], named.name_key(row.get("designation", "")))
            if key in known:
                yield Warned(number, "title", "same_post", {"codes": _some(known[key])})


POSTS = Import(
    slug="posts",
    title=_("Posts"),
    about=_("One post a row: where it is, what it is, and what it asks of an officer. Each begins as planned."),
    verb="posts.plan",
    label=lambda by: labels.base(),
    enter=enter_post,
    warn=same_places,
    page=lambda: reverse("admin:attaches_post_changelist"),
    said={"same_post": _("The mission has a post with this title: %(codes)s.")},
    columns=(
        Column(
            key="code", heading=_("Code"), required=True, longest=30, help=_("Letters, digits and dashes; it stays."),
            example="tr-air",
        ),
        Column(
            key="kind", heading=_("Kind"), kind=Kind.CHOICE, required=True, choices=PostKind.choices,
            example="attache_office",
        ),
        Column(
            key="mission", heading=_("Mission"), kind=Kind.RECORD, required=True, example="emb-tr",
            help=_("Its code, or its name."), find=lambda texts, to: named.missions_called(texts),
            suggest=lambda to: named.mission_codes(),
        ),
        Column(
            key="title", heading=pgettext_lazy("post", "Title"), kind=Kind.CHOICE, required=True,
            choices=PostTitle.choices, example="air_attache",
        ),
        Column(
            key="designation", heading=_("Designation"), longest=120,
            help=_("Where the title alone does not tell, e.g. J5 Plans."),
        ),
        Column(
            key="staff_level", heading=_("Level of the headquarters"), kind=Kind.CHOICE, choices=StaffLevel.choices,
        ),
        Column(key="rank_min", heading=_("Lowest rank"), kind=Kind.CHOICE, choices=Rank.choices, example="major"),
        Column(
            key="language", heading=_("Language required"), longest=3, help=_("ISO 639 code, e.g. en, tr, de."),
            example="tr",
        ),
        Column(
            key="required_slp", heading=_("Language profile required"), longest=8, example="3333",
            help=_("Listening, speaking, reading, writing (STANAG 6001), e.g. 3333."),
        ),
        Column(
            key="consent_required", heading=_("Host consents to the office"), kind=Kind.FLAG,
            help=_("yes or no; some hosts ask for that first."), example="no",
        ),
        Column(key="consent_on", heading=_("Consent to the office on"), kind=Kind.DAY),
    ),
)  # fmt: skip


# --- Postings ---------------------------------------------------------------------------------------------------------


def find_officers(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """An officer by reference, or by a name that only one has."""
    found: dict[str, Any] = {}
    for text, rows in named.officers_called(texts, to=to).items():
        if len(rows) > 1:
            references = _some([officer.reference for officer in rows])
            found[text] = Unclear("several_records", {"given": text, "references": references})
        elif rows:
            found[text] = rows[0]
    return found


def enter_posting(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """A posting that is proposed, with the accreditation of the post's mission.

    What is refused stands in the findings: of a posting marked higher than the table it says no more than the database.
    """
    try:
        return postings.propose(by=by, on=on, **row)
    except OfficerAlreadyPosted as refusal:
        if named.is_posting_told(row["officer"], row["planned_from"], row["planned_to"], to=by):
            raise
        raise RuleBroken from refusal


def taken_posts(rows: Rows, to: Subject) -> Iterator[Warned]:
    """Somebody else is planned for the post in this period, on record or further up."""
    known = named.live_postings({row["post"].pk for _number, row in rows if "post" in row}, to=to)
    above: dict[int, list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
    for number, row in rows:
        if not {"post", "planned_from", "planned_to"} <= set(row):
            continue
        post, first, end = row["post"].pk, row["planned_from"], row["planned_to"]
        shared = [
            one for planned, one in known.get(post, ()) if planned.lower < end and first < planned.upper
        ]
        rows_above = [place for start, stop, place in above[post] if start < end and first < stop]
        if shared:
            yield Warned(number, "post", "post_taken", {"references": _some(shared)})
        elif rows_above:
            yield Warned(number, "post", "post_taken_above", {"row": rows_above[0]})
        above[post].append((first, end, number))


POSTINGS = Import(
    slug="postings",
    title=_("Postings"),
    about=_("One posting a row: who is proposed for which post, from when to when."),
    verb="postings.propose",
    label=lambda by: labels.base(),
    enter=enter_posting,
    warn=taken_posts,
    page=lambda: reverse("admin:attaches_posting_changelist"),
    blames={"post_closed": "post", "officer_already_posted": "officer"},
    said={
        "post_taken": _("Somebody is planned for this post in this period: %(references)s."),
        "post_taken_above": _("Row %(row)s plans somebody for this post in the same period."),
    },
    columns=(
        Column(
            key="post", heading=_("Post"), kind=Kind.RECORD, required=True, help=_("Its code."), example="tr-air",
            find=lambda texts, to: named.posts_coded(texts, to=to), suggest=lambda to: named.post_codes(to=to),
        ),
        Column(
            key="officer", heading=_("Officer"), kind=Kind.RECORD, required=True, find=find_officers,
            help=_("The reference, or the whole name where only one officer has it."), example="OFF-2026-7K3QF",
        ),
        Column(
            key="planned_from", heading=_("Planned from"), kind=Kind.DAY, required=True, example="2027-08-01",
        ),
        Column(
            key="planned_to", heading=_("Planned to"), kind=Kind.DAY, required=True, example="2030-08-01",
            help=_("The day of handing over."),
        ),
        Column(key="order_no", heading=_("Number of the order"), longest=60, exact=True),
    ),
)  # fmt: skip


def _some(references: Sequence[str]) -> str:
    """The first few; the rest as an ellipsis."""
    more = ", …" if len(references) > MOST_REFERENCES else ""
    return ", ".join(references[:MOST_REFERENCES]) + more


def register_all() -> None:
    """Called from apps.py: ready()."""
    for definition in (OFFICERS, POSTS, POSTINGS):
        register(definition)
