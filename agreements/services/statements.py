"""What a party declares beside its consent, and how it leaves the others (VCLT arts 19-23, 54, 68)."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.lifecycle import TERMINAL, AgreementState, Participation, StatementKind
from agreements.models import Agreement, Party, PartyStatement, PartyWithdrawal
from agreements.services.consents import UNSIGNED, its_party
from agreements.services.party_refusals import (
    AgreementOver,
    AlreadyWithdrawn,
    HomeDenounces,
    NoReservationBetweenTwo,
    NothingToObjectTo,
    OnlyManyAreLeft,
    SignatureNotDue,
    StatementWithdrawn,
    WithdrawalEffective,
)
from agreements.services.refusals import (
    StepRefused,
)
from agreements.services.steps import begin, next_number, part_held
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.writes import insert, update

S = AgreementState
LEAVING = frozenset({S.IN_FORCE, S.SUSPENDED, S.DENUNCIATION_NOTIFIED})


@verb("agreements.record_statement")
def state(
    agreement: Agreement,
    *,
    by: Subject,
    party: Party,
    kind: str,
    text: str,
    on: dt.date,
    at: dt.datetime,
    provision: str = "",
    version: int | None = None,
) -> Agreement:
    """A party made a reservation, a declaration or an objection on a day."""
    held = begin(agreement, "agreements.record_statement", by=by, on=on, at=at, version=version)
    its_party(held, party)
    if held.state in TERMINAL - {S.ABANDONED}:
        raise AgreementOver
    if held.state in UNSIGNED:
        raise SignatureNotDue
    rows = PartyStatement.objects.visible_to(by).filter(agreement=held)
    if kind == StatementKind.RESERVATION and held.participation == Participation.BILATERAL:
        raise NoReservationBetweenTwo(fields={"kind": NoReservationBetweenTwo.message})
    reserved = rows.filter(kind=StatementKind.RESERVATION, withdrawn_on__isnull=True).exclude(party=party)
    if kind == StatementKind.OBJECTION and not reserved.exists():
        raise NothingToObjectTo(fields={"kind": NothingToObjectTo.message})
    insert(
        PartyStatement(
            agreement=held, party=party, no=next_number(rows), label_id=held.label_id, kind=kind,
            provision=provision, text=text, made_on=on, is_demo=held.is_demo,
        )
    )  # fmt: skip
    return update(held)


@verb("agreements.withdraw_statement")
def withdraw_statement(
    statement: PartyStatement,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """A reservation, declaration or objection is withdrawn, at any time (VCLT art. 22)."""
    agreement = begin(
        statement.agreement, "agreements.withdraw_statement", by=by, on=on, at=at, version=version
    )
    held = part_held(statement, by=by)
    if held.withdrawn_on is not None:
        raise StatementWithdrawn
    if on < held.made_on:
        raise InvalidInput(fields={"on": [_("Not before the day it was made.")]})
    update(held, withdrawn_on=on)
    return update(agreement)


@verb("agreements.record_withdrawal")
def withdraw(
    agreement: Agreement,
    *,
    by: Subject,
    party: Party,
    on: dt.date,
    effective_on: dt.date,
    at: dt.datetime,
    because: str = "",
    version: int | None = None,
) -> Agreement:
    """Another party notified on a day that it leaves, from a day on; the others go on among themselves."""
    held = begin(agreement, "agreements.record_withdrawal", by=by, on=on, at=at, version=version)
    its_party(held, party)
    if held.participation != Participation.MULTILATERAL:
        raise OnlyManyAreLeft
    if party.is_home:
        raise HomeDenounces(fields={"party": HomeDenounces.message})
    if held.state not in LEAVING or (held.eif_on and on < held.eif_on):
        raise StepRefused
    if effective_on < on:
        words = _("A withdrawal takes effect on the day it is notified or later.")
        raise InvalidInput(fields={"effective_on": [words]})
    if PartyWithdrawal.objects.visible_to(by).filter(party=party, taken_back_on__isnull=True).exists():
        raise AlreadyWithdrawn(fields={"party": AlreadyWithdrawn.message})
    insert(
        PartyWithdrawal(
            agreement=held, party=party, label_id=held.label_id, notified_on=on, effective_on=effective_on,
            because=because, is_demo=held.is_demo,
        )
    )  # fmt: skip
    return update(held)


@verb("agreements.take_back_withdrawal")
def take_back_withdrawal(
    withdrawal: PartyWithdrawal,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """The party stays after all; possible until its withdrawal takes effect (VCLT art. 68)."""
    agreement = begin(
        withdrawal.agreement, "agreements.take_back_withdrawal", by=by, on=on, at=at, version=version
    )
    held = part_held(withdrawal, by=by)
    if held.taken_back_on is not None or min(on, timezone.localdate(at)) >= held.effective_on:
        raise WithdrawalEffective
    if on < held.notified_on:
        raise InvalidInput(fields={"on": [_("Not before the day it was notified.")]})
    update(held, taken_back_on=on)
    return update(agreement)
