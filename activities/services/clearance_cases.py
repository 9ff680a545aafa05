"""The request of our vehicle and its note before the approvers: legal where it is new, protocol sends it (C6)."""

import datetime as dt
from typing import Any

from access.context import Subject
from activities.lifecycle import ClearanceState
from activities.models import ClearanceDrafter, ClearanceSubmission, DiplomaticClearance
from activities.selectors.clearance_cases import (
    KIND,
    cases_of,
    content_for_approval,
    draft_note,
    facts_for_route,
    is_as_approved,
    is_ours,
    submission,
)
from activities.selectors.clearances import clearance_pages
from activities.services import clearance_refusals as no
from activities.services.basis import dominates
from approvals.lifecycle import Over
from approvals.models import Case
from approvals.selectors.about import open_case_about
from approvals.services import submitting
from approvals.services.cases import withdraw_case
from approvals.services.unread import end_reading
from correspondence.models import Correspondence
from foundation.writes import update

S = ClearanceState
UNREAD = {
    S.REFUSED: Over.MATTER_ENDED, S.USED: Over.MATTER_EXPIRED, S.LAPSED: Over.MATTER_EXPIRED,
    S.WITHDRAWN: Over.MATTER_WITHDRAWN,
}  # fmt: skip


def open_case_on(held: DiplomaticClearance, *, by: Subject, on: dt.date, at: dt.datetime) -> Case:
    """Freeze a locked request with the note drafted about it, and ask whom its route asks."""
    if not is_ours(held):
        raise no.TheirsIsNotOurs
    refuse_running(held, by=by)
    note = draft_note(held, to=by)
    if note is None:
        raise no.NoteNotDrafted
    if not dominates(held.label_id, note.label_id):
        raise no.NoteMoreRestricted(fields={"note": no.NoteMoreRestricted.message})
    drafted(held, by=by)
    end_reading(held.reference, by=by, on=on, because=Over.MATTER_SUPERSEDED)
    return submitting.put_up(
        held, by=by, at=at, on=on, kind=KIND, row={"clearance": held}, facts=facts_for_route(held, to=by),
        submissions=ClearanceSubmission.objects.visible_to(by).filter(clearance=held),
        drafters=_drafters(held, by), content=content_for_approval(held, note),
    )  # fmt: skip


def drafted(held: DiplomaticClearance, *, by: Subject) -> None:
    """Whoever enters or changes a request decides about it no more (I22)."""
    submitting.drafted(_drafters(held, by), by=by, label_id=held.label_id, clearance=held)


def _drafters(held: DiplomaticClearance, by: Subject) -> Any:
    return ClearanceDrafter.objects.visible_to(by).filter(clearance=held)


def refuse_running(held: DiplomaticClearance, *, by: Subject) -> None:
    """What lies with the approvers does not change."""
    if open_case_about(held.reference, KIND, to=by) is not None:
        raise no.UnderApproval


def check_approved(held: DiplomaticClearance, note: Correspondence, *, by: Subject) -> None:
    """Our note leaves, and counts as sent, only as it was approved."""
    if is_ours(held) and not is_as_approved(held, note, to=by):
        raise no.NotAsApproved


def end_case(clearance: DiplomaticClearance, *, by: Subject, reason: str, at: dt.datetime) -> bool:
    """Nothing is decided any more about what is taken back; called before the request is locked (case first)."""
    case = open_case_about(clearance.reference, KIND, to=by)
    if case is not None:
        withdraw_case(case, by=by, reason=reason, at=at)
    return case is not None


def end(
    held: DiplomaticClearance, to: ClearanceState, *, by: Subject, on: dt.date, **facts: Any
) -> DiplomaticClearance:
    """A locked request is over: nobody is asked any more to read that it was approved."""
    end_reading(held.reference, by=by, on=on, because=UNREAD[to])
    return update(held, state=to, state_on=on, **facts)


def note_written(note: Correspondence, *, by: Subject) -> None:
    """Registered with correspondence: who writes the note of our request decides about it no more."""
    row = clearance_pages(to=by).filter(reference=note.about_reference, state=S.DRAFT).first()
    if row is not None and is_ours(row) and note.is_outgoing:
        drafted(row, by=by)


def before_dispatch(note: Correspondence, *, by: Subject) -> None:
    """Registered with correspondence: the note that asks for a clearance is not dispatched before it is approved."""
    rows = clearance_pages(to=by).filter(reference=note.about_reference, state=S.DRAFT)
    row: DiplomaticClearance | None = rows.first()
    if row is None or not is_ours(row):
        return
    last = cases_of(row, to=by).first()
    submitted = submission(row.reference, last.version_no, to=by) if last else None
    put_up = submitted is not None and submitted.content["note"]["reference"] == note.reference
    if put_up or note.purpose == "clearance":
        check_approved(row, note, by=by)
