"""From mandate to registration (VCLT arts 7-18, 24; Charter of the United Nations, art. 102)."""

import datetime as dt

from django.utils import timezone

from access.context import Subject
from agreements.lifecycle import AWAITING, AgreementState, SignatureKind, SubmissionKind
from agreements.models import Agreement, FullPowers, Notification, Party
from agreements.services.cases import check_cleared, not_running
from agreements.services.computed import rewrite
from agreements.services.consents import check_complete, check_owed
from agreements.services.force import day_of_entry
from agreements.services.prolonging import prolong
from agreements.services.refusals import (
    AlreadyRegistered,
    EntryBeforeSignature,
    NotificationNotDue,
    NotPartyOfIt,
    RegistrationBeforeEntry,
    RegistrationBeforeSubmission,
    SignatureNotDefinitive,
    StepInFuture,
    StepRefused,
)
from agreements.services.signing import Signatory, sign_at_home
from agreements.services.steps import begin, check_step, move
from directory.models import Country
from foundation.acts import verb
from foundation.wording import written_date
from foundation.writes import insert, update, validate

S = AgreementState
ENTERING = frozenset({S.SIGNED, S.NOTIFIED})
NOTIFYING = AWAITING


@verb("agreements.mandate")
def mandate(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """The competent authority allows negotiations (B4)."""
    held = begin(agreement, "agreements.mandate", by=by, on=on, at=at, version=version)
    not_running(held, by=by, kind=SubmissionKind.AGREEMENT_MANDATE)
    return move(held, S.MANDATED, by=by, on=on, at=at)


@verb("agreements.negotiate")
def negotiate(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """Negotiations have begun."""
    held = begin(agreement, "agreements.negotiate", by=by, on=on, at=at, version=version)
    return move(held, S.NEGOTIATING, by=by, on=on, at=at)


@verb("agreements.initial")
def initial(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """The negotiators fix the text (VCLT art. 10)."""
    held = begin(agreement, "agreements.initial", by=by, on=on, at=at, version=version)
    return move(held, S.INITIALLED, by=by, on=on, at=at)


@verb("agreements.sign")
def record_signature(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    place: str = "",
    signature: str = SignatureKind.SIMPLE,
    signatory: str = "",
    signatory_title: str = "",
    capacity: str = "",
    full_powers: FullPowers | None = None,
    reason: str = "",
) -> Agreement:
    """Signed for the home State on a day, definitively or subject to domestic procedures (VCLT arts 7, 12, 14; I13)."""
    held = begin(agreement, "agreements.sign", by=by, on=on, at=at, version=version)
    check_step(held, S.SIGNED, on)
    check_cleared(held, by=by)
    who = Signatory(signatory, signatory_title, capacity, full_powers)
    sign_at_home(held, who, by=by, on=on, place=place, form=signature)
    return move(held, S.SIGNED, by=by, on=on, at=at, signed_on=on, signed_in=place, signature=signature)


@verb("agreements.start_domestic_procedures")
def start_domestic_procedures(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """Ratification, acceptance or approval at home has begun."""
    held = begin(agreement, "agreements.start_domestic_procedures", by=by, on=on, at=at, version=version)
    return move(held, S.DOMESTIC_PROCEDURES, by=by, on=on, at=at)


@verb("agreements.notify")
def notify(
    agreement: Agreement,
    *,
    by: Subject,
    party: Party,
    sent_on: dt.date,
    at: dt.datetime,
    received_on: dt.date | None = None,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """A party tells that its procedures are complete; called again when the receipt becomes known.

    The home State's own notification takes the agreement to "notified"; the last receipt counts for entry into force.
    Whoever signed definitively or acceded has nothing to tell (VCLT arts 12, 15).
    """
    held = begin(agreement, "agreements.notify", by=by, on=received_on or sent_on, at=at, version=version)
    if party.agreement_id != held.pk:
        raise NotPartyOfIt(fields={"party": NotPartyOfIt.message})
    if held.state not in NOTIFYING or (held.signed_on and sent_on < held.signed_on):
        raise NotificationNotDue
    check_owed(party, by=by)
    check_complete(party, sent_on, by=by)
    _write_notification(held, party, sent_on, received_on, by=by)
    if party.is_home and held.state == S.DOMESTIC_PROCEDURES:
        return move(held, S.NOTIFIED, by=by, on=max(sent_on, held.state_on), at=at)
    return update(held)


def _write_notification(
    held: Agreement, party: Party, sent_on: dt.date, received_on: dt.date | None, *, by: Subject
) -> None:
    known = Notification.objects.visible_to(by).filter(party=party).first()
    if known is None:
        insert(
            Notification(
                agreement=held, party=party, sent_on=sent_on, received_on=received_on, label_id=held.label_id
            )
        )
        return
    known.sent_on, known.received_on = sent_on, received_on or known.received_on
    validate(known)
    known.save(update_fields=["sent_on", "received_on"])


@verb("agreements.enter_into_force")
def enter_into_force(
    agreement: Agreement,
    *,
    by: Subject,
    at: dt.datetime,
    on: dt.date | None = None,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """In force on the day the clause gives; stated only where the clause leaves it open (VCLT art. 24; C5, I11)."""
    today = timezone.localdate(at)
    held = begin(
        agreement, "agreements.enter_into_force", by=by, on=on or dt.date.min, at=at, version=version
    )
    if held.state not in ENTERING:
        raise StepRefused
    day = day_of_entry(held, on, reason, by=by)
    if day > today:
        raise StepInFuture(fields={"on": f"{StepInFuture.message} {written_date(day)}"})
    if held.signed_on and day < held.signed_on and not held.is_provisional:
        raise EntryBeforeSignature(fields={"on": EntryBeforeSignature.message})
    if held.state == S.SIGNED and held.signature == SignatureKind.SIMPLE:
        raise SignatureNotDefinitive
    bound = move(held, S.IN_FORCE, by=by, on=max(day, held.state_on), at=at, eif_on=day)
    prolong(bound, by=by, on=day, at=at)
    return bound


@verb("agreements.register")
def register(
    agreement: Agreement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    number: str = "",
    registered_by: Country | None = None,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """Registered with the United Nations, by whichever party (I12)."""
    held = begin(agreement, "agreements.register", by=by, on=on, at=at, version=version)
    if held.registered_on is not None:
        raise AlreadyRegistered
    if held.eif_on is None or on < held.eif_on:
        raise RegistrationBeforeEntry(fields={"on": RegistrationBeforeEntry.message})
    if held.registration_sent_on is not None and on < held.registration_sent_on:
        raise RegistrationBeforeSubmission(fields={"on": RegistrationBeforeSubmission.message})
    update(held, registered_on=on, registration_no=number, registered_by=registered_by)
    rewrite([held], by=by, on=timezone.localdate(at))
    return held
