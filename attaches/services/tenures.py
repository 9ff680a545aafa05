"""The tenure itself: arrival, functions assumed, ended or broken off, final departure (VCDR arts 9, 10, 39, 43)."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import (
    AGREED_BY_HOST,
    INCUMBENT,
    OVER,
    AccreditationRole,
    AccreditationState,
    PostingState,
    allowed,
)
from attaches.models import Accreditation, EarlierPresence, Posting
from attaches.selectors.submissions import open_cases
from attaches.services import acting, notes
from attaches.services.cases import end_cases, refuse_reopened
from attaches.services.plans import OfficerAlreadyPosted
from attaches.services.putting import ratify
from attaches.services.steps import CaseRunning, StepInFuture, at_own_post, lock, need_reason, step
from attaches.terms import LONGEST_OVERLAP_DAYS, SubmissionKind
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import insert, update

_P = PostingState


class AccreditationNotGranted(DomainError):
    """Nobody takes up a post without the principal accreditation (I3)."""

    message = _("The receiving State has not accredited this officer yet.")


class PostHasIncumbent(DomainError):
    """One incumbent of a post at a time (I1)."""

    message = _("Somebody else still holds this post: end that posting first.")


class PresenceOverlapTooLong(DomainError):
    """Two officers are at one post together for a handover, no longer (I1)."""

    message = _(
        "Two officers would be present at this post together for more than 30 days. Has whoever left been recorded? "
        "A departure later than that is recorded with its reason."
    )


def check_overlap(posting: Posting, presence: DateRange, known_to: dt.date) -> None:
    """Raise PresenceOverlapTooLong when another officer's presence at the post shares too many days."""
    rows = Posting.objects.unrestricted(reason="I1 holds whoever looks").exclude(pk=posting.pk)
    for other in rows.filter(post=posting.post_id, presence__overlap=presence):
        first = max(other.presence.lower, presence.lower)
        last = min(other.presence.upper or known_to, presence.upper or known_to)
        if (last - first).days > LONGEST_OVERLAP_DAYS:
            raise PresenceOverlapTooLong


def check_free(posting: Posting, incumbency: DateRange) -> None:
    """Friendly words for what the exclusion constraints refuse (I1, I2)."""
    others = Posting.objects.unrestricted(reason="I1 and I2 hold whoever looks").exclude(pk=posting.pk)
    if others.filter(post=posting.post_id, incumbency__overlap=incumbency).exists():
        raise PostHasIncumbent
    if others.filter(officer=posting.officer_id, incumbency__overlap=incumbency).exists():
        raise OfficerAlreadyPosted


def _closed(period: DateRange | None, on: dt.date) -> DateRange | None:
    """The period ended on a day; none when it never lasted one."""
    if period is None or period.upper is not None:
        return period
    return DateRange(period.lower, on) if on > period.lower else None


def _not_ahead(day: dt.date, at: dt.datetime) -> None:
    if day > legal_day(at):
        raise StepInFuture


@verb("postings.record_arrival")
def record_arrival(
    posting: Posting, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> Posting:
    """The officer arrived, once the host has agreed to the person (art. 10); functions are assumed later.

    Whoever left while relations were suspended arrives again once they are restored (art. 45).
    """
    require(by, "postings.record_arrival")
    at_own_post(by, posting.post.mission_id)
    lock(posting.post)
    held = lock(posting)
    if held.state not in AGREED_BY_HOST and not (held.state in INCUMBENT and held.is_away):
        raise TransitionRefused
    _not_ahead(on, at)
    presence = _present(held, on, "on", at)
    return update(held, version=version, presence=presence)


def _present(held: Posting, day: dt.date, name: str, at: dt.datetime) -> DateRange:
    """Present from a day on; the days before somebody left with the relations suspended stay on record."""
    presence = DateRange(day, None)
    if held.is_away:
        if day < held.presence.upper:
            raise InvalidInput(fields={name: [_("Not before the day he left.")]})
        insert(EarlierPresence(posting=held, label=held.label, period=held.presence))
    check_overlap(held, presence, legal_day(at))
    return presence


@verb("postings.assume")
def assume(
    posting: Posting, *, by: Subject, on: dt.date, at: dt.datetime, arrived_on: dt.date | None = None,
    version: int | None = None,
) -> Posting:  # fmt: skip
    """Functions are assumed on a day: the officer is in post."""
    require(by, "postings.assume")
    lock(posting.post)  # whoever else wants the post waits here, then sees this incumbent
    held = lock(posting)
    _check_accredited(held)
    if held.state != _P.ACCREDITED:
        raise TransitionRefused
    there = held.presence is not None and not held.is_away
    arrived = arrived_on or (held.presence.lower if there else on)
    if arrived > on:
        raise InvalidInput(fields={"arrived_on": [_("Functions are assumed after arrival.")]})
    incumbency = DateRange(on, None)
    check_free(held, incumbency)
    presence = _present(held, arrived, "arrived_on", at)
    acting.end_with(post=held.post, by=by, on=on)
    return step(held, _P.IN_POST, on=on, at=at, version=version, incumbency=incumbency, presence=presence)


def _check_accredited(posting: Posting) -> None:
    principal = Accreditation.objects.unrestricted(reason="I3 holds whoever looks").filter(
        posting=posting, role=AccreditationRole.PRINCIPAL, state=AccreditationState.ACCREDITED
    )
    if posting.state in AGREED_BY_HOST and not principal.exists():
        raise AccreditationNotGranted


class NoReceivingState(DomainError):
    """Only a receiving State declares somebody persona non grata (VCDR art. 9)."""

    message = _(
        "This post is at an organisation: no receiving State can declare the officer persona non grata."
    )


def break_off(
    posting: Posting,
    target: PostingState,
    *,
    on: dt.date,
    at: dt.datetime,
    by: Subject,
    reason: str,
    version: int | None = None,
) -> Posting:
    """What recall and persona non grata have in common; part of the verbs that break a posting off, cases ended."""
    lock(posting.post)
    held = lock(posting)
    if not allowed(PostingState(held.state), target):
        raise TransitionRefused
    refuse_reopened(held, by)
    moved = step(
        held, target, on=on, at=at, version=version, incumbency=_closed(held.incumbency, on),
        end_reason=reason.strip()[:300],
    )  # fmt: skip
    notes.close_all(moved, by=by, on=on, at=at)
    acting.end_with(posting=moved, by=by, on=on)
    return moved


@verb("postings.recall")
def recall(
    posting: Posting, *, by: Subject, on: dt.date, at: dt.datetime, reason: str, version: int | None = None
) -> Posting:
    """The ministry recalls the officer: functions end on a day, the post is free from then on."""
    require(by, "postings.recall")
    need_reason(reason)
    if open_cases(posting, to=by).filter(kind=SubmissionKind.POSTING_RECALL).exists():
        raise CaseRunning
    end_cases(posting, by=by, reason=reason, at=at)
    return break_off(posting, _P.RECALLED, by=by, on=on, at=at, reason=reason, version=version)


@verb("postings.declare_png")
def declare_png(
    posting: Posting,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str = "",
    version: int | None = None,
) -> Posting:
    """The receiving State declares the officer persona non grata; it owes no reasons (art. 9).

    Done first, ratified by both leaderships within one working day (domain.md C9). Raises NoReceivingState.
    """
    require(by, "postings.declare_png")
    if posting.post.mission.country_id is None:
        raise NoReceivingState
    end_cases(posting, by=by, reason=reason, at=at)
    ended = break_off(posting, _P.DECLARED_PNG, by=by, on=on, at=at, reason=reason, version=version)
    ratify(ended, by=by, acted_on=on, on=max(on, legal_day(at)), at=at, reason=reason)
    return ended


@verb("postings.end")
def end(
    posting: Posting, *, by: Subject, on: dt.date, at: dt.datetime, departed_on: dt.date | None = None,
    reason: str = "", version: int | None = None,
) -> Posting:  # fmt: skip
    """Functions end by our notification on a day (art. 43); what stands of the accreditations ends with them."""
    require(by, "postings.end")
    end_cases(posting, by=by, reason=reason, at=at)
    lock(posting.post)
    held = lock(posting)
    if not allowed(PostingState(held.state), _P.ENDED):
        raise TransitionRefused
    refuse_reopened(held, by)
    if departed_on and held.is_away:
        raise InvalidInput(fields={"departed_on": [_("The departure is recorded already.")]})
    presence = _departed(held, departed_on, at, reason) if departed_on else held.presence
    moved = step(
        held, _P.ENDED, on=on, at=at, version=version, incumbency=_closed(held.incumbency, on), presence=presence,
        end_reason=held.end_reason or reason.strip()[:300],
    )  # fmt: skip
    notes.close_all(moved, by=by, on=on, at=at)
    acting.end_with(posting=moved, by=by, on=on)
    return moved


def _departed(held: Posting, day: dt.date, at: dt.datetime, reason: str) -> DateRange:
    """What has happened is recorded; that two stayed longer than a handover takes needs a reason in the trail."""
    _not_ahead(day, at)
    if held.presence is None or day <= held.presence.lower:
        raise InvalidInput(fields={"departed_on": [_("Departure comes after arrival.")]})
    presence = DateRange(held.presence.lower, day)
    if not reason.strip():
        check_overlap(held, presence, day)
    return presence


@verb("postings.record_departure")
def record_departure(
    posting: Posting,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str = "",
    version: int | None = None,
) -> Posting:
    """The final departure (art. 10): presence ends; functions may have ended before. A reason for a long handover.

    Also of whoever leaves while relations are suspended (art. 45): he holds the post, and may arrive again.
    """
    require(by, "postings.record_departure")
    at_own_post(by, posting.post.mission_id)
    lock(posting.post)
    held = lock(posting)
    if held.state not in OVER | {_P.SUSPENDED} or held.presence is None:
        raise TransitionRefused
    return update(held, version=version, presence=_departed(held, on, at, reason))
