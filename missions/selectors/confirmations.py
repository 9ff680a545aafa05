"""Who works to a paper in effect: both co-authors' offices confirm it, and anew when somebody else takes the office."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from access.context import Subject
from accounts.models import Office
from accounts.roles import Role
from accounts.selectors.offices import appointments_on
from approvals.lifecycle import Verdict
from approvals.models import Decision
from attaches.models import Posting
from directory.models import HeadOfMissionTenure
from directory.models.mission import TenureKind
from missions.engine import KIND
from missions.lifecycle import IN_EFFECT, PaperState
from missions.models import MissionPaper, PaperAcknowledgement
from missions.querysets import attaches_come, heads_come
from missions.verbs import AT_POST


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One co-author's office: who holds it, who confirmed and when; `since`: a newer holder than the confirmation.

    `as_charge`: in charge is a chargé d'affaires a.i., no head of mission.
    """

    office: str
    role: str
    holders: tuple[str, ...]
    person: str = ""
    on: dt.date | None = None
    signed: bool = False
    since: dt.date | None = None
    as_charge: bool = False

    @property
    def is_missing(self) -> bool:
        """True while the office has yet to confirm."""
        return self.on is None


def confirmations(of: MissionPaper, *, to: Subject, on: dt.date) -> list[Confirmation]:
    """Both offices at the mission with their signature or confirmation; empty unless the paper is in effect."""
    if PaperState(of.state) not in IN_EFFECT:
        return []
    offices = list(Office.objects.filter(mission=of.mission_id, role__in=AT_POST).order_by("role"))
    signed = _signatures(of, to=to)
    given = _acknowledged(of, to=to)
    held: dict[int, list[str]] = {}
    for appointment in appointments_on(on).filter(office__in=offices).select_related("user"):
        held.setdefault(appointment.office_id, []).append(appointment.user.full_name)
    changed = changes_at_post([of], to=to, on=on).get(of.pk, {})
    charged = charge_periods(of)
    return [
        _one(office, tuple(held.get(office.pk, ())), signed, given, changed.get(office.role), charged, on)
        for office in offices
    ]


Given = dict[int, tuple[str, dt.date]]


def _one(
    office: Office,
    holders: tuple[str, ...],
    signed: Given,
    given: Given,
    since: dt.date | None,
    charged: list[DateRange],
    on: dt.date,
) -> Confirmation:
    latest = given.get(office.pk) or signed.get(office.pk)
    stale = latest is not None and since is not None and latest[1] < since
    person, day = ("", None) if latest is None or stale else latest
    return Confirmation(
        office=office.name,
        role=office.role,
        holders=holders,
        person=person,
        on=day,
        signed=day is not None and office.pk not in given,
        since=since if stale else None,
        as_charge=office.role == Role.HEAD_OF_MISSION and _within(day or on, charged),
    )


def acknowledged_by(of: MissionPaper, *, to: Subject, on: dt.date) -> PaperAcknowledgement | None:
    """This person's confirmation in the office acted in; one from before the latest change there counts no more."""
    given = PaperAcknowledgement.objects.visible_to(to).filter(
        paper=of, version_no=of.current_no, office=to.office_id, user=to.user_id
    )
    since = changes_at_post([of], to=to, on=on).get(of.pk, {}).get(to.role)
    return (given.filter(on__gte=since) if since else given).order_by("-id").first()


def waits_for_acknowledgement(of: MissionPaper, *, to: Subject, on: dt.date) -> bool:
    """True when the paper is in effect and this person has neither signed nor confirmed it in this office.

    What was signed or confirmed before the latest change in the office stands for that time only.
    """
    if PaperState(of.state) not in IN_EFFECT or to.role not in AT_POST or of.mission_id != to.mission_id:
        return False
    since = changes_at_post([of], to=to, on=on).get(of.pk, {}).get(to.role)
    for said in (_signed(of, to=to), _read(of, to=to)):
        own = said.filter(user=to.user_id, office=to.office_id)
        if (own.filter(on__gte=since) if since else own).exists():
            return False
    return acknowledged_by(of, to=to, on=on) is None


def _signed(of: MissionPaper, *, to: Subject) -> QuerySet[Decision]:
    return Decision.objects.visible_to(to).filter(
        case__kind=KIND,
        case__object_reference=of.reference,
        case__version_no=of.current_no,
        step__co_author=True,
        verdict=Verdict.SIGN,
        revocation__isnull=True,
    )


def _read(of: MissionPaper, *, to: Subject) -> QuerySet[Decision]:
    """What both read at the end of the case: the version as it was approved (A2.16)."""
    return Decision.objects.visible_to(to).filter(
        case__kind=KIND, case__object_reference=of.reference, case__version_no=of.current_no,
        step__aftermath=True, step__role__in=AT_POST, verdict=Verdict.ACKNOWLEDGE,
    )  # fmt: skip


def _signatures(of: MissionPaper, *, to: Subject) -> Given:
    rows = _signed(of, to=to).select_related("user").order_by("id")
    return {row.office_id: (row.user.full_name, row.on) for row in rows}


def _acknowledged(of: MissionPaper, *, to: Subject) -> Given:
    """The latest word of each office that it works to the paper: read at the end of its case, or confirmed later."""
    given = PaperAcknowledgement.objects.visible_to(to).filter(paper=of, version_no=of.current_no)
    rows = [*_read(of, to=to).select_related("user"), *given.select_related("user")]
    return {row.office_id: (row.user.full_name, row.on) for row in sorted(rows, key=lambda row: row.on)}


def changes_at_post(
    papers: Collection[MissionPaper], *, to: Subject, on: dt.date
) -> dict[int, dict[str, dt.date]]:
    """By paper: the day since which whoever is head of mission, or attaché, there on the day has been so.

    Whether his office confirmed since then is compared with the day it signed or confirmed, not with the first day.
    """
    missions = {paper.mission_id for paper in papers}
    latest: dict[tuple[int, str], dt.date] = {}
    tenures = heads_come(HeadOfMissionTenure.objects.filter(mission__in=missions), on)
    for mission, period in tenures.values_list("mission", "period"):
        _keep_latest(latest, (mission, Role.HEAD_OF_MISSION.value), period.lower)
    postings = attaches_come(Posting.objects.visible_to(to).filter(post__mission__in=missions), on)
    for mission, period in postings.values_list("post__mission", "incumbency"):
        _keep_latest(latest, (mission, Role.ATTACHE.value), period.lower)
    return {
        paper.pk: {role: day for (mission, role), day in latest.items() if mission == paper.mission_id}
        for paper in papers
    }


def _keep_latest(latest: dict[tuple[int, str], dt.date], key: tuple[int, str], day: dt.date | None) -> None:
    if day is not None and day > latest.get(key, dt.date.min):
        latest[key] = day


def charge_periods(of: MissionPaper) -> list[DateRange]:
    """When a chargé d'affaires a.i. headed the mission (C9)."""
    tenures = HeadOfMissionTenure.objects.filter(mission=of.mission_id, kind=TenureKind.CHARGE)
    return list(tenures.values_list("period", flat=True))


def _within(day: dt.date, periods: list[DateRange]) -> bool:
    return any((p.lower is None or p.lower <= day) and (p.upper is None or day < p.upper) for p in periods)


def in_charge_ad_interim(of: MissionPaper, *, on: dt.date) -> bool:
    """True when a chargé signs for the mission on the day; whoever reads the paper is told."""
    return _within(on, charge_periods(of))


def waiting_at(to: Subject, *, on: dt.date) -> list[MissionPaper]:
    """Papers in effect at the mission acted for that this office has yet to confirm; for the desk."""
    if to.mission_id is None or to.role not in AT_POST:
        return []
    rows = MissionPaper.objects.visible_to(to).filter(mission=to.mission_id, state__in=sorted(IN_EFFECT))
    found = list(rows.select_related("mission", "country", "label").order_by("-id"))
    return [
        paper
        for paper in found
        if any(row.role == to.role and row.is_missing for row in confirmations(paper, to=to, on=on))
    ]
