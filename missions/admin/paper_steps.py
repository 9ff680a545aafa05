"""Buttons of a mission paper: who may press which, and the service each calls.

Each passes the version that stood on the page, so that what was changed meanwhile is refused in words.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.admin_forms import seen_version
from foundation.clock import now, today
from missions.models import MissionPaper
from missions.selectors.actions import possible
from missions.selectors.confirmations import waits_for_acknowledgement
from missions.services import papers, reviews, submissions


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


def submit(owner: Any, request: HttpRequest, paper: MissionPaper, reason: str) -> None:
    """Freeze the draft and open its case."""
    submissions.submit(paper, by=_subject(request), version=seen_version(request), at=now(), on=today())


def redraft(owner: Any, request: HttpRequest, paper: MissionPaper, reason: str) -> None:
    """After a return, the next version in draft."""
    papers.redraft(paper, by=_subject(request), version=seen_version(request), at=now(), on=today())


def acknowledge(owner: Any, request: HttpRequest, paper: MissionPaper, reason: str) -> None:
    """The office confirms the paper in effect as its own."""
    papers.acknowledge(paper, by=_subject(request), on=today())


def review(owner: Any, request: HttpRequest, paper: MissionPaper, reason: str) -> None:
    """The mid-term review begins."""
    seen = seen_version(request)
    reviews.begin(paper, by=_subject(request), version=seen, reason=reason, on=today())


def confirm_review(owner: Any, request: HttpRequest, paper: MissionPaper, reason: str) -> None:
    """The review ends; what is typed as the reason is what it found."""
    seen = seen_version(request)
    reviews.confirm(paper, by=_subject(request), version=seen, reason=reason, on=today())


def withdraw(owner: Any, request: HttpRequest, paper: MissionPaper, reason: str) -> None:
    """Take the paper back."""
    seen = seen_version(request)
    submissions.withdraw(paper, by=_subject(request), reason=reason, version=seen, at=now(), on=today())


BUTTONS = {
    "submit": (_("Submit for approval"), submit),
    "redraft": (_("Begin the next version"), redraft),
    "acknowledge": (_("Confirm as our own"), acknowledge),
    "review": (_("Begin the mid-term review"), review),
    "confirm-review": (_("End the review: the paper stands"), confirm_review),
    "withdraw": (_("Withdraw"), withdraw),
}
FINAL = frozenset({"withdraw"})


def is_possible(request: HttpRequest, paper: MissionPaper, name: str) -> bool:
    """One answer for page, REST and data entry."""
    subject = _subject(request)
    waits = name != "acknowledge" or waits_for_acknowledgement(paper, to=subject, on=today())
    return waits and name.replace("-", "_") in possible(paper, to=subject)
