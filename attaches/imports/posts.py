"""The table of posts: wanted, or established since a day."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.context import Subject
from attaches.imports.wording import AS_OF, some
from attaches.lifecycle import PostKind, PostState, PostTitle, StaffLevel
from attaches.models import Post
from attaches.selectors import named
from attaches.services import labels, posts
from attaches.services.steps import StepInFuture
from attaches.terms import Rank
from directory.selectors.named import mission_codes, missions_called, typed_key
from documents.registry import Column, Entered, Import, Kind, Warned
from foundation.errors import InvalidInput
from foundation.wording import legal_day

Rows = Sequence[tuple[int, Entered]]


def enter_post(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """A post that is wanted, or one that has been established since a day."""
    facts = dict(row)
    if "tour_months" in facts:
        facts["tour_months"] = _months(facts["tour_months"])
    since = facts.pop("established_on", None)
    if since is not None and since > legal_day(at):
        raise InvalidInput(fields={"established_on": StepInFuture().fields["on"]})
    post = posts.plan(by=by, at=at, **{"on": since or on, **facts})
    for state in (PostState.AUTHORISED, PostState.ESTABLISHED) if since is not None else ():
        post = _established(post, state, since, by, at)
    return post


def _months(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise InvalidInput(fields={"tour_months": [_("A whole number of months.")]})
    return int(text)


def _established(post: Post, state: PostState, on: dt.date, by: Subject, at: dt.datetime) -> Post:
    """One of the two steps, its refusals beside the day."""
    try:
        return posts.advance(post, state, by=by, on=on, at=at)
    except InvalidInput as refusal:
        raise InvalidInput(
            fields={"established_on": refusal.fields.get("on", [refusal.message])}
        ) from refusal


def same_places(rows: Rows, to: Subject) -> Iterator[Warned]:
    """The mission has a post with this title."""
    missions = {row["mission"].pk for _number, row in rows if "mission" in row}
    known = named.posts_of_missions(missions, to=to)
    for number, row in rows:
        if "mission" in row and "title" in row:
            key = (row["mission"].pk, row["title"], typed_key(row.get("designation", "")))
            if key in known:
                yield Warned(number, "title", "same_post", {"codes": some(known[key])})


POSTS = Import(
    slug="posts",
    title=_("Posts"),
    about=_(
        "One post a row: where it is, what it is, and what it asks of an officer. Each begins as planned, unless a day "
        "says since when it is established."
    ),
    verb="posts.plan",
    label=lambda by: labels.base(),
    enter=enter_post,
    warn=same_places,
    page=lambda: reverse("admin:attaches_post_changelist"),
    blames={"office_consent_missing": "consent_on"},
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
            help=_("Its code, or its name."), find=missions_called,
            suggest=lambda to: mission_codes(),
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
        Column(key="rank_max", heading=_("Highest rank"), kind=Kind.CHOICE, choices=Rank.choices, example="colonel"),
        Column(
            key="language", heading=_("Language required"), longest=3, help=_("ISO 639 code, e.g. en, tr, de."),
            example="tr",
        ),
        Column(
            key="required_slp", heading=_("Language profile required"), longest=8, example="3333",
            help=_("Listening, speaking, reading, writing (STANAG 6001), e.g. 3333."),
        ),
        Column(
            key="training_required", heading=_("Attaché course required"), kind=Kind.FLAG,
            help=_("yes or no; no when empty."), example="yes",
        ),
        Column(
            key="clearance_required", heading=_("Clearance required"), kind=Kind.FLAG,
            help=_("yes or no; no when empty."), example="yes",
        ),
        Column(
            key="tour_months", heading=_("Months of a tour"), longest=4, help=_("36 when empty."), example="36",
        ),
        Column(
            key="consent_required", heading=_("Host consents to the office"), kind=Kind.FLAG,
            help=_("yes or no; some hosts ask for that first."), example="no",
        ),
        Column(key="consent_on", heading=_("Consent to the office on"), kind=Kind.DAY),
        Column(key="on", heading=_("Planned as of"), kind=Kind.DAY, help=AS_OF, example="2019-01-15"),
        Column(
            key="established_on", heading=_("Established on"), kind=Kind.DAY, example="2019-06-01",
            help=_("For a post that is established already."),
        ),
    ),
)  # fmt: skip
