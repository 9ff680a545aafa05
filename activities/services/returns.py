"""Returns to organisations: prepared, cleared by the other ministry, submitted with proof, corrected (C3)."""

import datetime as dt
from typing import Any

from django.utils import timezone

from access.context import Subject
from activities.lifecycle import GIVEN, OWED, RETURN_TRANSITIONS, ReturnState
from activities.models import DueReturn
from activities.selectors import returns as read
from activities.selectors.return_cases import cases_of, is_as_agreed
from activities.services import return_refusals as no
from activities.services.basis import dominates, near
from activities.services.operations import held_row
from approvals.lifecycle import CaseState, Over
from approvals.models import Case
from approvals.services.cases import withdraw_case
from approvals.services.unread import end_reading
from correspondence.lifecycle import ON_RECORD
from correspondence.models import Correspondence
from documents.services.files import File, kept_with
from foundation.acts import verb
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.writes import insert, update

S = ReturnState


@verb("returns.prepare")
def prepare(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """Figures are collected, or put right after it was sent back: whoever does it does not agree to it (I22)."""
    held = begin(row, S.IN_PREPARATION, "returns.prepare", by=by, on=on, at=at, version=version)
    return update(held, state=S.IN_PREPARATION, state_on=on)


@verb("returns.submit")
def submit(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = "",
    is_nil: bool = False, sent_under: str = "", note: Correspondence | None = None, evidence: File | None = None,
) -> DueReturn:  # fmt: skip
    """It has left, by which note, file or number; its reminders end with it."""
    held = begin(row, S.SUBMITTED, "returns.submit", by=by, on=on, at=at, version=version)
    if held.state != S.CLEARED:
        raise no.ReturnStepRefused
    if held.corrects_id:
        require(by, "returns.correct")
    if read.is_marked(held) and not is_as_agreed(held, to=by):
        raise no.AgreedByItsCase
    return _submitted(held, by=by, on=on, is_nil=is_nil, sent_under=sent_under, note=note, evidence=evidence)


@verb("returns.take_over")
def take_over(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = "",
    is_nil: bool = False, sent_under: str = "", note: Correspondence | None = None, evidence: File | None = None,
) -> DueReturn:  # fmt: skip
    """It was submitted before this register knew of the obligation: no step is left out afterwards."""
    held = begin(row, S.SUBMITTED, "returns.submit", by=by, on=on, at=at, version=version)
    if held.state != S.SCHEDULED or not read.before_register(held, on):
        raise no.NotBeforeRegister
    return _submitted(held, by=by, on=on, is_nil=is_nil, sent_under=sent_under, note=note, evidence=evidence)


@verb("returns.correct")
def correct(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = "",
    is_nil: bool = False, sent_under: str = "", note: Correspondence | None = None, evidence: File | None = None,
) -> DueReturn:  # fmt: skip
    """A later return puts it right at once, where its obligation lets it; the first stays as late as it was."""
    held = _correctable(row, "returns.correct", by=by, on=on, at=at, version=version, reason=reason)
    if read.is_marked(held) or not held.obligation.correct_at_once:
        raise no.ClearedAnew
    proof = _proof(held, by=by, sent_under=sent_under, note=note, evidence=evidence)
    made = DueReturn(
        obligation_id=held.obligation_id, corrects=held, state=S.SUBMITTED, state_on=on, submitted_on=on, is_nil=is_nil,
        label_id=held.label_id, owner_unit_id=held.owner_unit_id, is_demo=held.is_demo, **proof,
    )  # fmt: skip
    insert(made)
    made.refresh_from_db()
    return made


@verb("returns.draft_correction")
def draft_correction(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """A correction is prepared; it is cleared anew and leaves by the Ministry of Foreign Affairs (C6)."""
    held = _correctable(row, "returns.draft_correction", by=by, on=on, at=at, version=version, reason=reason)
    made = DueReturn(
        obligation_id=held.obligation_id, corrects=held, state=S.IN_PREPARATION, state_on=on, label_id=held.label_id,
        owner_unit_id=held.owner_unit_id, is_demo=held.is_demo,
    )  # fmt: skip
    insert(made)
    made.refresh_from_db()
    return made


def _correctable(
    row: DueReturn, may: str, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None, reason: str
) -> DueReturn:
    """The last word, which has left; locked."""
    require(by, may)
    held: DueReturn = held_row(row, by=by, version=version)
    if held.state not in GIVEN:
        raise no.NotSubmittedYet
    if read.corrections(held, to=by).exists():
        raise no.ReturnStands
    in_time(on, at, held.submitted_on)
    reasoned(reason)
    return held


@verb("returns.close")
def close(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """The organisation has confirmed that it is there."""
    held = begin(row, S.CLOSED, "returns.submit", by=by, on=on, at=at, version=version)
    return update(held, state=S.CLOSED, state_on=on)


@verb("returns.call_off")
def call_off(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """Nothing is owed for this period; the reason stays with the step, and nobody is asked about it any more."""
    require(by, "returns.call_off")
    reasoned(reason)
    end_case(row, by=by, reason=reason, at=at)
    held = begin(row, S.NOT_DUE, "returns.call_off", by=by, on=on, at=at, version=version)
    end_reading(held.reference, by=by, on=on, because=Over.MATTER_ENDED)
    return update(held, state=S.NOT_DUE, state_on=on)


@verb("returns.redate")
def redate(
    row: DueReturn,
    *,
    by: Subject,
    at: dt.datetime,
    due_on: dt.date,
    version: int | None = None,
    reason: str = "",
) -> DueReturn:
    """Another day was agreed for this period; the first one stays beside it, with the reason."""
    require(by, "returns.redate")
    held: DueReturn = held_row(row, by=by, version=version)
    if held.state not in OWED or held.corrects_id:
        raise no.ReturnStepRefused
    reasoned(reason)
    near(due_on=due_on)
    if due_on == held.due_on:
        raise no.SameDay(fields={"due_on": no.SameDay.message})
    return update(held, due_on=due_on, redated_at=at, redated_because=reason.strip()[:300])


def begin(
    row: DueReturn,
    target: ReturnState,
    may: str,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None,
) -> DueReturn:
    """The return, locked, where the office may and the step is possible on the day."""
    require(by, may)
    held: DueReturn = held_row(row, by=by, version=version)
    if target not in RETURN_TRANSITIONS[S(held.state)]:
        raise no.ReturnStepRefused
    if held.state == S.IN_APPROVAL:
        if target != S.NOT_DUE:
            raise no.WithThoseWhoAgree
        if row.state != held.state:
            raise RecordChanged  # put up meanwhile: its case was not ended before the lock
    in_time(on, at, held.state_on)
    return held


def end_case(row: DueReturn, *, by: Subject, reason: str, at: dt.datetime) -> None:
    """Nobody is asked any more, nor for another round; called before the return is locked, as deciding locks."""
    case: Case | None = cases_of(row, to=by).first()
    if case is not None and case.state in {CaseState.OPEN, CaseState.RETURNED}:
        withdraw_case(case, by=by, reason=reason, at=at)


def in_time(on: dt.date, at: dt.datetime, after: dt.date | None) -> None:
    """Raises DayAhead or DayBefore."""
    if on > timezone.localdate(at):
        raise no.DayAhead(fields={"on": no.DayAhead.message})
    if after is not None and on < after:
        raise no.DayBefore(fields={"on": no.DayBefore.message})


def reasoned(reason: str) -> None:
    """Raises ReasonMissing."""
    if not reason.strip():
        raise no.ReasonMissing(fields={"reason": no.ReasonMissing.message})


def _submitted(held: DueReturn, *, by: Subject, on: dt.date, is_nil: bool, **proof: Any) -> DueReturn:
    left = _proof(held, by=by, **proof)
    return update(held, state=S.SUBMITTED, state_on=on, submitted_on=on, is_nil=is_nil, **left)


def _proof(
    held: DueReturn, *, by: Subject, sent_under: str, note: Correspondence | None, evidence: File | None
) -> dict[str, Any]:
    """How it left: at least one of a note that has left, a file and a number."""
    if note is None and evidence is None and not sent_under.strip():
        raise no.ReturnUnproved(fields={"sent_under": no.ReturnUnproved.message})
    if note is not None and (note.state not in ON_RECORD or not note.is_outgoing):
        raise no.NoteNotOut(fields={"note": no.NoteNotOut.message})
    if note is not None and not dominates(held.label_id, note.label_id):
        raise no.NoteTooRestricted(fields={"note": no.NoteTooRestricted.message})
    return {
        "sent_under": sent_under.strip(),
        "note": note,
        "evidence": evidence and kept_with(held, evidence, by=by, beside="evidence"),
    }
