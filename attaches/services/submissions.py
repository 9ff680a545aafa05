"""Putting a posting, its extension or a recall to approval, and following what is decided (domain.md C6)."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.services.cases import withdraw_case
from attaches.lifecycle import INCUMBENT, PostingState, allowed
from attaches.models import Posting, PostingSubmission
from attaches.selectors.submissions import open_cases, submission
from attaches.services import notes, tenures
from attaches.services.cases import end_cases
from attaches.services.plans import check_officer_free
from attaches.services.putting import put_to_approval
from attaches.services.selection import check_requirements
from attaches.services.steps import at_own_post, lock, need_reason, step
from attaches.terms import Requirement, SubmissionKind
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.wording import legal_day

_P = PostingState
# The route brings a posting through these, in this order (domain.md C3).
ON_THE_WAY = (_P.PROPOSED, _P.SELECTED, _P.PREPARED, _P.MOD_ORDERED, _P.MFA_COORDINATED)


# Who may submit may take back.
MAY_SUBMIT = {
    SubmissionKind.POSTING: "postings.submit",
    SubmissionKind.POSTING_EXTENSION: "postings.submit_extension",
    SubmissionKind.POSTING_RECALL: "postings.submit_recall",
}


class NothingToWithdraw(DomainError):
    """Only what is under approval is taken back."""

    message = _("Nothing about this posting is under approval.")


def _hold(posting: Posting, version: int | None) -> Posting:
    """Post, officer and posting held, in this order: what is frozen of each stays what it is until the case is open."""
    lock(posting.post)
    lock(posting.officer)
    return lock(posting, version)


@verb("postings.submit")
def submit(
    posting: Posting, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> Case:
    """Put a proposed posting on its route: board, security, language, department, order, coordination with the MFA."""
    require(by, "postings.submit")
    held = _hold(posting, version)
    if held.state not in ON_THE_WAY[:-1]:
        raise TransitionRefused
    check_requirements(held, by, *Requirement)
    return put_to_approval(held, SubmissionKind.POSTING, by, on, at)


@verb("postings.submit_extension")
def submit_extension(
    posting: Posting, *, by: Subject, until: dt.date, reason: str, on: dt.date, at: dt.datetime,
    version: int | None = None,
) -> Case:  # fmt: skip
    """Ask for an extension until a day; granted, it moves the planned end."""
    require(by, "postings.submit_extension")
    at_own_post(by, posting.post.mission_id)
    need_reason(reason)
    held = _hold(posting, version)
    if held.state != _P.IN_POST:
        raise TransitionRefused
    if until <= held.planned.upper:
        raise InvalidInput(fields={"until": [_("Later than the present end.")]})
    check_officer_free(held.officer, DateRange(held.planned.lower, until), but=held)
    held = step(held, _P.EXTENSION_PENDING, on=on, at=at)
    return put_to_approval(
        held, SubmissionKind.POSTING_EXTENSION, by, on, at, until=until.isoformat(), reason=reason.strip()
    )


@verb("postings.submit_recall")
def submit_recall(
    posting: Posting, *, by: Subject, reason: str, on: dt.date, at: dt.datetime, version: int | None = None
) -> Case:
    """Propose to recall an officer; agreed to, the posting is broken off on that day."""
    require(by, "postings.submit_recall")
    need_reason(reason)
    held = _hold(posting, version)
    if held.state not in INCUMBENT:
        raise TransitionRefused
    return put_to_approval(held, SubmissionKind.POSTING_RECALL, by, on, at, reason=reason.strip())


@verb("postings.take_back")
def take_back(
    posting: Posting, *, by: Subject, reason: str, at: dt.datetime, kind: str = "", version: int | None = None
) -> Case:
    """Take what is under approval back, by an office that may submit it; an extension is then not asked for any more.

    `kind`: of the submission, where several run. Raises NothingToWithdraw.
    """
    running = open_cases(posting, to=by).filter(kind__in=list(MAY_SUBMIT))  # what was done is not taken back
    found = list(running.filter(kind=kind) if kind else running)
    if not found:
        raise NothingToWithdraw
    case, *others = found
    if others:
        raise InvalidInput(
            fields={"kind": [_("Several things about this posting are under approval: say which.")]}
        )
    require(by, MAY_SUBMIT[SubmissionKind(case.kind)])
    at_own_post(by, posting.post.mission_id)
    withdrawn = withdraw_case(case, by=by, reason=reason, at=at)
    held = lock(posting, version)
    if held.state == _P.EXTENSION_PENDING and case.kind == SubmissionKind.POSTING_EXTENSION:
        step(held, _P.IN_POST, on=max(legal_day(at), held.state_on), at=at)
    return withdrawn


def follow(case: Case, *, by: Subject, at: dt.datetime) -> None:
    """Bring the posting to where its case stands, in the deciding transaction."""
    submitted = submission(case.object_reference, case.version_no, to=by)
    if (
        submitted is None or case.kind == SubmissionKind.POSTING_PNG
    ):  # the posting is over, whatever is ratified
        return
    if case.kind == SubmissionKind.POSTING_RECALL and case.state == CaseState.APPROVED:
        end_cases(submitted.posting, by=by, reason=submitted.content["reason"], at=at, but=case)
    posting = _hold(submitted.posting, None)
    {
        SubmissionKind.POSTING: _follow_posting,
        SubmissionKind.POSTING_EXTENSION: _follow_extension,
        SubmissionKind.POSTING_RECALL: _follow_recall,
    }[SubmissionKind(case.kind)](case, submitted, posting, by, at)


def _follow_posting(
    case: Case, submitted: PostingSubmission, posting: Posting, by: Subject, at: dt.datetime
) -> None:
    on = max(legal_day(at), posting.state_on)
    if case.state == CaseState.REJECTED:
        words = _("Not approved: %(case)s") % {"case": case.reference}
        notes.close_all(step(posting, _P.WITHDRAWN, on=on, at=at, end_reason=words), by=by, on=on, at=at)
        return
    reached = _P.MFA_COORDINATED if case.state == CaseState.APPROVED else PostingState(case.phase)
    if case.state not in {CaseState.OPEN, CaseState.APPROVED} or posting.state not in ON_THE_WAY:
        return
    here, there = ON_THE_WAY.index(PostingState(posting.state)), ON_THE_WAY.index(reached)
    way = ON_THE_WAY[here + 1 : there + 1]
    # A result may have been withdrawn, or replaced by a lower one, since it was submitted.
    if _P.PREPARED in way:
        check_requirements(posting, by, *Requirement)
    for state in way:
        # Until the order has a number of its own, the case stands for it.
        order: dict[str, Any] = (
            {"order_no": posting.order_no or case.reference} if state == _P.MOD_ORDERED else {}
        )
        posting = step(posting, state, on=on, at=at, **order)


def _follow_extension(
    case: Case, submitted: PostingSubmission, posting: Posting, by: Subject, at: dt.datetime
) -> None:
    if posting.state != _P.EXTENSION_PENDING or case.state in {CaseState.OPEN, CaseState.WITHDRAWN}:
        return
    granted: dict[str, Any] = {}
    if case.state == CaseState.APPROVED:
        planned = DateRange(posting.planned.lower, dt.date.fromisoformat(submitted.content["until"]))
        check_officer_free(posting.officer, planned, but=posting)
        granted = {"planned": planned}
    step(posting, _P.IN_POST, on=max(legal_day(at), posting.state_on), at=at, **granted)


def _follow_recall(
    case: Case, submitted: PostingSubmission, posting: Posting, by: Subject, at: dt.datetime
) -> None:
    if case.state == CaseState.APPROVED and allowed(PostingState(posting.state), _P.RECALLED):
        on = max(legal_day(at), posting.state_on)
        tenures.break_off(posting, _P.RECALLED, by=by, on=on, at=at, reason=submitted.content["reason"])
