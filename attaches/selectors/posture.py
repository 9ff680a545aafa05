"""Where we are represented on a day: the facts a posture report stands on (domain.md C8).

States are those of the step rows, tenures those of the periods, so a day of last year answers as it was;
what the viewer may see is decided as of now (decisions.md 17).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from access.context import Subject
from attaches.lifecycle import (
    AGREED_BY_HOST,
    FORTHCOMING,
    AccreditationRole,
    AccreditationState,
    PostingState,
    PostState,
)
from attaches.models import (
    Accreditation,
    AccreditationTransition,
    ActingTenure,
    Post,
    Posting,
    PostingTransition,
    PostTransition,
)
from attaches.terms import forecast_window, gap_days, holding
from foundation.periods import Period


@dataclass(frozen=True)
class Tenure:
    """Somebody at a post, or on the way to it."""

    reference: str
    officer: str
    officer_name: str
    rank: str
    state: str
    since: dt.date | None
    until: dt.date


@dataclass(frozen=True)
class Acting:
    """An officer of another post who stands in."""

    posting: str
    officer_name: str


@dataclass(frozen=True)
class SideAccreditation:
    """A further receiving State of whoever holds a post (VCDR art. 5)."""

    reference: str
    country: str
    country_name: str
    state: str


@dataclass(frozen=True)
class PostureRow:
    """One post on the day asked for.

    `acting`: who stands in where nobody is in function. `vacant`: established, and neither. `gap_days`: days of
    the following twelve months on which an established post has neither its incumbent, up to the planned end, nor
    a successor the host has agreed to; None where it is not established. `ever_served`: tenures begun up to the day.
    """

    reference: str
    code: str
    kind: str
    title: str
    mission: str
    mission_name: str
    staff_level: str
    country: str | None
    region: str | None
    organisation: str | None
    state: str
    incumbent: Tenure | None
    acting: Acting | None
    successor: Tenure | None
    vacant: bool
    gap_days: int | None
    side: tuple[SideAccreditation, ...]
    ever_served: int
    label_ids: frozenset[int]


def posture_rows(*, to: Subject, as_of: dt.date, country: int | None = None) -> list[PostureRow]:
    """Every post that existed on the day, or those in one State, by code; a fixed number of queries."""
    keys = _posts_in(country, to) if country is not None else None
    states = states_on(PostTransition, "post_id", to, as_of, keys)
    tenures, served = _tenures(to, as_of, keys)
    sides = _sides(to, as_of, keys)
    standing_in = ActingTenure.objects.visible_to(to).filter(post_id=OuterRef("pk"), period__contains=as_of)
    posts = (
        Post.objects.visible_to(to)
        .filter(pk__in=states)
        .select_related("mission__country", "mission__organisation")
        .annotate(
            acting_posting=Subquery(standing_in.values("posting__reference")[:1]),
            acting_name=Subquery(standing_in.values("posting__officer__full_name")[:1]),
        )
    )
    return [
        _row(post, states[post.pk], tenures[post.pk], served[post.pk], sides, as_of)
        for post in posts.order_by("code")
    ]


def states_on(
    steps: Any, link: str, to: Subject, as_of: dt.date, keys: Collection[int] | None = None, **narrowed: Any
) -> dict[int, str]:
    """The state of each record (or of those with `keys`) on a day; records that did not exist yet are missing."""
    rows = steps.objects.visible_to(to).filter(reached_on__lte=as_of, **narrowed)
    if keys is not None:
        rows = rows.filter(**{f"{link}__in": keys})
    return dict(rows.order_by(link, "-reached_on", "-id").distinct(link).values_list(link, "state"))


def _posts_in(country: int, to: Subject) -> list[int]:
    rows = Post.objects.visible_to(to).filter(mission__country=country)
    return list(rows.order_by().values_list("pk", flat=True))


def _tenures(
    to: Subject, as_of: dt.date, posts: Collection[int] | None
) -> tuple[dict[int, list[tuple[Posting, str]]], dict[int, int]]:
    of_posts = {} if posts is None else {"posting__post__in": posts}
    states = states_on(PostingTransition, "posting_id", to, as_of, **of_posts)
    by_post: dict[int, list[tuple[Posting, str]]] = defaultdict(list)
    served: dict[int, int] = defaultdict(int)
    rows = Posting.objects.visible_to(to).filter(pk__in=states).select_related("officer")
    for posting in rows.order_by("planned__startswith", "id"):
        by_post[posting.post_id].append((posting, states[posting.pk]))
        served[posting.post_id] += bool(posting.incumbency and posting.incumbency.lower <= as_of)
    return by_post, served


def _sides(to: Subject, as_of: dt.date, posts: Collection[int] | None) -> dict[int, list[SideAccreditation]]:
    of_posts = {} if posts is None else {"accreditation__posting__post__in": posts}
    states = states_on(AccreditationTransition, "accreditation_id", to, as_of, **of_posts)
    found: dict[int, list[SideAccreditation]] = defaultdict(list)
    rows = Accreditation.objects.visible_to(to).filter(
        pk__in=states, role=AccreditationRole.SIDE, country__isnull=False
    )
    for row in (
        rows.exclude(state=AccreditationState.WITHDRAWN).select_related("country").order_by("country__iso2")
    ):
        if row.country is None:
            continue
        side = SideAccreditation(row.reference, row.country.iso2, row.country.name, states[row.pk])
        found[row.posting_id].append(side)
    return found


def in_function(posting: Posting, day: dt.date) -> bool:
    held = posting.incumbency
    return bool(held and held.lower <= day and (held.upper is None or day < held.upper))


def _row(
    post: Post, state: str, tenures: list[tuple[Posting, str]], served: int,
    sides: dict[int, list[SideAccreditation]], as_of: dt.date,
) -> PostureRow:  # fmt: skip
    holder = next((pair for pair in tenures if in_function(pair[0], as_of)), None)
    ahead = [pair for pair in tenures if pair[1] in FORTHCOMING]
    nearest = max(ahead, key=lambda pair: list(PostingState).index(PostingState(pair[1])), default=None)
    established, mission = state == PostState.ESTABLISHED, post.mission
    acting = None if holder else _acting(post)
    return PostureRow(
        reference=post.reference, code=post.code, kind=post.kind, title=post.title, mission=mission.code,
        mission_name=mission.name, staff_level=post.staff_level,
        country=mission.country.iso2 if mission.country else None,
        region=mission.country.region if mission.country else None,
        organisation=mission.organisation.code if mission.organisation else None, state=state,
        incumbent=_tenure(*holder) if holder else None, successor=_tenure(*nearest) if nearest else None,
        acting=acting, vacant=established and holder is None and acting is None,
        gap_days=_gap(holder, ahead, as_of) if established else None,
        side=tuple(sides.get(holder[0].pk, ())) if holder else (), ever_served=served,
        label_ids=frozenset({post.label_id, *(posting.label_id for posting, _state in tenures)}),
    )  # fmt: skip


def _acting(post: Any) -> Acting | None:
    return Acting(post.acting_posting, post.acting_name) if post.acting_posting else None


def _tenure(posting: Posting, state: str) -> Tenure:
    officer, held = posting.officer, posting.incumbency
    return Tenure(
        posting.reference, officer.reference, officer.full_name, officer.rank, state,
        held.lower if held else None, posting.planned.upper,
    )  # fmt: skip


def _gap(holder: tuple[Posting, str] | None, ahead: list[tuple[Posting, str]], as_of: dt.date) -> int:
    taken = [period_of(posting.planned) for posting, state in ahead if state in AGREED_BY_HOST]
    if holder and holder[0].incumbency:
        # An end written later was not known on a past day, but it is what happened.
        taken.append(holding(period_of(holder[0].incumbency), period_of(holder[0].planned)))
    return gap_days(forecast_window(as_of), taken)


def period_of(days: Any) -> Period:
    return Period(days.lower, days.upper)
