"""Papers that follow their case, take effect, supersede and expire by date (I7, C3)."""

import datetime as dt
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.lifecycle import CaseState
from approvals.models import Case
from foundation.acts import act, verb
from foundation.errors import DomainError, RuleBroken, TransitionRefused
from foundation.permissions import require
from missions.lifecycle import IN_EFFECT, PaperState
from missions.models import MissionPaper
from missions.querysets import in_effect
from missions.services.moves import lock, move

ALL_DUE = "the scheduler's clearance covers every label; what is due does not depend on who looks"
ON_THE_WAY = (
    PaperState.POST_COORDINATION,
    PaperState.MOD_REVIEW,
    PaperState.MFA_REVIEW,
    PaperState.JOINT_APPROVAL,
    PaperState.APPROVED,
)


class NotApproved(TransitionRefused):
    """Only what both ministries approved takes effect."""

    message = _("Only an approved paper takes effect.")


class StartsLater(DomainError):
    """A paper takes effect on its first day, not before."""

    message = _("The paper's first day has not come yet.")


class PeriodOver(DomainError):
    """Approved after its last day, a paper has nothing left to guide."""

    message = _("The paper's last day is over.")


@dataclass(frozen=True, slots=True)
class Effects:
    """What a run of the scheduler changed."""

    took_effect: int
    expired: int
    refused: int


def follow(case: Case, *, by: Subject, at: dt.datetime) -> None:
    """Bring the paper to where its case stands; on approval it takes effect at once when its first day has come."""
    paper = MissionPaper.objects.visible_to(by).get(reference=case.object_reference)
    held, on = lock(paper, by=by), localdate(at)
    if held.current_no != case.version_no:
        return
    if case.state in (CaseState.RETURNED, CaseState.REJECTED):
        move(held, PaperState.RETURNED, by=by, on=on, reason=_last_reason(case))
        return
    target = PaperState.APPROVED if case.state == CaseState.APPROVED else PaperState(case.phase)
    _advance(held, target, by=by, on=on)
    if held.state == PaperState.APPROVED and held.period.lower <= on < held.period.upper:
        _at_once(held, by=by, on=on)


def _advance(paper: MissionPaper, target: PaperState, *, by: Subject, on: dt.date) -> None:
    """Forward along the way, through every state between: a route may leave phases out."""
    if target not in ON_THE_WAY or paper.state not in ON_THE_WAY:
        return
    here, there = ON_THE_WAY.index(PaperState(paper.state)), ON_THE_WAY.index(target)
    for state in ON_THE_WAY[here + 1 : there + 1]:
        move(paper, state, by=by, on=on)


def _at_once(paper: MissionPaper, *, by: Subject, on: dt.date) -> None:
    try:
        with act("papers.take_effect"):
            _take_effect(paper, by=by, on=on)
    except RuleBroken:
        # A paper the decider may not see stands in the way; the scheduler sees it and supersedes it.
        paper.refresh_from_db()


def _last_reason(case: Case) -> str:
    refusing = case.decisions.exclude(reason_code="").order_by("-id").first()
    return f"{refusing.reason_code}: {refusing.comment}" if refusing else ""


@verb("papers.take_effect")
def take_effect(paper: MissionPaper, *, by: Subject, on: dt.date) -> MissionPaper:
    """An approved paper takes effect and supersedes the one before it in the same transaction (I7)."""
    require(by, "papers.take_effect")
    held = lock(paper, by=by)
    _take_effect(held, by=by, on=on)
    return held


def _take_effect(paper: MissionPaper, *, by: Subject, on: dt.date) -> None:
    if paper.state != PaperState.APPROVED:
        raise NotApproved
    if on < paper.period.lower:
        raise StartsLater
    if on >= paper.period.upper:
        raise PeriodOver
    period = DateRange(on, paper.period.upper)
    same_place = MissionPaper.objects.visible_to(by).filter(
        mission=paper.mission_id, country=paper.country_id
    )
    before = in_effect(same_place).filter(period__overlap=period)
    for older in before.select_related("label").select_for_update(of=("self",)).order_by("pk"):
        # At least one day remains, so that a paper replaced on its first day still shows when it was in effect.
        until = max(on, older.period.lower + dt.timedelta(days=1))
        move(
            older,
            PaperState.SUPERSEDED,
            by=by,
            on=on,
            reason=paper.reference,
            period=DateRange(older.period.lower, until),
        )
    move(paper, PaperState.EFFECTIVE, by=by, on=on, period=period)


@verb("papers.expire")
def expire(paper: MissionPaper, *, by: Subject, on: dt.date) -> MissionPaper:
    """A paper whose last day is over no longer guides anybody."""
    require(by, "papers.expire")
    held = lock(paper, by=by)
    if PaperState(held.state) not in IN_EFFECT or on < held.period.upper:
        raise TransitionRefused
    move(held, PaperState.EXPIRED, by=by, on=max(held.period.upper, held.period.lower))
    return held


def bring_up_to_date(*, by: Subject, on: dt.date) -> Effects:
    """Everything due by `on`, days missed included; one paper that is refused does not hold up the others."""
    papers = MissionPaper.objects.unrestricted(reason=ALL_DUE).order_by("period", "pk")
    done = {"took_effect": 0, "expired": 0, "refused": 0}
    over = in_effect(papers).filter(period__endswith__lte=on)
    due = papers.filter(state=PaperState.APPROVED, period__contains=on)
    for name, service, rows in (("expired", expire, over), ("took_effect", take_effect, due)):
        for paper in list(rows):
            try:
                service(paper, by=by, on=on)
                done[name] += 1
            except DomainError:
                done["refused"] += 1
    return Effects(**done)
