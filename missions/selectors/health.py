"""Facts for the report coordination-health: which accredited attachés work to a paper both signed (A7.30, A7.32)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from access.context import Subject
from access.models import CompartmentGrant
from access.selectors.lists import need_to_know_list
from accounts.roles import Role
from approvals.lifecycle import Verdict
from approvals.models import Decision
from attaches.lifecycle import AccreditationState, PostKind
from attaches.selectors.posture import PostureRow, posture_rows
from directory.models import DiplomaticMission
from missions.engine import KIND
from missions.models import MissionPaper
from missions.selectors.guidance import HOME_TODAY
from missions.selectors.papers import effective_papers

CO_AUTHORS = frozenset({Role.ATTACHE.value, Role.HEAD_OF_MISSION.value})


@dataclass(frozen=True, slots=True)
class PaperHealth:
    """One mission and State with an accredited attaché, and the paper that guides it on the day, if there is one.

    `both_signed`: attaché and head of mission signed the same content; False also where there is no paper.
    """

    mission: str
    mission_name: str
    country: str
    posts: tuple[str, ...]
    postings: tuple[str, ...]
    paper: str | None
    ends_on: dt.date | None
    both_signed: bool

    @property
    def has_paper(self) -> bool:
        """True when a paper is in effect."""
        return self.paper is not None


def paper_health_rows(*, to: Subject, as_of: dt.date) -> list[PaperHealth]:
    """Every mission and State with an accredited attaché on the day, with the paper in effect then.

    Only missions whose need-to-know list the viewer is on: of the others nobody here can tell that there is no paper.
    """
    known = _missions_known(to=to)
    served: dict[tuple[str, str], list[PostureRow]] = {}
    names: dict[str, str] = {}
    for row in posture_rows(to=to, as_of=as_of):
        if known is not None and row.mission not in known:
            continue
        for country in _states_served(row):
            served.setdefault((row.mission, country), []).append(row)
            names[row.mission] = row.mission_name
    in_effect = {
        (paper.mission.code, paper.country.iso2): paper for paper in effective_papers(on=as_of, to=to)
    }
    signed = _signed_by_both(to=to, as_of=as_of)
    return [
        _row(place, names[place[0]], rows, in_effect.get(place), signed)
        for place, rows in sorted(served.items())
    ]


def _missions_known(*, to: Subject) -> frozenset[str] | None:
    """Codes of missions on whose need-to-know list the office acted in is today; None for all of them."""
    if to.role == Role.SERVICE:
        return None
    granted = CompartmentGrant.objects.filter(
        office_id=to.office_id or 0, confirmed_at__isnull=False, valid__contains=HOME_TODAY
    )
    lists = frozenset(granted.values_list("compartment", flat=True))
    missions = DiplomaticMission.objects.only("code")
    return frozenset(mission.code for mission in missions if need_to_know_list(mission) in lists)


def _states_served(row: PostureRow) -> Iterator[str]:
    """The State of the mission, and those of side accreditations that were granted."""
    if row.kind != PostKind.ATTACHE_OFFICE or row.incumbent is None:
        return
    if row.country:
        yield row.country
    yield from (side.country for side in row.side if side.state == AccreditationState.ACCREDITED)


def _row(
    place: tuple[str, str], name: str, rows: list[PostureRow], paper: MissionPaper | None, signed: set[str]
) -> PaperHealth:
    return PaperHealth(
        mission=place[0],
        mission_name=name,
        country=place[1],
        posts=tuple(row.reference for row in rows),
        postings=tuple(row.incumbent.reference for row in rows if row.incumbent),
        paper=paper.reference if paper else None,
        ends_on=paper.last_on if paper else None,
        both_signed=paper is not None and f"{paper.reference}/{paper.current_no}" in signed,
    )


def _signed_by_both(*, to: Subject, as_of: dt.date) -> set[str]:
    """Versions (reference/no) that carried a signature of both co-authors on the day; what was taken back is none."""
    signatures = (
        Decision.objects.visible_to(to)
        .filter(case__kind=KIND, verdict=Verdict.SIGN, on__lte=as_of, step__co_author=True)
        .exclude(revocation__on__lte=as_of)
    )
    by_version: dict[str, set[str]] = {}
    for reference, no, role in signatures.order_by().values_list(
        "case__object_reference", "case__version_no", "office__role"
    ):
        by_version.setdefault(f"{reference}/{no}", set()).add(role)
    return {version for version, roles in by_version.items() if roles >= CO_AUTHORS}
