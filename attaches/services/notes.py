"""The two notes to a receiving State or organisation and what it answers (VCDR arts 5, 7, 9; domain.md B2).

A principal accreditation carries its posting along: consent asked for, given, refused, accredited (I3).
"""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.lifecycle import Over
from approvals.services.unread import end_reading
from attaches.lifecycle import (
    ACCREDITATION_TERMINAL,
    INCUMBENT,
    MIRRORED,
    AccreditationState,
    PostingState,
    PostState,
    accreditation_allowed,
    allowed,
)
from attaches.models import Accreditation, Posting
from attaches.services.accreditations import refuse_while_decided
from attaches.services.steps import lock, step
from attaches.terms import SubmissionKind
from foundation.acts import verb
from foundation.errors import DomainError, TransitionRefused
from foundation.permissions import require

_A = AccreditationState
LEAVES = frozenset({_A.OBJECTED, _A.ENDED, _A.WITHDRAWN})
ENDING_WITH_IT = (SubmissionKind.POSTING, SubmissionKind.POSTING_EXTENSION)
UNCOORDINATED = frozenset(
    {PostingState.PROPOSED, PostingState.SELECTED, PostingState.PREPARED, PostingState.MOD_ORDERED}
)


class MfaCoordinationMissing(DomainError):
    """No note leaves before the Ministry of Foreign Affairs has coordinated the posting (domain.md A1.1)."""

    message = _("The Ministry of Foreign Affairs has not coordinated this posting yet.")


class PostNotEstablished(DomainError):
    """A host accredits to an office that is established (I5)."""

    message = _("The post is not established yet.")


class SecondNoteMissing(DomainError):
    """A host that wants two notes accredits on the second (domain.md B2)."""

    message = _("The note asking for accreditation has not been sent yet.")


class OneNoteSuffices(DomainError):
    """A host that wants one note accredits by its consent."""

    message = _("This host wants one note: its consent is the accreditation.")


class PrincipalStands(DomainError):
    """Nobody is in post without the principal accreditation (I3): it ends with the posting, not before."""

    message = _(
        "This is the accreditation the officer is in post on. End or break off the posting; it ends with it."
    )


class RelationsSuspended(DomainError):
    """While relations are suspended no note asks and none answers; the posting is restored first (domain.md C3)."""

    message = _("Relations are suspended. Record that they are restored first.")


class ConsentMissing(DomainError):
    """The second note follows the host's consent, where it asks for one (I3)."""

    message = _("The host has not given its consent yet.")


def _check_ready(posting: Posting, accreditation: Accreditation, target: AccreditationState) -> None:
    if posting.state in UNCOORDINATED:
        raise MfaCoordinationMissing
    if (
        target == _A.ACCREDITATION_REQUESTED
        and accreditation.state == _A.PLANNED
        and not accreditation.consent_waived
    ):
        raise ConsentMissing
    if target == _A.ACCREDITATION_REQUESTED and accreditation.one_note:
        raise OneNoteSuffices
    if target == _A.ACCREDITED and accreditation.state == _A.CONSENT_GRANTED and not accreditation.one_note:
        raise SecondNoteMissing
    if target in {_A.ACCREDITATION_REQUESTED, _A.ACCREDITED} and posting.post.state != PostState.ESTABLISHED:
        raise PostNotEstablished


def _leave(
    accreditation: Accreditation, target: AccreditationState, *, by: Subject, on: dt.date, at: dt.datetime,
    reason: str, version: int | None,
) -> Accreditation:  # fmt: skip
    """An accreditation is lost; a posting that has lost its principal one before anybody is in post is over."""
    refuse_while_decided(lock(accreditation.posting), by)
    moved = _move(accreditation, target, on=on, at=at, version=version, ended_on=on)
    posting = lock(accreditation.posting)
    if moved.is_principal and allowed(PostingState(posting.state), PostingState.WITHDRAWN):
        why = reason.strip()[:300] or str(_("Its principal accreditation is lost."))
        day = max(on, posting.state_on)
        close_all(step(posting, PostingState.WITHDRAWN, on=day, at=at, end_reason=why), by=by, on=day, at=at)
    return moved


def _move(
    accreditation: Accreditation, target: AccreditationState, *, on: dt.date, at: dt.datetime,
    version: int | None, **facts: Any,
) -> Accreditation:  # fmt: skip
    posting = lock(accreditation.posting)
    held = lock(accreditation)
    if not accreditation_allowed(AccreditationState(held.state), target):
        raise TransitionRefused
    if held.is_principal and target in LEAVES and posting.state in INCUMBENT:
        raise PrincipalStands
    if posting.state == PostingState.SUSPENDED and (held.is_principal or target not in LEAVES):
        raise RelationsSuspended
    mirrored = MIRRORED.get(target) if held.is_principal else None
    if target in MIRRORED:
        _check_ready(posting, held, target)
    if mirrored is not None and not allowed(PostingState(posting.state), mirrored):
        raise TransitionRefused
    moved = step(held, target, on=on, at=at, version=version, **facts)
    if mirrored is not None:
        step(posting, mirrored, on=max(on, posting.state_on), at=at)
    return moved


@verb("accreditations.request")
def request(
    accreditation: Accreditation, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> Accreditation:
    """The first note is sent on a day: the host is asked for its consent."""
    require(by, "accreditations.request")
    return _move(accreditation, _A.CONSENT_REQUESTED, on=on, at=at, version=version, consent_note_on=on)


@verb("accreditations.record_consent")
def record_consent(
    accreditation: Accreditation, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> Accreditation:
    """The host consents in a reply of a day."""
    require(by, "accreditations.record_consent")
    return _move(accreditation, _A.CONSENT_GRANTED, on=on, at=at, version=version, consent_reply_on=on)


@verb("accreditations.refuse")
def refuse(
    accreditation: Accreditation, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Accreditation:  # fmt: skip
    """The host refuses consent; it owes no reasons. Refusing the principal one ends the posting."""
    require(by, "accreditations.refuse")
    moved = _move(accreditation, _A.CONSENT_REFUSED, on=on, at=at, version=version, consent_reply_on=on)
    if moved.is_principal:
        close_all(moved.posting, by=by, on=on, at=at)
    return moved


@verb("accreditations.send_second_note")
def send_second_note(
    accreditation: Accreditation, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> Accreditation:
    """The second note is sent on a day: the host is asked to accredit."""
    require(by, "accreditations.send_second_note")
    return _move(
        accreditation, _A.ACCREDITATION_REQUESTED, on=on, at=at, version=version, accreditation_note_on=on
    )


@verb("accreditations.accredit")
def accredit(
    accreditation: Accreditation, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> Accreditation:
    """The host accredits on a day."""
    require(by, "accreditations.accredit")
    return _move(accreditation, _A.ACCREDITED, on=on, at=at, version=version, accredited_on=on)


@verb("accreditations.object")
def object_to(
    accreditation: Accreditation, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Accreditation:  # fmt: skip
    """A receiving State objects (art. 5): this row ends, the others stand (I4); the principal one takes the posting."""
    require(by, "accreditations.object")
    return _leave(accreditation, _A.OBJECTED, by=by, on=on, at=at, reason=reason, version=version)


@verb("accreditations.end")
def end(
    accreditation: Accreditation, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Accreditation:  # fmt: skip
    """This accreditation ends on a day."""
    require(by, "accreditations.end")
    return _leave(accreditation, _A.ENDED, by=by, on=on, at=at, reason=reason, version=version)


@verb("accreditations.withdraw")
def withdraw(
    accreditation: Accreditation, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> Accreditation:  # fmt: skip
    """We no longer ask for this accreditation."""
    require(by, "accreditations.withdraw")
    return _leave(accreditation, _A.WITHDRAWN, by=by, on=on, at=at, reason=reason, version=version)


def close_all(posting: Posting, *, by: Subject, on: dt.date, at: dt.datetime) -> None:
    """What stands of a posting's accreditations ends with it; part of the verbs that end one.

    Nobody is asked any more to read that it was approved, or prolonged; what ended it is read as before.
    """
    end_reading(posting.reference, by=by, on=on, because=Over.MATTER_ENDED, kinds=ENDING_WITH_IT)
    rows = Accreditation.objects.unrestricted(reason="they end with the posting").filter(posting=posting)
    for held in rows.exclude(state__in=ACCREDITATION_TERMINAL).select_for_update(of=("self",)):
        target = _A.ENDED if held.state == _A.ACCREDITED else _A.WITHDRAWN
        day = max(on, held.state_on)
        step(held, target, on=day, at=at, ended_on=day)
