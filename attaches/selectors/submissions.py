"""What of a posting went to approval, and where that stands."""

from collections.abc import Collection
from typing import Any

from access.context import Subject
from approvals.lifecycle import CaseState
from approvals.models import Case
from attaches.models import Accreditation, Posting, PostingSubmission
from attaches.selectors.requirements import checks_of
from attaches.terms import SubmissionKind

SCHEMA_VERSION = 1


def open_case_of(posting: Posting, *, to: Subject) -> Case | None:
    """The case that runs about a posting, of whatever kind."""
    found: Case | None = cases_about(posting, to=to).filter(state=CaseState.OPEN).first()
    return found


def under_approval(posting_ids: Collection[int], *, to: Subject) -> bool:
    """Whether a case runs about any of these postings."""
    references = Posting.objects.visible_to(to).filter(pk__in=posting_ids).values("reference")
    rows = Case.objects.visible_to(to).filter(kind__in=list(SubmissionKind), state=CaseState.OPEN)
    return bool(rows.filter(object_reference__in=references).exists())


def waits_for_resubmission(posting: Posting, *, to: Subject) -> bool:
    """Whether the last word on the posting itself was to return it: it comes back as the next round."""
    last = cases_about(posting, to=to).filter(kind=SubmissionKind.POSTING).first()
    return last is not None and last.state == CaseState.RETURNED


def cases_about(posting: Posting, *, to: Subject) -> Any:
    """Every case about a posting that the viewer may see, the latest first."""
    rows = Case.objects.visible_to(to).filter(
        kind__in=list(SubmissionKind), object_reference=posting.reference
    )
    return rows.order_by("-id")


def submission(posting_reference: str, no: int, *, to: Subject) -> PostingSubmission | None:
    """One submission of a posting, as it was signed."""
    rows = PostingSubmission.objects.visible_to(to).filter(posting__reference=posting_reference, no=no)
    return rows.select_related("posting__officer", "posting__post__mission").first()


def content_for_approval(
    posting: Posting, kind: str, proposal: dict[str, Any], *, to: Subject
) -> dict[str, Any]:
    """What is put to the approvers: who, where, when, on what requirements, and what is proposed."""
    officer, post = posting.officer, posting.post
    receivers = Accreditation.objects.visible_to(to).filter(posting=posting).order_by("id").with_receiver()
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "posting": posting.reference,
        "officer": officer.reference,
        "officer_name": officer.full_name,
        "rank": officer.rank,
        "post": post.code,
        "post_title": post.title,
        "mission": post.mission.code,
        "planned_from": posting.planned.lower.isoformat(),
        "planned_to": posting.planned.upper.isoformat(),
        "predecessor": posting.predecessor.reference if posting.predecessor else None,
        "receivers": [
            {"receiver": row.receiver, "role": row.role, "consent_waived": row.consent_waived} for row in receivers
        ],
        "requirements": [
            {
                "requirement": str(check.requirement.value), "asked": check.asked, "held": check.held,
                "met": check.met, "waived_because": check.waived_because,
            }
            for check in checks_of(posting, to=to)
        ],
        **proposal,
    }  # fmt: skip
