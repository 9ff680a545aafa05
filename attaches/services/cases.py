"""Cases that run about a posting and end with it.

Whoever decides holds the case, then the post, the officer and the posting. What ends a case goes the same way: the
case first, so that two never wait for each other.
"""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.models import Case
from approvals.services.cases import withdraw_case
from attaches.models import Posting
from attaches.selectors.submissions import open_cases
from attaches.terms import SubmissionKind
from foundation.errors import RecordChanged

Kinds = Collection[SubmissionKind]
# What was done urgently is ratified although the posting is over.
EVERY_KIND: Kinds = tuple(kind for kind in SubmissionKind if kind != SubmissionKind.POSTING_PNG)


def end_cases(
    posting: Posting, *, by: Subject, reason: str, at: dt.datetime, kinds: Kinds = EVERY_KIND,
    but: Case | None = None,
) -> None:  # fmt: skip
    """Nothing is decided any more about what is over; called before the posting is locked."""
    running = open_cases(posting, to=by).filter(kind__in=kinds).exclude(pk=but.pk if but else None)
    for case in running.order_by("pk").select_for_update(
        of=("self",)
    ):  # decided meanwhile: no longer among them
        withdraw_case(case, by=by, reason=reason.strip() or str(_("The posting is over.")), at=at)


def refuse_reopened(held: Posting, by: Subject, kinds: Kinds = EVERY_KIND) -> None:
    """Raise RecordChanged when somebody opened such a case between end_cases and the lock of the posting."""
    if open_cases(held, to=by).filter(kind__in=kinds).exists():
        raise RecordChanged
