"""What of a post goes together, and what stays as it is while somebody holds it or a case runs about it."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import ACCREDITATION_TERMINAL, CORPS_TITLES, PostKind, PostState
from attaches.models import Accreditation, Post, Posting
from attaches.selectors.submissions import under_approval
from attaches.services.steps import CaseRunning
from attaches.terms import SENIORITY
from correspondence.lifecycle import CorrespondenceDirection
from correspondence.models import Correspondence
from correspondence.selectors.correspondence import about
from foundation.errors import DomainError, InvalidInput

# Another kind or another mission is another post: orders, notes and consents were given for this one.
PLACE = frozenset({"kind", "mission"})
# What the approvers of a posting agree to of its post (selectors.submissions.content_for_approval).
SUBMITTED = PLACE | {
    "title", "rank_min", "rank_max", "language", "required_slp", "training_required", "clearance_required",
}  # fmt: skip


class PostOccupied(DomainError):
    """A post is closed, or becomes another one, once nobody holds it or is on the way."""

    message = _("Somebody holds this post or is on the way to it.")


def check_facts(post: Post, on: dt.date) -> None:
    """Raise InvalidInput beside every field that contradicts another; `on` is the day of the change."""
    wrong = {**_asked(post), **_place(post), **_consent(post, on)}
    if wrong:
        raise InvalidInput(fields=wrong)


def _asked(post: Post) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    if post.rank_min and post.rank_max and SENIORITY.get(post.rank_min, 0) > SENIORITY.get(post.rank_max, 99):
        wrong["rank_max"] = [_("Not below the lowest rank.")]
    if post.required_slp and not post.language:
        wrong["language"] = [_("Say in which language this profile is asked for.")]
    if post.language and not post.required_slp:
        wrong["required_slp"] = [_("Say which profile is asked for in this language.")]
    return wrong


def _place(post: Post) -> dict[str, Any]:
    wrong: dict[str, Any] = {}
    if post.title in CORPS_TITLES and post.kind != PostKind.ATTACHE_OFFICE:
        wrong["title"] = [_("Only posts of an attaché office bear the title of an attaché.")]
    if post.staff_level and post.kind == PostKind.ATTACHE_OFFICE:
        wrong["staff_level"] = [_("An attaché office belongs to no headquarters.")]
    return wrong


def note_of_consent(post: Post, *, to: Subject) -> Correspondence:
    """The note by which the host consented to the office (domain.md C2): one that came in about the post."""
    note = check_note(post, to=to)
    if note is None:
        raise InvalidInput(fields={"consent_note": [_("Name a note that came in about this post.")]})
    return note


def check_note(post: Post, *, to: Subject) -> Correspondence | None:
    """The note named, as far as the subject may see it, is not later than the consent it gave."""
    came_in = about([post.reference], to=to).on_record().filter(direction=CorrespondenceDirection.INCOMING)
    note: Correspondence | None = came_in.filter(reference=post.consent_note).first()
    if note and note.dated_on and post.consent_on is not None and note.dated_on > post.consent_on:
        raise InvalidInput(fields={"consent_note": [_("This note is later than the day of the consent.")]})
    return note


def _consent(post: Post, on: dt.date) -> dict[str, Any]:
    if post.consent_on is None and post.consent_note:
        return {
            "consent_on": [_("A note that gave the consent is named below: enter the day of the consent.")]
        }
    if post.consent_on is None:
        missing = post.consent_required and post.state == PostState.ESTABLISHED
        return (
            {"consent_on": [_("This post is established: enter the day of the host's consent.")]}
            if missing
            else {}
        )
    if post.consent_on > on:
        return {"consent_on": [_("This day has not come yet.")]}
    if post.state == PostState.ESTABLISHED and post.consent_on > post.state_on:
        return {"consent_on": [_("Not after the day the post was established.")]}
    return {}


def refuse_while_held(held: Post, changed: Collection[str], by: Subject) -> None:
    """Raise PostOccupied or CaseRunning, beside each field, where a change would undo what others decided on.

    PostgreSQL holds the same rules over the postings that are hidden from the subject.
    """
    if not SUBMITTED.intersection(changed):
        return
    # Whoever submits a posting holds it: he comes before this change, or sees it.
    postings = Posting.objects.visible_to(by).filter(post=held).live().order_by("pk")
    live = [posting.pk for posting in postings.select_for_update(of=("self",))]
    if moved := PLACE.intersection(changed):
        standing = Accreditation.objects.visible_to(by).filter(posting__post=held)
        if live or standing.exclude(state__in=ACCREDITATION_TERMINAL).exists():
            raise PostOccupied(fields={name: [PostOccupied.message] for name in sorted(moved)})
    if under_approval(live, to=by):
        frozen = sorted(SUBMITTED.intersection(changed))
        raise CaseRunning(fields={name: [CaseRunning.message] for name in frozen})
