"""One step of the lifecycle: lock, look, move, rewrite the computed days (house rules 4 and 5)."""

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from access.context import Subject
from agreements.lifecycle import TERMINAL, AgreementState, SubmissionKind, allowed
from agreements.models import Agreement
from agreements.services.agreements import locked
from agreements.services.cases import end_cases
from agreements.services.computed import rewrite
from agreements.services.refusals import ReasonNeeded, StepBeforePrevious, StepInFuture, StepRefused
from approvals.lifecycle import Over
from approvals.services.unread import end_reading
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.writes import update

M = TypeVar("M", bound=Model)
UNREAD_BECAUSE = {
    AgreementState.TERMINATED: Over.MATTER_ENDED, AgreementState.EXPIRED: Over.MATTER_EXPIRED,
    AgreementState.SUPERSEDED: Over.MATTER_SUPERSEDED, AgreementState.ABANDONED: Over.MATTER_ENDED,
}  # fmt: skip
# Read no more once the agreement is over; a denunciation is what ended it.
ENDING_WITH_IT = (SubmissionKind.AGREEMENT_MANDATE, SubmissionKind.AGREEMENT_TEXT)


def begin(
    agreement: Agreement, verb: str, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None
) -> Agreement:
    """The row held for `verb`; raises when the office may not, the row changed or the day lies ahead."""
    require(by, verb)
    if on > timezone.localdate(at):
        raise StepInFuture(fields={"on": StepInFuture.message})
    return locked(agreement, by=by, version=version)


def check_step(held: Agreement, to: AgreementState, on: dt.date) -> None:
    """Raises StepRefused or StepBeforePrevious where the agreement cannot take the step on that day."""
    if not allowed(AgreementState(held.state), to):
        raise StepRefused
    if on < held.state_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})


def move(
    held: Agreement, to: AgreementState, *, by: Subject, on: dt.date, at: dt.datetime, **facts: Any
) -> Agreement:
    """Take the step to `to` on a day; the trigger leaves the row that says so."""
    check_step(held, to, on)
    if to in TERMINAL:
        end_cases(held, by=by, at=at)
        end_reading(held.reference, by=by, on=on, because=UNREAD_BECAUSE[to], kinds=ENDING_WITH_IT)
    update(held, state=to, state_on=on, **facts)
    rewrite([held], by=by, on=timezone.localdate(at))
    return held


def explained(reason: str) -> str:
    """The reason of a step that ends something; raises without one."""
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": ReasonNeeded.message})
    return reason


def part_held(part: M, *, by: Subject) -> M:
    """A part of a held agreement as it stands now; raises RecordChanged when it is gone."""
    manager: Any = type(part)
    found = manager.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=part.pk).first()
    if found is None:
        raise RecordChanged
    held: M = found
    return held


def next_number(rows: QuerySet[Any]) -> int:
    """The number after the last of these parts of a held agreement."""
    return int(rows.aggregate(last=Max("no"))["last"] or 0) + 1
