"""Who is at each post, who follows, and when nobody will be there: months of every post (domain.md B2, C8).

States are those of the step rows on the day asked for, tenures those of the periods, as in `posture`.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q

from access.context import Subject
from attaches.lifecycle import AGREED_BY_HOST, FORTHCOMING, AccreditationRole, PostingState, PostState
from attaches.models import (
    Accreditation,
    ActingTenure,
    LanguageResult,
    Post,
    Posting,
    PostingTransition,
    PostTransition,
    Waiver,
)
from attaches.selectors.posture import holds, in_function, period_of, steps_on
from attaches.selectors.rotation_rows import BoardRow, StandIn, Stay
from attaches.terms import Requirement, holding, slp_meets
from directory.models import DiplomaticMission
from foundation.periods import Period

MONTHS = 24
LIVING = frozenset(PostState) - {PostState.CLOSED}
_AWAITED = FORTHCOMING | {PostingState.SUSPENDED, PostingState.CONSENT_REFUSED}


def months_from(day: dt.date, months: int = MONTHS) -> Period:
    """Whole months, the first that of the day."""
    start = day.replace(day=1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return Period(start, dt.date(year, month + 1, 1))


def missions_with_posts(*, to: Subject) -> list[DiplomaticMission]:
    """Missions somebody may be posted to, with their country."""
    posts = Post.objects.visible_to(to).values("mission")
    rows = DiplomaticMission.objects.filter(pk__in=posts).select_related("country")
    return list(rows.order_by("code"))


def rotation_board(
    *, to: Subject, on: dt.date, window: Period | None = None, region: str = "", kind: str = "",
    country: str = "", mission: str = "",
) -> list[BoardRow]:  # fmt: skip
    """Every post that was not closed on the day, by code; seven queries however many posts."""
    window = window or months_from(on)
    reached = steps_on(PostTransition, "post_id", to, on)
    wanted = {
        "mission__country__region": region, "kind": kind, "mission__country__iso2": country,
        "mission__code": mission, "pk__in": [key for key, (state, _day) in reached.items() if state in LIVING],
    }  # fmt: skip
    rows = Post.objects.visible_to(to).filter(**{path: value for path, value in wanted.items() if value})
    posts = list(rows.select_related("mission").order_by("code")) if reached else []
    stays, acting = _stays(posts, to, on, window), _acting(posts, to, on, window)
    rows_of = (_row(post, *reached[post.pk], stays[post.pk], on, window) for post in posts)
    return [_with_acting(row, acting[row.key]) for row in rows_of]


def _acting(posts: Sequence[Post], to: Subject, on: dt.date, window: Period) -> dict[int, list[ActingTenure]]:
    """Who stands in at the posts in the months shown, by post."""
    found: dict[int, list[ActingTenure]] = defaultdict(list)
    rows = ActingTenure.objects.visible_to(to).filter(
        post__in=[post.pk for post in posts], period__overlap=(min(on, window.start), window.end)
    )
    for tenure in rows.select_related("posting__officer").order_by("period"):
        found[tenure.post_id].append(tenure)
    return found


def _with_acting(row: BoardRow, tenures: list[ActingTenure]) -> BoardRow:
    acting = tuple(
        StandIn(
            one.posting_id, one.posting.officer.full_name, one.posting.officer.rank, period_of(one.period)
        )
        for one in tenures
    )
    return replace(row, acting=acting, label_ids=row.label_ids | {one.label_id for one in tenures})


@dataclass(frozen=True)
class _Found:
    """A posting with its state of the day, since when, and what is drawn of it."""

    posting: Posting
    stay: Stay
    since: dt.date
    ends: dt.date | None


def _stays(posts: Sequence[Post], to: Subject, on: dt.date, window: Period) -> dict[int, list[_Found]]:
    """The postings of the posts that concern the months shown, by post."""
    around = (min(on, window.start), window.end)
    waived = Waiver.objects.visible_to(to).filter(posting=OuterRef("pk"), requirement=Requirement.LANGUAGE)
    rows = Posting.objects.visible_to(to).annotate(language_waived=Exists(waived))
    rows = rows.filter(
        Q(incumbency__overlap=around) | Q(planned__overlap=around), post__in=[post.pk for post in posts]
    )
    postings = list(rows.select_related("officer").order_by("planned__startswith", "id"))
    reached = steps_on(PostingTransition, "posting_id", to, on, [row.pk for row in postings])
    papers = {
        paper.posting_id: paper
        for paper in Accreditation.objects.visible_to(to).filter(
            role=AccreditationRole.PRINCIPAL, posting__in=list(reached)
        )
    }
    languages = _languages(postings, to, on)
    by_key = {post.pk: post for post in posts}
    found: dict[int, list[_Found]] = defaultdict(list)
    for posting in postings:
        if posting.pk in reached:
            (state, since), post = reached[posting.pk], by_key[posting.post_id]
            stay = _stay(post, posting, state, papers.get(posting.pk), languages[posting.officer_id], on)
            found[post.pk].append(
                _Found(posting, stay, since, posting.incumbency and posting.incumbency.upper)
            )
    return found


def _languages(postings: Iterable[Posting], to: Subject, on: dt.date) -> dict[int, list[LanguageResult]]:
    found: dict[int, list[LanguageResult]] = defaultdict(list)
    officers = {posting.officer_id for posting in postings}
    rows = LanguageResult.objects.visible_to(to).newest(on).filter(officer__in=officers)
    for result in rows:
        found[result.officer_id].append(result)
    return found


def _stay(
    post: Post, posting: Posting, state: str, paper: Accreditation | None, results: list[LanguageResult],
    on: dt.date,
) -> Stay:  # fmt: skip
    held = posting.incumbency if posting.incumbency and posting.incumbency.lower <= on else None
    starts_on = held.lower if held else posting.planned.lower
    until = held.upper if held and held.upper else posting.planned.upper
    consent, asked_days = _consent(state, paper, on)
    language = _language(post, results, starts_on)
    if language not in {"", "meets"} and getattr(posting, "language_waived", False):
        language = "waived"
    return Stay(
        key=posting.pk, reference=posting.reference, name=posting.officer.full_name,
        rank=posting.officer.rank, state=state, starts_on=starts_on, until=until,
        present_from=min(starts_on, posting.presence.lower) if posting.presence else starts_on,
        consent=consent, asked_days=asked_days, language=language,
    )  # fmt: skip


def _consent(state: str, paper: Accreditation | None, on: dt.date) -> tuple[str, int | None]:
    """How far the host's consent is: by the dates of its notes, without them by the posting's state."""
    asked_on = paper.consent_note_on if paper else None
    asked_days = (on - asked_on).days if asked_on and asked_on <= on else None
    if state in {PostingState.CONSENT_REFUSED, PostingState.ACCREDITED}:
        return ("accredited" if state == PostingState.ACCREDITED else "refused"), asked_days
    if paper and paper.consent_waived:
        return "not_needed", None
    replied = paper and paper.consent_reply_on and paper.consent_reply_on <= on
    if replied or state in AGREED_BY_HOST:
        return "given", asked_days
    asked = asked_days is not None or state == PostingState.CONSENT_REQUESTED
    return ("asked", asked_days) if asked else ("not_asked", None)


def _language(post: Post, results: Iterable[LanguageResult], starts_on: dt.date) -> str:
    """Whether what the post asks for is met by a result valid at the beginning (STANAG 6001)."""
    if not post.required_slp:
        return ""
    known = [result for result in results if post.language in {"", result.language}]
    valid = [result for result in known if result.valid_until >= starts_on]
    if any(slp_meets(result.slp, post.required_slp) for result in valid):
        return "meets"
    return "below" if valid else "expired" if known else "unknown"


def _row(
    post: Post, state: str, since: dt.date, found: list[_Found], on: dt.date, window: Period
) -> BoardRow:
    held = next((one for one in found if holds(one.posting, on)), None)
    holder = held if held and in_function(held.posting, held.stay.state, on) else None
    former = [one for one in found if one.ends and one.ends <= on and one is not held]
    awaited = [
        one for one in found
        if one.stay.state in _AWAITED and one is not held and one not in former and one.stay.until > on
    ]  # fmt: skip
    established = state == PostState.ESTABLISHED
    gaps = (
        _gaps(held, holder is None, former, awaited, max(since, window.start), on, window)
        if established
        else ()
    )
    return BoardRow(
        key=post.pk, reference=post.reference, code=post.code, kind=post.kind, title=post.title,
        designation=post.designation, mission=post.mission.code, mission_name=post.mission.name, state=state,
        incumbent=holder.stay if holder else None, suspended_holder=held.stay if held and not holder else None,
        former=tuple(one.stay for one in former),
        successors=tuple(one.stay for one in awaited), gaps=gaps,
        gap_days=_ahead(gaps, on, window) if established else None, overlaps=_overlaps(holder, awaited), acting=(),
        label_ids=frozenset({post.label_id, *(one.posting.label_id for one in found)}),
    )  # fmt: skip


def _gaps(
    held: _Found | None, interrupted: bool, former: list[_Found], awaited: list[_Found], since: dt.date, on: dt.date,
    window: Period,
) -> tuple[Period, ...]:  # fmt: skip
    """`interrupted`: relations are suspended, and since then nobody is in function though the post is held."""
    end = window.end or dt.date.max
    if since >= end:
        return ()
    taken = [period_of(one.posting.incumbency) for one in former]
    taken += [period_of(one.posting.planned) for one in awaited if one.stay.agreed]
    if held:
        there = holding(period_of(held.posting.incumbency), period_of(held.posting.planned))
        if interrupted:
            there = Period(there.start, max(held.since, there.start))
        # Whoever stays on beyond the planned end is there to this day.
        taken.append(
            there if interrupted or there.end is None or there.end >= on else Period(there.start, on)
        )
    return tuple(Period(since, end).gaps(taken))


def _ahead(gaps: Iterable[Period], on: dt.date, window: Period) -> int:
    """Days of the gaps from the day on; all of them where that day is none of the months shown."""
    start = on if window.contains(on) else window.start
    shared = (gap.intersection(Period(start, window.end)) for gap in gaps)
    return sum(gap.days or 0 for gap in shared if gap)


def _overlaps(holder: _Found | None, awaited: list[_Found]) -> tuple[Period, ...]:
    if holder is None:
        return ()
    there = Period(holder.stay.starts_on, max(holder.stay.until, holder.stay.starts_on))
    coming = (
        Period(one.stay.present_from, one.stay.until) for one in awaited
        if not one.stay.refused and one.stay.until > one.stay.present_from
    )  # fmt: skip
    return tuple(shared for period in coming if (shared := there.intersection(period)))
