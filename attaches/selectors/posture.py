"""Where we are represented on a day: the facts a posture report stands on (domain.md C8).

States are those of the step rows, tenures those of the periods, so a day of last year answers as it was;
what the viewer may see is decided as of now (decisions.md 17).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from access.context import Subject
from access.kept import Kept, Question
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

# What is told of posts and tenures: with many of them, reading the rest takes longer than finding them.
SHOWN = (
    "label_id", "reference", "code", "kind", "title", "staff_level", "mission__code", "mission__name_en",
    "mission__name_az", "mission__country__iso2", "mission__country__region", "mission__organisation__code",
)  # fmt: skip
TOLD = (
    "pk", "post_id", "label_id", "reference", "planned", "incumbency", "officer__reference", "officer__full_name",
    "officer__rank", "was",
)  # fmt: skip
_HOW_FAR = {str(state): step for step, state in enumerate(PostingState)}


class Held(NamedTuple):
    """A posting with its officer as the report reads them, with its state on the day; in the order of TOLD."""

    pk: int
    post: int
    label: int
    reference: str
    planned: Any
    incumbency: Any
    officer: str
    officer_name: str
    rank: str
    was: str | None


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

    `suspended`: who holds it while his functions are suspended with the relations; he is no incumbent meanwhile.
    `acting`: who stands in where nobody is in function. `vacant`: established, and none of them. `gap_days`: days of
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
    suspended: Tenure | None
    acting: Acting | None
    successor: Tenure | None
    vacant: bool
    gap_days: int | None
    side: tuple[SideAccreditation, ...]
    ever_served: int
    label_ids: frozenset[int]

    @property
    def operating(self) -> bool:
        """Established, with an incumbent or somebody who stands in (domain.md C8)."""
        return self.state == PostState.ESTABLISHED and bool(self.incumbent or self.acting)


def posture_rows(*, to: Subject, as_of: dt.date, country: int | None = None) -> list[PostureRow]:
    """Every post that existed on the day, or those in one State, by code; three queries."""
    tenures, served = _tenures(to, as_of, country)
    sides = _sides(to, as_of, country)
    return [
        _row(post, tenures[post.pk], served[post.pk], sides, as_of)
        for post in _posts(to=to, as_of=as_of, country=country)
        if post.was
    ]


def posture_asks(*, as_of: dt.date, country: int | None) -> list[Question]:
    """What posture_rows() asks."""
    return [kept.asking(as_of=as_of, country=country) for kept in (_posts, _postings, _side_accreditations)]


@Kept
def _posts(*, to: Subject, as_of: dt.date, country: int | None) -> QuerySet:
    standing_in = ActingTenure.objects.visible_to(to).filter(post_id=OuterRef("pk"), period__contains=as_of)
    rows = with_state_then(Post.objects.visible_to(to), PostTransition, "post", to, as_of)
    rows = rows if country is None else rows.filter(mission__country=country)
    rows = rows.select_related("mission__country", "mission__organisation").annotate(
        acting_posting=Subquery(standing_in.values("posting__reference")[:1]),
        acting_name=Subquery(standing_in.values("posting__officer__full_name")[:1]),
    )
    return rows.only(*SHOWN).order_by("code")


def with_state_then(rows: QuerySet, steps: Any, link: str, to: Subject, as_of: dt.date) -> QuerySet:
    """Adds `was`, the state of each record on a day; None where it did not exist yet.

    Whoever reads the rows leaves those out: a condition would have PostgreSQL look up every state twice.
    """
    taken = steps.objects.visible_to(to).filter(**{link: OuterRef("pk")}, reached_on__lte=as_of)
    return rows.annotate(was=Subquery(taken.order_by("-reached_on", "-id").values("state")[:1]))


def steps_on(
    steps: Any, link: str, to: Subject, as_of: dt.date, keys: Collection[int] | None = None
) -> dict[int, tuple[str, dt.date]]:
    """The last step of each record (or of those with `keys`) up to a day: its state, and since when."""
    rows = steps.objects.visible_to(to).filter(reached_on__lte=as_of)
    if keys is not None:
        rows = rows.filter(**{f"{link}__in": keys})
    last = rows.order_by(link, "-reached_on", "-id").distinct(link)
    return {key: (state, day) for key, state, day in last.values_list(link, "state", "reached_on")}


def states_on(
    steps: Any, link: str, to: Subject, as_of: dt.date, keys: Collection[int] | None = None
) -> dict[int, str]:
    """The state of each record (or of those with `keys`) on a day; records that did not exist yet are missing."""
    return {key: state for key, (state, _day) in steps_on(steps, link, to, as_of, keys).items()}


def _tenures(
    to: Subject, as_of: dt.date, country: int | None
) -> tuple[dict[int, list[Held]], dict[int, int]]:
    by_post: dict[int, list[Held]] = defaultdict(list)
    served: dict[int, int] = defaultdict(int)
    for posting in map(Held._make, _postings(to=to, as_of=as_of, country=country)):
        if posting.was:
            by_post[posting.post].append(posting)
            served[posting.post] += bool(posting.incumbency and posting.incumbency.lower <= as_of)
    return by_post, served


@Kept
def _postings(*, to: Subject, as_of: dt.date, country: int | None) -> QuerySet:
    rows = with_state_then(Posting.objects.visible_to(to), PostingTransition, "posting", to, as_of)
    rows = rows if country is None else rows.filter(post__mission__country=country)
    return rows.order_by("planned__startswith", "id").values_list(*TOLD)


def _sides(to: Subject, as_of: dt.date, country: int | None) -> dict[int, list[SideAccreditation]]:
    found: dict[int, list[SideAccreditation]] = defaultdict(list)
    for row in _side_accreditations(to=to, as_of=as_of, country=country):
        if row.was:
            side = SideAccreditation(row.reference, row.country.iso2, row.country.name, row.was)
            found[row.posting_id].append(side)
    return found


@Kept
def _side_accreditations(*, to: Subject, as_of: dt.date, country: int | None) -> QuerySet:
    rows = Accreditation.objects.visible_to(to).filter(role=AccreditationRole.SIDE, country__isnull=False)
    rows = rows if country is None else rows.filter(posting__post__mission__country=country)
    rows = rows.exclude(state=AccreditationState.WITHDRAWN)
    rows = with_state_then(rows, AccreditationTransition, "accreditation", to, as_of)
    return rows.select_related("country").order_by("country__iso2")


def holds(posting: Posting | Held, day: dt.date) -> bool:
    """Nobody else can take the post up on a day (I1): the functions of its holder run, or are suspended."""
    held = posting.incumbency
    return bool(held and held.lower <= day and (held.upper is None or day < held.upper))


def in_function(posting: Posting | Held, state: str | None, day: dt.date) -> bool:
    """Holds the post on a day, and relations were not suspended then (VCDR art. 45): `state` is that of the day."""
    return holds(posting, day) and state != PostingState.SUSPENDED


def _row(
    post: Any, tenures: list[Held], served: int, sides: dict[int, list[SideAccreditation]], as_of: dt.date
) -> PostureRow:
    held = next((posting for posting in tenures if holds(posting, as_of)), None)
    holder = held if held and in_function(held, held.was, as_of) else None
    ahead = [posting for posting in tenures if posting.was in FORTHCOMING]
    nearest = max(ahead, key=lambda posting: _HOW_FAR[posting.was or ""], default=None)
    established, mission = post.was == PostState.ESTABLISHED, post.mission
    acting = None if holder else _acting(post)
    return PostureRow(
        reference=post.reference, code=post.code, kind=post.kind, title=post.title, mission=mission.code,
        mission_name=mission.name, staff_level=post.staff_level,
        country=mission.country.iso2 if mission.country else None,
        region=mission.country.region if mission.country else None,
        organisation=mission.organisation.code if mission.organisation else None, state=post.was,
        incumbent=_tenure(holder) if holder else None, successor=_tenure(nearest) if nearest else None,
        suspended=_tenure(held) if held and not holder else None,
        acting=acting, vacant=established and held is None and acting is None,
        gap_days=_gap(holder, ahead, as_of) if established else None,
        side=tuple(sides.get(held.pk, ())) if held else (), ever_served=served,
        label_ids=frozenset({post.label_id, *(posting.label for posting in tenures)}),
    )  # fmt: skip


def _acting(post: Any) -> Acting | None:
    return Acting(post.acting_posting, post.acting_name) if post.acting_posting else None


def _tenure(posting: Held) -> Tenure:
    held = posting.incumbency
    return Tenure(
        posting.reference, posting.officer, posting.officer_name, posting.rank, posting.was or "",
        held.lower if held else None, posting.planned.upper,
    )  # fmt: skip


def _gap(holder: Held | None, ahead: list[Held], as_of: dt.date) -> int:
    taken = [period_of(posting.planned) for posting in ahead if posting.was in AGREED_BY_HOST]
    if holder and holder.incumbency:
        # An end written later was not known on a past day, but it is what happened.
        taken.append(holding(period_of(holder.incumbency), period_of(holder.planned)))
    return gap_days(forecast_window(as_of), taken)


def period_of(days: Any) -> Period:
    return Period(days.lower, days.upper)
