"""The table of postings: proposed, running or over (docs/decisions/0017)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.imports.finding import find_bodies, find_officers
from attaches.imports.wording import AS_OF, some
from attaches.lifecycle import AccreditationRole
from attaches.selectors import named
from attaches.services import labels, postings, taking_over
from attaches.services.plans import OfficerAlreadyPosted
from directory.models import Country
from documents.registry import Column, Entered, Import, Kind, Warned
from foundation.errors import InvalidInput, RuleBroken

Rows = Sequence[tuple[int, Entered]]
SIDES = "also_accredited_to"
ALREADY = (taking_over.DAYS | {"end_reason"}) - {"on"}
AS_KNOWN = _("As far as it is known; else the latest day before counts.")


def enter_posting(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """A posting with the accreditation of the post's mission, and further ones: proposed, or taken over with its days.

    What is refused stands in the findings: of a posting marked higher than the table it says no more than the database.
    """
    facts: dict[str, Any] = {key: value for key, value in row.items() if key != SIDES}
    facts["accreditations"] = [_side(body) for body in row.get(SIDES, ())]
    try:
        if not set(row) & set(ALREADY):
            return postings.propose(by=by, at=at, **{"on": on, **facts})
        return taking_over.take_over(by=by, at=at, **facts)
    except InvalidInput as refusal:
        if SIDES not in row or "country" not in refusal.fields:
            raise
        raise InvalidInput(fields={SIDES: refusal.fields["country"]}) from refusal
    except OfficerAlreadyPosted as refusal:
        if named.is_posting_told(row["officer"], row["planned_from"], row["planned_to"], to=by):
            raise
        raise RuleBroken from refusal


def _side(body: Any) -> dict[str, Any]:
    where = "country" if isinstance(body, Country) else "organisation"
    return {"role": AccreditationRole.SIDE, where: body}


def find_postings(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """Postings by reference."""
    meant = {text: text.strip().upper() for text in texts}
    rows = named.postings_referenced(set(meant.values()), to=to)
    return {text: rows[reference] for text, reference in meant.items() if reference in rows}


def taken_posts(rows: Rows, to: Subject) -> Iterator[Warned]:
    """Somebody else is planned for the post in this period, on record or further up."""
    known = named.live_postings({row["post"].pk for _number, row in rows if "post" in row}, to=to)
    above: dict[int, list[tuple[dt.date, dt.date, int]]] = defaultdict(list)
    for number, row in rows:
        if "ended_on" in row or not {"post", "planned_from", "planned_to"} <= set(row):
            continue  # what is over holds no post
        post, first, end = row["post"].pk, row["planned_from"], row["planned_to"]
        shared = [
            one for planned, one in known.get(post, ()) if planned.lower < end and first < planned.upper
        ]
        rows_above = [place for start, stop, place in above[post] if start < end and first < stop]
        if shared:
            yield Warned(number, "post", "post_taken", {"references": some(shared)})
        elif rows_above:
            yield Warned(number, "post", "post_taken_above", {"row": rows_above[0]})
        above[post].append((first, end, number))


POSTINGS = Import(
    slug="postings",
    title=_("Postings"),
    about=_(
        "One posting a row: who is proposed for which post, from when to when. Who is in post already, or was, is "
        "taken over with the days an older record has."
    ),
    verb="postings.propose",
    label=lambda by: labels.base(),
    enter=enter_posting,
    warn=taken_posts,
    page=lambda: reverse("admin:attaches_posting_changelist"),
    blames={
        "post_closed": "post", "officer_already_posted": "officer", "officer_merged": "officer",
        "post_has_incumbent": "post", "post_not_established": "post", "post_not_established_then": "post",
        "presence_overlap_too_long": "arrived_on", "accredited_there": SIDES,
    },
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
        Column(
            key="predecessor", heading=_("Takes over from"), kind=Kind.RECORD, find=find_postings,
            help=_("The reference of a posting at the same post."),
        ),
        Column(
            key=SIDES, heading=_("Also accredited to"), kind=Kind.RECORD, find=find_bodies,
            help=_("Codes or names of further States and organisations, parted by semicolons."), example="GE; KZ",
        ),
        Column(key="on", heading=_("Proposed as of"), kind=Kind.DAY, help=AS_OF),
        Column(key="consent_note_on", heading=_("Note asking for consent"), kind=Kind.DAY, help=AS_KNOWN),
        Column(key="consent_reply_on", heading=_("Reply of the host"), kind=Kind.DAY, help=AS_KNOWN),
        Column(key="accreditation_note_on", heading=_("Note asking for accreditation"), kind=Kind.DAY, help=AS_KNOWN),
        Column(key="accredited_on", heading=_("Accredited on"), kind=Kind.DAY, help=AS_KNOWN),
        Column(key="arrived_on", heading=_("Arrived on"), kind=Kind.DAY, help=AS_KNOWN),
        Column(
            key="assumed_on", heading=_("Functions assumed on"), kind=Kind.DAY,
            help=_("Who is in post already, or was, is taken over; empty for who is only proposed."),
        ),
        Column(key="ended_on", heading=_("Functions ended on"), kind=Kind.DAY, help=_("Empty for who is in post.")),
        Column(key="departed_on", heading=_("Left on"), kind=Kind.DAY),
        Column(key="end_reason", heading=_("Reason of the end"), longest=300),
    ),
)  # fmt: skip
