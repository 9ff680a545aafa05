"""The mid-term review of a paper in effect: begun, and ended with the paper confirmed as it stands (C3)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from foundation.acts import verb
from foundation.errors import InvalidInput, TransitionRefused
from foundation.permissions import require
from missions.lifecycle import PaperState
from missions.models import MissionPaper
from missions.services.moves import at_own_post, lock, move


class NotUnderReview(TransitionRefused):
    """Only a review that runs is ended."""

    message = _("This paper is not under review.")


class NotInEffect(TransitionRefused):
    """Only what guides somebody is reviewed."""

    message = _("Only a paper in effect is reviewed.")


@verb("papers.review")
def begin(
    paper: MissionPaper, *, by: Subject, version: int | None = None, reason: str = "", on: dt.date
) -> MissionPaper:
    """The paper goes on guiding the mission while it is looked at again."""
    require(by, "papers.review")
    at_own_post(by, paper.mission_id)
    held = lock(paper, by=by, version=version)
    if held.state != PaperState.EFFECTIVE:
        raise NotInEffect
    move(held, PaperState.UNDER_REVIEW, by=by, on=on, reason=reason)
    return held


@verb("papers.confirm_review")
def confirm(
    paper: MissionPaper, *, by: Subject, reason: str, version: int | None = None, on: dt.date
) -> MissionPaper:
    """The review ends and the paper stands as it is; a paper that should change is drafted anew and supersedes it."""
    require(by, "papers.review")
    at_own_post(by, paper.mission_id)
    held = lock(paper, by=by, version=version)
    if held.state != PaperState.UNDER_REVIEW:
        raise NotUnderReview
    if not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say what the review found.")]})
    move(held, PaperState.EFFECTIVE, by=by, on=on, reason=reason)
    return held
