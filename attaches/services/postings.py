"""Postings on their way: proposed, selected, prepared, ordered, coordinated; extended, suspended, restored."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import FORTHCOMING, OVER, PostingState, PostState, allowed
from attaches.models import HandoverItem, Officer, Post, Posting, PostingTransition
from attaches.selectors.submissions import open_case_of, waits_for_resubmission
from attaches.services import accreditations as papers
from attaches.services import labels, notes
from attaches.services.cases import EVERY_KIND, end_cases, refuse_reopened
from attaches.services.handovers import write_standard
from attaches.services.merged import lock_officer
from attaches.services.officers import only
from attaches.services.plans import check_officer_free, check_plan_stands, plan_of
from attaches.services.selection import check_requirements, drafted
from attaches.services.steps import CaseRunning, Frozen, lock, need_reason, not_ahead, step
from attaches.terms import Requirement, SubmissionKind
from attaches.verbs import VERB_OF_STEP
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update

_P = PostingState
AT_THE_START = (Requirement.LANGUAGE, Requirement.TRAINING, Requirement.CLEARANCE)
PREPARED_ALREADY = FORTHCOMING - {_P.PROPOSED, _P.SELECTED}
AMENDABLE = frozenset({"planned_from", "planned_to", "order_no", "predecessor"})


class PostClosed(DomainError):
    """Nobody is proposed for a closed post."""

    message = _("This post is closed.")


class HandoverIncomplete(DomainError):
    """A posting is closed with its checklist worked through, or with the reason why not (domain.md B2)."""

    message = _("Some items of the handover are not done. Complete them, or say why they stay open.")


class OrderMissing(DomainError):
    """The ministry's order has a number."""

    message = _("Enter the number of the order first.")


class StepHasOwnVerb(TransitionRefused):
    """Steps that carry facts have verbs of their own: notes and replies, assuming functions, ending."""

    message = _(
        "This step is recorded where its facts are: on the accreditation, or by assuming, ending or recalling."
    )


def _check_predecessor(post: Post, predecessor: Posting | None, of: Posting | None = None) -> None:
    if predecessor is not None and (predecessor.post_id != post.pk or predecessor == of):
        raise InvalidInput(fields={"predecessor": [_("Choose a posting at the same post.")]})


def _receivers(post: Post, given: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Where the posting is accredited: as said, else as the mission is."""
    asked = [dict(receiver) for receiver in given]
    if not any(receiver.get("role", "principal") == "principal" for receiver in asked):
        mission = post.mission
        where = (
            {"organisation": mission.organisation}
            if mission.organisation_id
            else {"country": mission.country}
        )
        asked.insert(0, {"role": "principal", **where})
    return asked


@verb("postings.propose")
def propose(
    *, by: Subject, on: dt.date, post: Post, officer: Officer, planned_from: dt.date, planned_to: dt.date,
    predecessor: Posting | None = None, order_no: str = "", accreditations: Iterable[Mapping[str, Any]] = (),
    at: dt.datetime | None = None, is_demo: bool = False,
) -> Posting:  # fmt: skip
    """Propose an officer for a post, together with the accreditations it needs; without any, the mission's own."""
    require(by, "postings.propose")
    not_ahead(on, at)
    held_post, held_officer = lock(post), lock_officer(officer)
    if held_post.state == PostState.CLOSED:
        raise PostClosed
    _check_predecessor(held_post, predecessor)
    planned = plan_of(planned_from, planned_to)
    check_officer_free(held_officer, planned)
    posting = insert(
        Posting(
            label=labels.base(), state_on=on, post=held_post, officer=held_officer, planned=planned,
            predecessor=predecessor, order_no=order_no.strip(), is_demo=is_demo,
        )
    )  # fmt: skip
    for receiver in _receivers(held_post, accreditations):
        papers.begin(posting, by=by, on=on, is_demo=is_demo, **receiver)
    drafted(posting, by)
    return posting


@verb("postings.amend")
def amend(posting: Posting, *, by: Subject, version: int | None = None, **changes: Any) -> Posting:
    """Change the plan or the order's number; who and where are another posting."""
    require(by, "postings.amend")
    only(changes, AMENDABLE)
    officer, held = lock(posting.officer), lock(posting)
    if held.state in OVER:
        raise Frozen
    if open_case_of(held, to=by) is not None and set(changes) - {"order_no"}:
        raise CaseRunning
    _check_predecessor(held.post, changes.get("predecessor"), held)
    if {"planned_from", "planned_to"} & set(changes):
        first = changes.pop("planned_from", held.planned.lower)
        changes["planned"] = plan_of(first, changes.pop("planned_to", held.planned.upper))
        check_plan_stands(held, changes["planned"], by)
        check_officer_free(officer, changes["planned"], but=held)
    drafted(held, by)
    amended = update(held, version=version, **changes)
    if "planned" in changes and held.state in PREPARED_ALREADY:
        check_requirements(
            amended, by, *AT_THE_START
        )  # what was valid at the old start may not be at the new one
    return amended


def _rank_suffices(held: Posting, by: Subject, reason: str) -> None:
    check_requirements(held, by, Requirement.RANK)


def _is_prepared(held: Posting, by: Subject, reason: str) -> None:
    check_requirements(held, by, *AT_THE_START)


def _has_order(held: Posting, by: Subject, reason: str) -> None:
    if not held.order_no:
        raise OrderMissing


def _says_why(held: Posting, by: Subject, reason: str) -> None:
    need_reason(reason)


def _extension_refused(held: Posting, by: Subject, reason: str) -> None:
    if held.state != _P.EXTENSION_PENDING:
        raise StepHasOwnVerb


def _handed_over(held: Posting, by: Subject, reason: str) -> None:
    items = HandoverItem.objects.visible_to(by).filter(posting=held, done_on__isnull=True)
    if not reason.strip() and items.exists():
        raise HandoverIncomplete


def _nothing(held: Posting, by: Subject, reason: str) -> None:
    """No further rule than the table's."""


# The steps `advance` takes and what each asks for; the others carry facts and have verbs of their own.
GUARDS: dict[PostingState, Callable[[Posting, Subject, str], None]] = {
    _P.SELECTED: _rank_suffices,
    _P.PREPARED: _is_prepared,
    _P.MOD_ORDERED: _has_order,
    _P.MFA_COORDINATED: _nothing,
    _P.EXTENSION_PENDING: _nothing,
    _P.IN_POST: _extension_refused,
    _P.HANDOVER: _nothing,
    _P.DEBRIEFED: _handed_over,
    _P.WITHDRAWN: _says_why,
    _P.SUSPENDED: _says_why,
}


# A case brings a posting through these, and grants or refuses what was asked.
UNDER_APPROVAL = frozenset({_P.SELECTED, _P.PREPARED, _P.MOD_ORDERED, _P.MFA_COORDINATED, _P.IN_POST})
# An extension asked for before relations broke is asked for anew when they are restored.
ENDS_CASES = {_P.WITHDRAWN: EVERY_KIND, _P.SUSPENDED: (SubmissionKind.POSTING_EXTENSION,)}


@verb("postings.advance")
def advance(
    posting: Posting, to: PostingState | str, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Posting:  # fmt: skip
    """Take a step that needs no more than a day and, for some, a reason."""
    target = PostingState(to)
    require(by, VERB_OF_STEP.get(target, "postings.advance"))
    ends = ENDS_CASES.get(target, ())
    end_cases(posting, by=by, reason=reason, at=at, kinds=ends)
    held = lock(posting, version)
    if not allowed(PostingState(held.state), target):
        raise TransitionRefused
    if target not in GUARDS or held.state == _P.SUSPENDED:
        raise StepHasOwnVerb
    if target in UNDER_APPROVAL and (
        open_case_of(held, to=by) is not None or waits_for_resubmission(held, to=by)
    ):
        raise CaseRunning
    refuse_reopened(held, by, ends)
    GUARDS[target](held, by, reason)
    if target == _P.HANDOVER:
        write_standard(held)
    if target != _P.WITHDRAWN:
        return step(held, target, on=on, at=at)
    moved = step(held, target, on=on, at=at, end_reason=reason.strip()[:300])
    notes.close_all(moved, by=by, on=on, at=at)
    return moved


@verb("postings.restore")
def restore(
    posting: Posting,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str = "",
    version: int | None = None,
) -> Posting:
    """Relations are restored: the posting is again what it was when they broke; an extension is asked for anew."""
    require(by, "postings.restore")
    held = lock(posting)
    if held.state != _P.SUSPENDED:
        raise TransitionRefused
    steps = PostingTransition.objects.visible_to(by).filter(posting=held).exclude(state=_P.SUSPENDED)
    before = PostingState(steps.latest("reached_on", "id").state)
    back_to = _P.IN_POST if before == _P.EXTENSION_PENDING else before
    return step(held, back_to, on=on, at=at, version=version)


@verb("postings.extend")
def extend(
    posting: Posting, *, by: Subject, on: dt.date, at: dt.datetime, until: dt.date, reason: str = "",
    version: int | None = None,
) -> Posting:  # fmt: skip
    """An extension that was asked for is granted until a day; refusing it is a plain step back into post."""
    require(by, "postings.extend")
    officer, held = lock(posting.officer), lock(posting)
    if held.state != _P.EXTENSION_PENDING:
        raise TransitionRefused
    if open_case_of(held, to=by) is not None:
        raise CaseRunning
    if until <= held.planned.upper:
        raise InvalidInput(fields={"until": [_("Later than the present end.")]})
    planned = DateRange(held.planned.lower, until)
    check_officer_free(officer, planned, but=held)
    return step(held, _P.IN_POST, on=on, at=at, version=version, planned=planned)
