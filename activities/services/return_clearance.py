"""Before a return leaves: what is marked goes its route, the other ministry clears the rest (domain.md C6)."""

import datetime as dt
from typing import Any

from django.db.models import F

from access.context import Subject
from activities.lifecycle import ReturnState
from activities.models import DueReturn, DueReturnStep, ReturnSubmission
from activities.selectors import returns as read
from activities.selectors.return_cases import (
    KIND,
    changed_since,
    content_for_approval,
    facts_for_route,
    submission,
)
from activities.services import return_refusals as no
from activities.services.operations import held_row
from activities.services.returns import begin, end_case, in_time, reasoned
from approvals.lifecycle import REFUSING, CaseState, Over
from approvals.models import Case
from approvals.selectors.about import open_case_about
from approvals.services.submitting import put_up as put_to_case
from approvals.services.unread import end_reading
from documents.services.files import File, kept_with
from foundation.acts import act, verb
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import update

S = ReturnState


@verb("returns.put_up")
def put_up(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = "",
    text: File | None = None,
) -> DueReturn:  # fmt: skip
    """Put what is marked, with the text that is to leave, to everybody whom its route asks (C6)."""
    held = begin(row, S.IN_APPROVAL, "returns.put_up", by=by, on=on, at=at, version=version)
    if not read.is_marked(held):
        raise no.NotMarked
    moved = update(held, state=S.IN_APPROVAL, state_on=on)  # its step names who put it up
    put_to_case(
        held, by=by, at=at, on=on, kind=KIND, row={"due_return": held}, facts=facts_for_route(held),
        submissions=ReturnSubmission.objects.visible_to(by).filter(due_return=held),
        drafters=_drafters(held, by), content=content_for_approval(held, _text(held, text, by=by)),
    )  # fmt: skip
    return moved


def _drafters(held: DueReturn, by: Subject) -> Any:
    """Whoever prepared it or put it up, as drafters are told to a case."""
    steps = DueReturnStep.objects.visible_to(by).filter(pk__in=[step.pk for step in read.preparing(held)])
    return steps.annotate(user_id=F("by_id")).order_by("user_id").distinct()


def _text(held: DueReturn, text: File | None, *, by: Subject) -> dict[str, Any] | None:
    if text is None:
        return None
    kept = kept_with(held, text, by=by, beside="text")
    return {"reference": kept.reference, "name": kept.name, "digest": kept.sha256}


@verb("returns.take_back")
def take_back(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """Take it back from those who agree, to work on it again; what they said stays on the sheet."""
    require(by, "returns.put_up")
    if open_case_about(row.reference, KIND, to=by) is None:
        raise no.NothingPutUp
    end_case(row, by=by, reason=reason, at=at)
    held: DueReturn = held_row(row, by=by, version=version)
    in_time(on, at, held.state_on)
    return update(held, state=S.IN_PREPARATION, state_on=on)


def follow(case: Case, *, by: Subject, at: dt.datetime) -> None:
    """Bring the return to where its case stands, in the deciding transaction."""
    found = submission(case.object_reference, case.version_no, to=by)
    if found is None or case.state == CaseState.OPEN:
        return
    held: DueReturn = held_row(found.due_return, by=by)
    if held.state != S.IN_APPROVAL:
        return
    on = max(legal_day(at), held.state_on)
    if case.state == CaseState.APPROVED:
        if changed_since(found):
            raise no.ChangedSincePutUp
        update(held, state=S.CLEARED, state_on=on)
    else:
        with act("returns.send_back", _why(case)):
            update(held, state=S.SENT_BACK, state_on=on)


def _why(case: Case) -> str:
    """What was written by whoever did not agree."""
    last = case.decisions.filter(verdict__in=sorted(REFUSING)).order_by("-pk").first()
    return last.comment.strip() if last else ""


@verb("returns.clear")
def clear(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """The Ministry of Foreign Affairs agrees that what is not marked leaves; whoever prepared it does not (I22)."""
    require(by, "returns.clear")
    if row.state != S.IN_APPROVAL:
        end_case(row, by=by, reason=reason, at=at)  # returned while it was marked: no other round of it comes
    held = begin(row, S.CLEARED, "returns.clear", by=by, on=on, at=at, version=version)
    if read.prepared_by(held, by.user_id):
        raise no.ClearedByAnother
    if read.is_marked(held):
        raise no.AgreedByItsCase
    return update(held, state=S.CLEARED, state_on=on)


@verb("returns.send_back")
def send_back(
    row: DueReturn, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> DueReturn:
    """Security or the Ministry of Foreign Affairs does not agree, or not any more, and says why."""
    held = begin(row, S.SENT_BACK, "returns.send_back", by=by, on=on, at=at, version=version)
    if held.state == S.IN_PREPARATION and read.is_marked(held):
        raise no.NotPutUpYet
    reasoned(reason)
    end_reading(held.reference, by=by, on=on, because=Over.MATTER_WITHDRAWN)
    return update(held, state=S.SENT_BACK, state_on=on)
