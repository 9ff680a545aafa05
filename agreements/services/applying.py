"""Before it is in force, and after: provisional application (VCLT art. 25), submission for registration."""

import datetime as dt

from django.utils import timezone

from access.context import Subject
from agreements.lifecycle import AWAITING, AgreementState
from agreements.models import Agreement
from agreements.services.computed import rewrite
from agreements.services.refusals import (
    AlreadyApplied,
    AlreadyRegistered,
    BasisMissing,
    NotApplied,
    RegistrationBeforeEntry,
    StepBeforePrevious,
    StepRefused,
    SubmittedAlready,
)
from agreements.services.steps import begin, explained
from foundation.acts import verb
from foundation.writes import update

S = AgreementState


@verb("agreements.apply_provisionally")
def apply_provisionally(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    basis: str,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """Applied from a day on although not in force, because the text or the parties say so (VCLT art. 25)."""
    held = begin(agreement, "agreements.apply_provisionally", by=by, on=on, at=at, version=version)
    if held.state not in AWAITING:
        raise StepRefused
    if held.provisional_on is not None:
        raise AlreadyApplied
    if not basis.strip():
        raise BasisMissing(fields={"basis": BasisMissing.message})
    if held.signed_on and on < held.signed_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    update(held, provisional_on=on, provisional_basis=" ".join(basis.split()), is_provisional=True)
    return _done(held, by=by, at=at)


@verb("agreements.end_provisional")
def end_provisional(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    reason: str,
    version: int | None = None,
) -> Agreement:
    """A party told the others that it does not intend to be bound: from that day it applies no more (VCLT art. 25)."""
    held = begin(agreement, "agreements.end_provisional", by=by, on=on, at=at, version=version)
    explained(reason)
    if held.provisional_on is None or held.provisional_ended_on is not None or held.state not in AWAITING:
        raise NotApplied
    if on < held.provisional_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    update(held, provisional_ended_on=on)
    return _done(held, by=by, at=at)


@verb("agreements.submit_registration")
def submit_registration(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """Sent to the Secretariat of the United Nations, after entry into force."""
    held = begin(agreement, "agreements.submit_registration", by=by, on=on, at=at, version=version)
    if held.registered_on is not None:
        raise AlreadyRegistered
    if held.registration_sent_on is not None:
        raise SubmittedAlready
    if held.eif_on is None or on < held.eif_on:
        raise RegistrationBeforeEntry(fields={"on": RegistrationBeforeEntry.message})
    update(held, registration_sent_on=on)
    return _done(held, by=by, at=at)


def _done(held: Agreement, *, by: Subject, at: dt.datetime) -> Agreement:
    rewrite([held], by=by, on=timezone.localdate(at))
    return held
