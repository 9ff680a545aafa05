"""What of a posting went to approval, and where that stands."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef

from access.context import Subject
from approvals.lifecycle import CaseState
from approvals.models import Case
from attaches.models import Accreditation, Officer, Posting, PostingSubmission
from attaches.selectors.requirements import checks_of
from attaches.terms import SubmissionKind

SCHEMA_VERSION = 1


def open_cases(posting: Posting, *, to: Subject) -> Any:
    """The cases that run about a posting, of whatever kind, the latest first."""
    return cases_about(posting, to=to).filter(state=CaseState.OPEN)


def open_case_of(posting: Posting, *, to: Subject) -> Case | None:
    """The latest of them."""
    found: Case | None = open_cases(posting, to=to).first()
    return found


def asked_until(officer: Officer) -> dict[int, dt.date]:
    """Until when the postings of an officer would last, by posting, where an extension waits for its decision."""
    running = Case.objects.unrestricted(reason="I2 holds whoever looks").filter(
        kind=SubmissionKind.POSTING_EXTENSION, state=CaseState.OPEN,
        object_reference=OuterRef("posting__reference"), version_no=OuterRef("no"),
    )  # fmt: skip
    rows = PostingSubmission.objects.unrestricted(reason="I2 holds whoever looks").filter(
        Exists(running), posting__officer=officer
    )
    days = rows.values_list("posting_id", "content__until")
    return {posting: dt.date.fromisoformat(until) for posting, until in days}


def under_approval(posting_ids: Collection[int], *, to: Subject) -> bool:
    """Whether a case runs about any of these postings."""
    references = Posting.objects.visible_to(to).filter(pk__in=posting_ids).values("reference")
    rows = Case.objects.visible_to(to).filter(kind__in=list(SubmissionKind), state=CaseState.OPEN)
    return bool(rows.filter(object_reference__in=references).exists())


def waits_for_resubmission(posting: Posting, *, to: Subject) -> bool:
    """Whether the last word on the posting itself was to return it: it comes back as the next round."""
    last = cases_about(posting, to=to).filter(kind=SubmissionKind.POSTING).first()
    return last is not None and last.state == CaseState.RETURNED


def approved_plan(posting: Posting, *, to: Subject) -> tuple[dt.date, dt.date] | None:
    """First and last day planned as a case about the posting itself approved them; None where none did."""
    approved = cases_about(posting, to=to).filter(kind=SubmissionKind.POSTING, state=CaseState.APPROVED)
    numbers = approved.values_list("version_no", flat=True)[:1]
    rows = PostingSubmission.objects.visible_to(to).filter(posting=posting, no__in=list(numbers))
    content = rows.values_list("content", flat=True).first()
    if content is None:
        return None
    return dt.date.fromisoformat(content["planned_from"]), dt.date.fromisoformat(content["planned_to"])


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
        **_taken_over(posting),
        "requirements": [
            {
                "requirement": str(check.requirement.value), "asked": check.asked, "held": check.held,
                "met": check.met, "waived_because": check.waived_because,
            }
            for check in checks_of(posting, to=to)
            if check.checked
        ],
        **proposal,
    }  # fmt: skip


def _taken_over(posting: Posting) -> dict[str, str]:
    """That nobody decided here on what runs, where it was taken over from an older record."""
    return {"taken_over_on": posting.taken_over_on.isoformat()} if posting.taken_over_on else {}
