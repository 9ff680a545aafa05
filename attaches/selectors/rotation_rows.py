"""What a line of the rotation board tells: stays, gaps, who stands in (domain.md B2, C8)."""

import datetime as dt
from dataclasses import dataclass

from attaches.lifecycle import AGREED_BY_HOST, FORTHCOMING, PostingState, PostState
from foundation.periods import Period


@dataclass(frozen=True)
class Stay:
    """Somebody who held, holds or is to hold a post.

    `consent`: not_needed, not_asked, asked (`asked_days` ago), given, accredited or refused, of the principal
    accreditation. `language`: empty where the post asks for none, else meets, waived, below, expired or unknown,
    judged at the beginning.
    """

    key: int
    reference: str
    name: str
    rank: str
    state: str
    starts_on: dt.date
    until: dt.date
    present_from: dt.date
    consent: str
    asked_days: int | None
    language: str

    @property
    def agreed(self) -> bool:
        """The host has agreed to the person."""
        return self.state in AGREED_BY_HOST

    @property
    def refused(self) -> bool:
        return self.state == PostingState.CONSENT_REFUSED

    @property
    def awaits_host(self) -> bool:
        """On the way to the post, and the host has not agreed yet."""
        return self.state in FORTHCOMING and not self.agreed

    @property
    def ready(self) -> bool:
        """Can take over: agreed to, and not known to fall short of the language."""
        return self.agreed and self.language in {"", "meets", "waived"}


@dataclass(frozen=True)
class StandIn:
    """Somebody of another post who stands in; `key` is that of his own posting."""

    key: int
    name: str
    rank: str
    period: Period


@dataclass(frozen=True)
class Stretch:
    """A part of a gap; `awaited`: somebody is planned for it, and the host has not agreed to him."""

    period: Period
    awaited: bool


@dataclass(frozen=True)
class BoardRow:
    """One post over the months shown.

    `suspended_holder`: holds the post, and his functions are suspended with the relations.
    `gaps`: stretches in which an established post has neither a holder, up to the planned end, nor a successor the
    host has agreed to. `gap_days` counts them from the day asked for; None where the post is not established.
    `overlaps`: stretches in which the holder and a successor are both there. `acting`: who stands in meanwhile.
    """

    key: int
    reference: str
    code: str
    kind: str
    title: str
    designation: str
    mission: str
    mission_name: str
    state: str
    incumbent: Stay | None
    suspended_holder: Stay | None
    former: tuple[Stay, ...]
    successors: tuple[Stay, ...]
    gaps: tuple[Period, ...]
    gap_days: int | None
    overlaps: tuple[Period, ...]
    acting: tuple[StandIn, ...]
    label_ids: frozenset[int]

    @property
    def vacant(self) -> bool:
        """Established, and nobody holds it."""
        return self.state == PostState.ESTABLISHED and self.holder is None

    @property
    def holder(self) -> Stay | None:
        """Whoever holds the post, in function or suspended with the relations."""
        return self.incumbent or self.suspended_holder

    def gap_before(self, day: dt.date, on: dt.date) -> bool:
        """Whether a gap that is not over begins before a day."""
        return any(gap.start < day and (gap.end is None or gap.end > on) for gap in self.gaps)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The gaps, parted where somebody follows if the host agrees."""
        ahead = [one for one in self.successors if one.awaits_host and one.until > one.starts_on]
        planned = [Period(one.starts_on, one.until) for one in ahead]
        found = []
        for gap in self.gaps:
            bare = gap.gaps(planned)
            found += [Stretch(part, awaited=False) for part in bare]
            found += [Stretch(part, awaited=True) for part in gap.gaps(bare)]
        return tuple(sorted(found, key=lambda one: one.period.start))

    def stands_in_on(self, day: dt.date) -> StandIn | None:
        return next((one for one in self.acting if one.period.contains(day)), None)

    @property
    def suspended(self) -> bool:
        return self.state == PostState.SUSPENDED

    @property
    def handing_over(self) -> bool:
        return self.incumbent is not None and self.incumbent.state == PostingState.HANDOVER

    @property
    def follower(self) -> Stay | None:
        """The successor furthest on the way."""
        ahead = [stay for stay in self.successors if not stay.refused]
        return max(ahead, key=lambda stay: list(PostingState).index(PostingState(stay.state)), default=None)
