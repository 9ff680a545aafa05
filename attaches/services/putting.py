"""Freezing what is proposed about a posting and opening the case on it (domain.md C6)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext, override

from access.context import Subject
from accounts.models import Office
from accounts.roles import Role
from approvals.models import Case
from approvals.services.cases import NoApprover, NoRoute, open_case
from attaches.models import Posting, PostingDrafter, PostingSubmission
from attaches.selectors.submissions import content_for_approval
from attaches.services.selection import drafted
from attaches.terms import SubmissionKind
from foundation.acts import act
from foundation.canonical import canonical, content_hash
from foundation.writes import insert


def put_to_approval(
    posting: Posting, kind: SubmissionKind, by: Subject, on: dt.date, at: dt.datetime,
    acted_on: dt.date | None = None, acted_because: str = "", **proposal: Any,
) -> Case:  # fmt: skip
    """Freeze the content, word for word and in one language, and open the case on it."""
    drafted(posting, by)
    with override("en"):  # one content, whoever's language the page is in
        content = content_for_approval(posting, kind, proposal, to=by)
    digest = content_hash(canonical(content))
    number = PostingSubmission.objects.visible_to(by).filter(posting=posting).count() + 1
    insert(
        PostingSubmission(
            posting=posting, no=number, kind=kind, content=content, content_hash=digest, label=posting.label
        )
    )  # fmt: skip
    authors = PostingDrafter.objects.visible_to(by).filter(posting=posting).values_list("user_id", flat=True)
    return open_case(
        by=by, kind=kind, object_reference=posting.reference, version_no=number, content_hash=digest,
        label=posting.label, editors=authors, mission=posting.post.mission, at=at, on=on,
        facts={"post_kind": posting.post.kind, "head_of_mission": _has_head(posting)}, is_demo=posting.is_demo,
        acted_on=acted_on, acted_because=acted_because,
    )  # fmt: skip


def _has_head(posting: Posting) -> bool:
    """Whether the mission has an office of its head in the register: without one nobody there could be asked."""
    return Office.objects.filter(role=Role.HEAD_OF_MISSION, mission=posting.post.mission_id).exists()


def ratify(
    posting: Posting, *, by: Subject, acted_on: dt.date, on: dt.date, at: dt.datetime, reason: str
) -> Case | None:
    """Urgent path (C9): what the receiving State has done stands; both leaderships ratify it within one working day.

    Recording it never fails because an office is vacant: then no case opens, and the health of the routes says why.
    """
    try:
        with act("postings.ratify_png", reason):
            return put_to_approval(
                posting, SubmissionKind.POSTING_PNG, by, on, at, acted_on=min(acted_on, on),
                acted_because=reason.strip() or gettext("The receiving State declared it."),
                declared_on=acted_on.isoformat(), reason=reason.strip(),
            )  # fmt: skip
    except (NoApprover, NoRoute):
        return None
