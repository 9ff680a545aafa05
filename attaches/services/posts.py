"""Posts: planned, authorised, established with the host's consent, suspended, closed."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import PostState, post_allowed
from attaches.models import Post, Posting
from attaches.services import labels
from attaches.services.hosts import practice_of
from attaches.services.officers import only
from attaches.services.post_rules import (
    PostOccupied,
    check_facts,
    check_note,
    note_of_consent,
    refuse_while_held,
)
from attaches.services.steps import Frozen, lock, need_reason, not_ahead, step
from directory.models import DiplomaticMission
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update

AMENDABLE = frozenset(
    {
        "kind", "mission", "title", "designation", "staff_level", "rank_min", "rank_max", "language",
        "required_slp", "training_required", "clearance_required", "tour_months", "consent_required", "consent_on",
        "consent_note",
    }
)  # fmt: skip
PLANNED_WITH = AMENDABLE - {"consent_note"}  # nothing is written yet about a post that is not there


class CodeTaken(InvalidInput):
    """Post codes are unique; all staff see all posts, so this tells nothing hidden."""

    def __init__(self) -> None:
        super().__init__(fields={"code": [_("There is a post with this code.")]})


class OfficeConsentMissing(DomainError):
    """Where the host consents to the office itself, the post is established after that (I5)."""

    message = _("This host consents to the office first: enter the day of its consent.")


@verb("posts.plan")
def plan(
    *, by: Subject, on: dt.date, code: str, kind: str, mission: DiplomaticMission, title: str,
    at: dt.datetime | None = None, is_demo: bool = False, **details: Any,
) -> Post:  # fmt: skip
    """A post the ministry wants; it begins as planned, on a day that has come. Raises StepInFuture."""
    require(by, "posts.plan")
    not_ahead(on, at)
    only(details, PLANNED_WITH)
    if Post.objects.unrestricted(reason="codes are unique over all posts").filter(code=code).exists():
        raise CodeTaken
    practice = practice_of(mission.country, by=by)
    if practice is not None:
        details.setdefault("consent_required", practice.consents_to_office)
    post = Post(
        label=labels.base(), state_on=on, code=code, kind=kind, mission=mission, title=title, is_demo=is_demo,
        **details,
    )  # fmt: skip
    check_facts(post, on)
    return insert(post)


@verb("posts.amend")
def amend(post: Post, *, by: Subject, on: dt.date, version: int | None = None, **changes: Any) -> Post:
    """Change what the post is or asks for; its code stays, because papers cite it.

    The note that gave the host's consent brings its day along where none is entered.
    Raises Frozen, PostOccupied and CaseRunning.
    """
    require(by, "posts.amend")
    held = lock(post, version)
    if held.state == PostState.CLOSED:
        raise Frozen
    changed = {
        name: value for name, value in only(changes, AMENDABLE).items() if getattr(held, name) != value
    }
    refuse_while_held(held, changed, by)
    for name, value in changed.items():
        setattr(held, name, value)
    if changed.get("consent_note"):
        note = note_of_consent(held, to=by)
        held.consent_on = changed["consent_on"] = held.consent_on or note.dated_on
    elif changed.get("consent_on") and held.consent_note:
        check_note(held, to=by)
    check_facts(held, on)
    return update(held, version=version, **changed)


@verb("posts.advance")
def advance(
    post: Post, to: PostState | str, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Post:  # fmt: skip
    """Take a step of the post's lifecycle on a day."""
    require(by, "posts.advance")
    held, target = lock(post), PostState(to)
    if not post_allowed(PostState(held.state), target):
        raise TransitionRefused
    if target == PostState.ESTABLISHED and held.consent_required and held.consent_on is None:
        raise OfficeConsentMissing
    if target == PostState.ESTABLISHED and held.consent_on is not None and held.consent_on > on:
        raise InvalidInput(fields={"on": [_("The host consented later than that.")]})
    if target in {PostState.SUSPENDED, PostState.CLOSED}:
        need_reason(reason)
    if target == PostState.CLOSED and Posting.objects.visible_to(by).filter(post=held).live().exists():
        raise PostOccupied
    return step(held, target, on=on, at=at, version=version)
