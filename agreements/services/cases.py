"""Cases that run about an agreement: what is frozen while they run, and how they end with it."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.lifecycle import SubmissionKind
from agreements.models import Agreement, AgreementDrafter
from agreements.selectors.submissions import content_for_approval, last_of, open_cases
from agreements.services.refusals import TextNotCleared, UnderApproval
from approvals.lifecycle import CaseState
from approvals.services import submitting
from approvals.services.cases import withdraw_case
from foundation.canonical import canonical, content_hash
from foundation.wording import legal_day

K = SubmissionKind


def drafted(agreement: Agreement, by: Subject) -> None:
    """Whoever enters or changes it decides about it no more (I22)."""
    rows = AgreementDrafter.objects.visible_to(by).filter(agreement=agreement)
    submitting.drafted(rows, by=by, label_id=agreement.label_id, agreement=agreement)


def not_running(held: Agreement, *, by: Subject, kind: str | None = None) -> None:
    """Raises UnderApproval while a case runs about it, of a kind or of any."""
    running = open_cases(held, to=by)
    if (running.filter(kind=kind) if kind else running).exists():
        raise UnderApproval


def check_cleared(held: Agreement, *, by: Subject) -> None:
    """A text that was put to approval is signed as it was approved (domain.md C6)."""
    case, submitted = last_of(held, K.AGREEMENT_TEXT, to=by)
    if case is None or submitted is None:
        return
    proposal = {"reason": submitted.content["reason"]} if "reason" in submitted.content else {}
    shape = submitted.content.get("schema_version", 1)
    present = content_hash(
        canonical(content_for_approval(held, K.AGREEMENT_TEXT, proposal, to=by, shape=shape))
    )
    if case.state != CaseState.APPROVED or present != submitted.content_hash:
        raise TextNotCleared


def end_cases(held: Agreement, *, by: Subject, at: dt.datetime) -> None:
    """Nothing is decided any more about what is over."""
    for case in open_cases(held, to=by).order_by("pk").select_for_update(of=("self",)):
        withdraw_case(case, by=by, reason=str(_("The agreement is over.")), at=at)


def day_of(at: dt.datetime, held: Agreement) -> dt.date:
    """The legal day of a decision, never before the step before it."""
    return max(legal_day(at), held.state_on)
