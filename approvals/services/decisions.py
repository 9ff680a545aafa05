"""Deciding: lock the case, look again, insert the decision, move (walls.md 2)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.models import Appointment
from accounts.selectors.offices import appointments_on
from approvals import engine
from approvals.engine import Refusal
from approvals.lifecycle import REFUSING, CaseState, ReturnReason, StepState, Verdict
from approvals.models import Case, CaseSeat, Decision
from approvals.registry import approvable, tell_closed
from approvals.selectors.bars import bar_of
from approvals.selectors.facts import facts_of
from approvals.services.cases import lock
from approvals.services.movements import settle
from foundation.acts import act
from foundation.errors import DomainError, InvalidInput, NotPermitted, RecordChanged
from foundation.writes import insert


class CaseClosed(DomainError):
    """A closed case takes no decision."""

    message = _("This case is closed. Nothing waits for a decision any more.")


class StepNotOpen(DomainError):
    """Steps go in order."""

    message = _("It is not your office's turn yet: earlier steps have not been decided.")


class StepAlreadyDecided(DomainError):
    """Of two who decide at the same moment one wins."""

    message = _("Somebody else has decided this step in the meantime. Look at the case again.")


class NotYourStep(DomainError):
    """Only an office seated in the step decides it."""

    status = 403
    message = _("Your office has no seat in this case.")


class DraftersMayNotDecide(DomainError):
    """Whoever drafted or edited the version is barred from every later step (decisions.md 22)."""

    status = 403
    message = _("You drafted or edited this version, so a colleague has to decide.")


class OneSeatPerPerson(DomainError):
    """Nobody decides two seats of a case (I22)."""

    status = 403
    message = _("You have decided another seat of this case already, so a colleague has to decide this one.")


class MarkingChanged(DomainError):
    """The label is part of what is signed; under another one it is another version (walls.md 2)."""

    message = _(
        "The marking was changed after this was submitted, so it cannot be agreed as it stands. Return it: the next "
        "version carries the new marking, and everybody is asked again."
    )


class OfficeNotHeld(DomainError):
    """A term, a delegation or an acting period ends on its day, also in the middle of a step."""

    status = 403
    message = _("You do not hold this office any more, so whoever holds it now has to decide.")


class OtherInstitution(DomainError):
    """A ministry's word is given by its own people: an MFA step by MFA users (I22)."""

    status = 403
    message = _("A step of one institution is answered by its own people.")


class BeyondDelegation(DomainError):
    """A delegate answers what was delegated."""

    status = 403
    message = _("The delegation to you does not cover this kind of matter.")


class DecidedOutside(DomainError):
    """What the President or a council decides on paper is recorded with that paper, never clicked here."""

    message = _("This is decided outside the system. Record the decision with the paper that proves it.")


class WrongVerdict(InvalidInput):
    """Concur is not approve: a step takes its own word, a return or a rejection."""

    message = _("This step asks for another word.")


class ReasonNeeded(InvalidInput):
    """Whoever returns or rejects says why, in a coded reason and in words."""

    message = _("Say why: choose a reason and write what has to change.")


REFUSALS: dict[Refusal, type[DomainError]] = {
    Refusal.STALE_CONTENT: RecordChanged,
    Refusal.CASE_CLOSED: CaseClosed,
    Refusal.STEP_NOT_OPEN: StepNotOpen,
    Refusal.NOT_A_SEAT: NotYourStep,
    Refusal.SEAT_HAS_DECIDED: StepAlreadyDecided,
    Refusal.VERDICT_DOES_NOT_FIT: WrongVerdict,
    Refusal.OFFICE_NOT_HELD: OfficeNotHeld,
    Refusal.OTHER_INSTITUTION: OtherInstitution,
    Refusal.BEYOND_DELEGATION: BeyondDelegation,
    Refusal.ONLY_RECORDED: DecidedOutside,
    Refusal.AUTHOR_MAY_NOT_DECIDE: DraftersMayNotDecide,
    Refusal.TWO_SEATS: OneSeatPerPerson,
    Refusal.RELABELLED: MarkingChanged,
}


def decide(
    case: Case, *, by: Subject, verdict: str, content_hash: str, reason_code: str = "", comment: str = "",
    at: dt.datetime, on: dt.date, version: int | None = None,
) -> Decision:  # fmt: skip
    """Give the word of the office acted in on exactly this content; moves the case and tells its domain.

    `version`: the version of the case the caller has seen, where it says so (If-Match). Raises RecordChanged for other
    content, StepAlreadyDecided for a lost race, and one named error per rule of REFUSALS.
    """
    if by.scope != "write":
        raise NotPermitted
    with act("cases.decide", reason_code):
        held = lock(case, by)
        facts = facts_of(held)
        step = _step_for(facts, by)
        check_current(held, facts, content_hash, version, by)
        check_right(facts, step, by, verdict, barred=bar_of(held, to=by, on=on))
        check_words(verdict, reason_code, comment)
        decision = write_down(
            held, step.key, by.office_id or 0, by, verdict=Verdict(verdict), reason_code=reason_code, comment=comment,
            at=at, on=on,
        )  # fmt: skip
        carry_on(held, by=by, at=at, on=on, reason=reason_code)
        return decision


def carry_on(case: Case, *, by: Subject, at: dt.datetime, on: dt.date, reason: str = "") -> None:
    """Move steps and case to where the decisions that stand bring them, and tell the domain.

    Reading what was approved brings the matter nowhere, so that whoever reads holds the case alone: what ends a matter
    holds the matter first and then its case (unread.end_reading).
    """
    was = case.state
    moved = settle(case, engine.outcome(facts_of(case)), by=by, at=at, on=on, reason=reason)
    if not moved or was == CaseState.APPROVED:
        return
    approvable(case.kind).moved(case, by=by, at=at)
    if case.state != was:
        tell_closed(case, by=by, at=at, on=on)


def _step_for(facts: engine.CaseFacts, by: Subject) -> engine.Step:
    """The seat the decision is meant for: an open undecided one first, else the one that says best why not."""
    mine = [step for step in facts.steps if by.office_id in step.seats]
    if not mine:
        raise NotYourStep
    states = engine.outcome(facts).steps
    taken = {decision.step for decision in facts.decisions if decision.seat == by.office_id}
    rank = {StepState.OPEN: 0, StepState.DONE: 1}
    return min(mine, key=lambda step: (step.key in taken, rank.get(states[step.key], 2), -step.order))


def check_current(
    case: Case, facts: engine.CaseFacts, content_hash: str, version: int | None, by: Subject
) -> None:
    """Stale is 412: other content, another version of the case, or a newer round of the same matter."""
    if content_hash != facts.content_hash or version not in (None, case.version):
        raise RecordChanged
    newer = Case.objects.visible_to(by).filter(
        kind=case.kind, object_reference=case.object_reference, pk__gt=case.pk
    )
    if newer.exists():
        raise RecordChanged


def check_right(
    facts: engine.CaseFacts, step: engine.Step, by: Subject, verdict: str, *, barred: Refusal | None,
    office: int | None = None, recorded: bool = False,
) -> None:  # fmt: skip
    """Raise the named error of the broken rule; `office`: the seat's, where it is not the one acted in."""
    if verdict not in Verdict.values:
        raise WrongVerdict(fields={"verdict": [WrongVerdict.message]})
    broken = engine.refusal(
        facts, step, person=by.user_id, office=office or by.office_id, verdict=Verdict(verdict), barred=barred,
        recorded=recorded,
    )  # fmt: skip
    if broken == Refusal.STEP_NOT_OPEN and engine.outcome(facts).steps[step.key] != StepState.WAITING:
        raise StepAlreadyDecided
    if broken == Refusal.VERDICT_DOES_NOT_FIT:
        raise WrongVerdict(fields={"verdict": [WrongVerdict.message]})
    if broken is not None:
        raise REFUSALS[broken]


def check_words(verdict: str, reason_code: str, comment: str) -> None:
    """A return or rejection says why, in a code and in words; an agreement carries no reason."""
    wrong: dict[str, Any] = {}
    if verdict in REFUSING:
        if reason_code not in ReturnReason.values:
            wrong["reason_code"] = [_("Choose a reason.")]
        if not comment.strip():
            wrong["comment"] = [_("Write what has to change.")]
    elif reason_code:
        wrong["reason_code"] = [_("A reason belongs to a return or a rejection.")]
    if wrong:
        raise ReasonNeeded(fields=wrong)


def write_down(
    case: Case, step_id: int, office_id: int, by: Subject, *, verdict: Verdict, reason_code: str, comment: str,
    at: dt.datetime, on: dt.date, recorded: bool = False,
) -> Decision:  # fmt: skip
    """The decision of a seat, in the quality in which the office is held that day."""
    rows = CaseSeat.objects.visible_to(by).filter(step_id=step_id, office_id=office_id)
    seat = rows.latest("attempt")
    held = None if recorded else _held_as(by, office_id, on)
    return insert(
        Decision(
            case=case, step_id=step_id, seat=seat, office_id=office_id, user_id=by.user_id,
            on_behalf_of_id=held.on_behalf_of_id if held else None, is_acting=not recorded and by.acting,
            is_recorded=recorded, verdict=verdict, reason_code=reason_code, comment=comment.strip(),
            content_hash=case.content_hash, at=at, on=on, label_id=case.label_id,
        )
    )  # fmt: skip


def _held_as(by: Subject, office_id: int, on: dt.date) -> Appointment | None:
    """The appointment acted under: the own one before one that stands in for somebody."""
    rows = appointments_on(on).filter(user_id=by.user_id, office_id=office_id)
    return min(rows, key=lambda row: (row.is_acting, row.pk), default=None)
