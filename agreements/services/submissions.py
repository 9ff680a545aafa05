"""Putting a mandate, a text or a denunciation to approval, and following what is decided (domain.md C6)."""

import datetime as dt

from access.context import Subject
from agreements.lifecycle import AgreementState, SubmissionKind
from agreements.models import Agreement, AgreementDrafter, AgreementSubmission
from agreements.selectors.submissions import content_for_approval, open_cases, submission
from agreements.services.agreements import locked
from agreements.services.cases import day_of, drafted, not_running
from agreements.services.refusals import NothingUnderApproval, StepRefused, TextMissing, UnknownSubmission
from agreements.services.steps import explained, move
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.services.cases import withdraw_case
from approvals.services.submitting import put_up
from foundation.acts import verb
from foundation.permissions import require

S, K = AgreementState, SubmissionKind
# In which state each goes to approval.
WHEN: dict[str, frozenset[str]] = {
    K.AGREEMENT_MANDATE: frozenset({S.PROPOSED}),
    K.AGREEMENT_TEXT: frozenset({S.NEGOTIATING, S.INITIALLED}),
    K.AGREEMENT_DENUNCIATION: frozenset({S.IN_FORCE, S.SUSPENDED}),
}


@verb("agreements.submit")
def submit(
    agreement: Agreement,
    *,
    by: Subject,
    kind: str,
    reason: str,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
) -> Case:
    """Put a proposal, the text before signature, or a denunciation on its route through both ministries."""
    require(by, "agreements.submit")
    held = locked(agreement, by=by, version=version)
    if kind not in WHEN:
        raise UnknownSubmission(fields={"kind": UnknownSubmission.message})
    if held.state not in WHEN[kind]:
        raise StepRefused
    explained(reason)
    if kind == K.AGREEMENT_TEXT and held.authentic_text_id is None:
        raise TextMissing
    not_running(held, by=by)
    drafted(held, by)
    content = content_for_approval(held, kind, {"reason": reason.strip()}, to=by)
    return put_up(
        held, by=by, at=at, on=on, kind=kind, row={"agreement": held, "kind": kind}, content=content,
        submissions=AgreementSubmission.objects.visible_to(by).filter(agreement=held),
        drafters=AgreementDrafter.objects.visible_to(by).filter(agreement=held),
        facts={"agreement_kind": held.kind, "level": held.level},
    )  # fmt: skip


@verb("agreements.take_back")
def take_back(
    agreement: Agreement, *, by: Subject, reason: str, at: dt.datetime, version: int | None = None
) -> Case:
    """Take what is under approval back, so that it can be changed; the case ends undecided."""
    require(by, "agreements.submit")
    explained(reason)
    case = open_cases(agreement, to=by).select_for_update(of=("self",)).first()
    if case is None:
        raise NothingUnderApproval
    locked(agreement, by=by, version=version)
    return withdraw_case(case, by=by, reason=reason, at=at)


def follow(case: Case, *, by: Subject, at: dt.datetime) -> None:
    """An approved proposal is a mandate; a cleared text and an agreed denunciation wait for what is done abroad."""
    submitted = submission(case.object_reference, case.version_no, to=by)
    if submitted is None or case.kind != K.AGREEMENT_MANDATE or case.state != CaseState.APPROVED:
        return
    held = locked(submitted.agreement, by=by)
    if held.state == S.PROPOSED:
        move(held, S.MANDATED, by=by, on=day_of(at, held), at=at)
