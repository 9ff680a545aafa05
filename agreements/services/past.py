"""What lies behind an agreement entered where it stands: notifications, provisional application, registration (B4)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.lifecycle import BEFORE_SIGNATURE
from agreements.models import Agreement, Notification, Party
from agreements.services.refusals import (
    BasisMissing,
    NotificationNotDue,
    NotPartyOfIt,
    RegistrationBeforeEntry,
    RegistrationBeforeSubmission,
    StepBeforePrevious,
    StepInFuture,
)
from directory.models import Country, Organisation
from foundation.errors import DomainError, InvalidInput
from foundation.writes import insert, update

DAYS = ("registration_sent_on", "registered_on", "provisional_on", "provisional_ended_on")
BEHIND = (*DAYS, "registration_no", "registered_by", "provisional_basis")


class Told(NamedTuple):
    """A party's notification as it is entered: who, sent on, received on."""

    body: Country | Organisation
    sent_on: dt.date
    received_on: dt.date | None = None


class NotRegistered(InvalidInput):
    """A number and a State belong to a registration."""

    message = _("Enter the day of registration too.")


class NotAppliedProvisionally(InvalidInput):
    """What did not begin did not end, and has no basis (VCLT art. 25)."""

    message = _("Enter the day since which it was applied provisionally.")


class ToldTwice(InvalidInput):
    """One notification of each party."""

    message = _("A party is named twice.")


class ReceivedBeforeSent(DomainError):
    """Nothing arrives before it leaves."""

    message = _("A notification is not received before it is sent.")


def apart(facts: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is entered with the agreement, and what is written once its stages stand."""
    behind = {name: facts[name] for name in BEHIND if facts.get(name)}
    rest = {name: value for name, value in facts.items() if name not in BEHIND}
    if "provisional_on" in behind:
        rest["is_provisional"] = True
    return rest, behind


def enter_past(
    held: Agreement, behind: Mapping[str, Any], told: Sequence[Told], *, by: Subject, today: dt.date
) -> None:
    """Write it to an agreement that was entered just now; raises beside the field that contradicts the others."""
    late = {name: StepInFuture.message for name in DAYS if behind.get(name) and behind[name] > today}
    if late:
        raise StepInFuture(fields=late)
    _check_provisional(held, behind)
    _check_registration(held, behind)
    if behind:
        update(held, **behind)
    parties = {party.code: party for party in _parties(held, by=by)} if told else {}
    if len({one.body.reference for one in told}) != len(told):
        raise ToldTwice(fields={"notifications": ToldTwice.message})
    for one in told:
        _notified(held, parties.get(one.body.reference), one, by=by, today=today)


def _parties(held: Agreement, *, by: Subject) -> list[Party]:
    rows = Party.objects.visible_to(by).filter(agreement=held)
    return list(rows.select_related("country", "organisation"))


def _check_provisional(held: Agreement, behind: Mapping[str, Any]) -> None:
    """Since a day after the signature, on a basis that is named (VCLT art. 25)."""
    since, ended = behind.get("provisional_on"), behind.get("provisional_ended_on")
    beside = [name for name in ("provisional_ended_on", "provisional_basis") if behind.get(name)]
    if since is None and beside:
        raise NotAppliedProvisionally(fields={"provisional_on": NotAppliedProvisionally.message})
    if since is None:
        return
    if not behind.get("provisional_basis"):
        raise BasisMissing(fields={"provisional_basis": BasisMissing.message})
    if held.state in BEFORE_SIGNATURE or (held.signed_on and since < held.signed_on):
        raise StepBeforePrevious(fields={"provisional_on": StepBeforePrevious.message})
    if ended and ended < since:
        raise StepBeforePrevious(fields={"provisional_ended_on": StepBeforePrevious.message})


def _check_registration(held: Agreement, behind: Mapping[str, Any]) -> None:
    """Submitted and registered after entry into force, in this order (I12; Charter, art. 102)."""
    sent_on, done_on = behind.get("registration_sent_on"), behind.get("registered_on")
    if done_on is None and any(behind.get(name) for name in ("registration_no", "registered_by")):
        raise NotRegistered(fields={"registered_on": NotRegistered.message})
    for name, day in (("registration_sent_on", sent_on), ("registered_on", done_on)):
        if day and (held.eif_on is None or day < held.eif_on):
            raise RegistrationBeforeEntry(fields={name: RegistrationBeforeEntry.message})
    if sent_on and done_on and done_on < sent_on:
        raise RegistrationBeforeSubmission(fields={"registered_on": RegistrationBeforeSubmission.message})


def _notified(held: Agreement, party: Party | None, told: Told, *, by: Subject, today: dt.date) -> None:
    """One party's notification, sent after the signature and received after that."""
    if party is None:
        raise NotPartyOfIt(fields={"notifications": NotPartyOfIt.message})
    if held.state in BEFORE_SIGNATURE or (held.signed_on and told.sent_on < held.signed_on):
        raise NotificationNotDue(fields={"notifications": NotificationNotDue.message})
    if max(told.sent_on, told.received_on or told.sent_on) > today:
        raise StepInFuture(fields={"notifications": StepInFuture.message})
    if told.received_on and told.received_on < told.sent_on:
        raise ReceivedBeforeSent(fields={"notifications": ReceivedBeforeSent.message})
    insert(
        Notification(
            agreement=held, party=party, sent_on=told.sent_on, received_on=told.received_on, label_id=held.label_id
        )
    )  # fmt: skip
