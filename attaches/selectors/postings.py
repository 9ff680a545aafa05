"""Postings, how far their rotation is, and who is attaché where."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Value, When

from access.context import Subject
from attaches.lifecycle import (
    FORTHCOMING,
    INCUMBENT,
    AccreditationRole,
    AccreditationState,
    PostingState,
    PostKind,
    PostTitle,
)
from attaches.models import (
    Accreditation,
    Call,
    EarlierPresence,
    HandoverItem,
    Posting,
    PostingRemark,
    PostingTransition,
    Waiver,
)
from directory.models import Country, DiplomaticMission
from reminders.registry import Titled

PATH = ("officer", "post__mission__country", "post__mission__organisation", "label")
# Who speaks for the ministry in a country, where several sit there.
SENIORITY = (
    PostTitle.DEFENCE_ATTACHE,
    PostTitle.MILITARY_ATTACHE,
    PostTitle.AIR_ATTACHE,
    PostTitle.NAVAL_ATTACHE,
)


@dataclass(frozen=True)
class Rotation:
    """How far a posting is from its rotation and who follows."""

    posting: str
    due_on: dt.date
    days: int
    successor: str | None
    successor_state: str | None


def postings(*, to: Subject) -> Any:
    """Postings with officer, post and mission."""
    return Posting.objects.visible_to(to).select_related(*PATH)


def posting_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Who is posted where, of those of these postings that the reader may see."""
    rows = postings(to=to).filter(reference__in=references)
    return {row.reference: Titled(f"{row.officer} – {row.post.label_words}", row.label_id) for row in rows}


def posting_pages(*, to: Subject) -> Any:
    """Postings with everything their page shows, as far as the viewer may see it."""
    papers = Accreditation.objects.visible_to(to).with_receiver().order_by("role", "id")
    steps = PostingTransition.objects.visible_to(to).select_related("by").order_by("id")
    rows = postings(to=to).select_related(*PATH, "predecessor")
    return rows.prefetch_related(
        Prefetch("accreditations", papers),
        Prefetch("steps", steps),
        Prefetch("presences_before", EarlierPresence.objects.visible_to(to).order_by("period")),
        Prefetch("handover", HandoverItem.objects.visible_to(to).order_by("no")),
        Prefetch("calls", Call.objects.visible_to(to).order_by("planned_on", "no")),
        Prefetch("waivers", Waiver.objects.visible_to(to).select_related("decided_by").order_by("id")),
    )


def presences(posting: Posting, *, to: Subject) -> list[Any]:
    """The periods in which the officer was at the post, in the order of the days."""
    before = EarlierPresence.objects.visible_to(to).filter(posting=posting).order_by("period")
    found = list(before.values_list("period", flat=True))
    return [*found, posting.presence] if posting.presence else found


def remarks(posting: Posting, *, to: Subject) -> Any:
    """Sensitive remarks the viewer may read; nothing tells of others."""
    return PostingRemark.objects.visible_to(to).filter(posting=posting).select_related("label").order_by("id")


def principal_of(posting: Posting, *, to: Subject) -> Accreditation | None:
    """The accreditation the posting stands on."""
    rows = Accreditation.objects.visible_to(to).filter(posting=posting, role=AccreditationRole.PRINCIPAL)
    return rows.select_related("country", "organisation").first()


def successor_of(posting: Posting, *, to: Subject) -> Posting | None:
    """The forthcoming posting at the same post that is furthest on its way."""
    rows = postings(to=to).filter(post=posting.post_id, state__in=FORTHCOMING).exclude(pk=posting.pk)
    found = sorted(rows, key=lambda row: list(PostingState).index(PostingState(row.state)), reverse=True)
    return found[0] if found else None


def rotation(posting: Posting, *, to: Subject, on: dt.date) -> Rotation | None:
    """The countdown of a posting in post; None for any other."""
    if posting.state not in INCUMBENT:
        return None
    follows = successor_of(posting, to=to)
    due = posting.planned.upper
    return Rotation(
        posting.reference,
        due,
        (due - on).days,
        follows.reference if follows else None,
        follows.state if follows else None,
    )


def rotations(*, to: Subject, on: dt.date) -> list[Rotation]:
    """Everybody in post, the next to leave first, overdue ones in front; two queries."""
    ahead: dict[int, Posting] = {}
    for row in Posting.objects.visible_to(to).forthcoming().order_by("planned__startswith"):
        ahead.setdefault(row.post_id, row)
    found = []
    for row in Posting.objects.visible_to(to).in_post().order_by("planned__endswith", "id"):
        follows, due = ahead.get(row.post_id), row.planned.upper
        state = follows.state if follows else None
        found.append(
            Rotation(row.reference, due, (due - on).days, follows.reference if follows else None, state)
        )
    return found


def current_attache(
    *, to: Subject, mission: DiplomaticMission, country: Country, on: dt.date
) -> Posting | None:
    """Who is in function on a day at a mission and accredited to the country, the defence attaché before others.

    Answers from periods and dates, so it is right for a day of the past, too.
    """
    accredited = Accreditation.objects.visible_to(to).filter(country=country, accredited_on__lte=on)
    accredited = accredited.exclude(ended_on__lte=on).exclude(state=AccreditationState.WITHDRAWN)
    rank = Case(*[When(post__title=title, then=Value(place)) for place, title in enumerate(SENIORITY)],
                default=Value(len(SENIORITY)), output_field=IntegerField())  # fmt: skip
    rows = postings(to=to).current_on(on).filter(post__mission=mission, post__kind=PostKind.ATTACHE_OFFICE)
    return rows.filter(pk__in=accredited.values("posting")).order_by(rank, "id").first()
