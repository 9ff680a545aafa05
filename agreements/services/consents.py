"""How each party comes to be bound: its signature, and the procedures of its own law (VCLT arts 11-16)."""

import datetime as dt
from typing import Any

from access.context import Subject
from agreements.lifecycle import TERMINAL, AgreementState, ConsentForm, Participation
from agreements.models import Agreement, DomesticStep, Notification, Party, PartySignature
from agreements.services.cases import not_running
from agreements.services.parties import other_bodies, with_home, write
from agreements.services.party_refusals import (
    AccessionNotDue,
    ActMissing,
    AlreadySigned,
    ConsentNotDue,
    DomesticStepDone,
    DomesticStepsOpen,
    HomeSignsByStep,
    NoNotificationOwed,
    OnlyManyAreJoined,
    PartyAlready,
    SignatureNotDue,
)
from agreements.services.refusals import (
    NotPartyOfIt,
    StepBeforePrevious,
)
from agreements.services.steps import begin, next_number, part_held
from directory.models import Country, Organisation
from foundation.acts import verb
from foundation.wording import written_date
from foundation.writes import insert, update

S = AgreementState
UNSIGNED = frozenset({S.PROPOSED, S.MANDATED, S.ABANDONED})
NO_PROCEDURES = frozenset({S.PROPOSED, S.MANDATED, S.NEGOTIATING, S.INITIALLED, S.ABANDONED}) | TERMINAL


def its_party(held: Agreement, party: Party) -> Party:
    """Raises NotPartyOfIt when the party concluded another agreement."""
    if party.agreement_id != held.pk:
        raise NotPartyOfIt(fields={"party": NotPartyOfIt.message})
    return party


@verb("agreements.record_party_signature")
def sign_for(
    agreement: Agreement,
    *,
    by: Subject,
    party: Party,
    on: dt.date,
    at: dt.datetime,
    form: str = ConsentForm.SIMPLE,
    place: str = "",
    signatory: str = "",
    signatory_title: str = "",
    capacity: str = "",
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """Another party signed or acceded on a day; the home State's own signature is a step of the lifecycle."""
    held = begin(agreement, "agreements.record_party_signature", by=by, on=on, at=at, version=version)
    its_party(held, party)
    if party.is_home and held.state in UNSIGNED | {S.NEGOTIATING, S.INITIALLED}:
        raise HomeSignsByStep(fields={"party": HomeSignsByStep.message})
    if held.state in UNSIGNED:
        raise SignatureNotDue
    if PartySignature.objects.visible_to(by).filter(party=party).exists():
        raise AlreadySigned(fields={"party": AlreadySigned.message})
    insert(
        PartySignature(
            agreement=held, party=party, label_id=held.label_id, signed_on=on, place=place, form=form,
            signatory=" ".join(signatory.split()), signatory_title=signatory_title, capacity=capacity,
            is_demo=held.is_demo,
        )
    )  # fmt: skip
    return update(held)


@verb("agreements.accede")
def accede(
    agreement: Agreement,
    *,
    by: Subject,
    body: Country | Organisation,
    on: dt.date,
    at: dt.datetime,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """A further State or organisation deposits its accession and is a party from then on (VCLT art. 15)."""
    held = begin(agreement, "agreements.accede", by=by, on=on, at=at, version=version)
    if held.participation != Participation.MULTILATERAL:
        raise OnlyManyAreJoined
    if held.state in NO_PROCEDURES:
        raise AccessionNotDue
    if held.signed_on and on < held.signed_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    not_running(held, by=by)
    if body in with_home(other_bodies(held)):
        raise PartyAlready(fields={"party": PartyAlready.message})
    write(held, [body])
    column = "country" if isinstance(body, Country) else "organisation"
    party = Party.objects.visible_to(by).get(agreement=held, **{column: body})
    common: dict[str, Any] = {"agreement": held, "party": party, "label_id": held.label_id}
    insert(PartySignature(**common, signed_on=on, form=ConsentForm.ACCESSION, is_demo=held.is_demo))
    insert(Notification(**common, sent_on=on, received_on=on))  # its deposit is its consent
    return update(held)


@verb("agreements.plan_domestic_step")
def plan_domestic_step(
    agreement: Agreement,
    *,
    by: Subject,
    party: Party,
    kind: str,
    at: dt.datetime,
    authority: str = "",
    due_on: dt.date | None = None,
    version: int | None = None,
) -> Agreement:
    """A party's own law asks for this before it is bound."""
    held = begin(agreement, "agreements.plan_domestic_step", by=by, on=dt.date.min, at=at, version=version)
    its_party(held, party)
    if held.state in NO_PROCEDURES:
        raise ConsentNotDue
    rows = DomesticStep.objects.visible_to(by).filter(agreement=held)
    insert(
        DomesticStep(
            agreement=held, party=party, no=next_number(rows), label_id=held.label_id, kind=kind,
            authority=authority, due_on=due_on, is_demo=held.is_demo,
        )
    )  # fmt: skip
    return update(held)


@verb("agreements.complete_domestic_step")
def complete_domestic_step(
    step: DomesticStep,
    *,
    by: Subject,
    on: dt.date,
    at: dt.datetime,
    act: str,
    version: int | None = None,
    reason: str = "",
) -> Agreement:
    """The procedure was completed on a day, by an act that has a number."""
    agreement = begin(
        step.agreement, "agreements.complete_domestic_step", by=by, on=on, at=at, version=version
    )
    held = part_held(step, by=by)
    if held.done_on is not None:
        raise DomesticStepDone
    if not act.strip():
        raise ActMissing(fields={"act": ActMissing.message})
    if agreement.signed_on and on < agreement.signed_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})
    update(held, done_on=on, act=" ".join(act.split()))
    return update(agreement)


def check_owed(party: Party, *, by: Subject) -> None:
    """Raises NoNotificationOwed when the party consented by its signature or accession (VCLT arts 12, 15)."""
    found = Party.objects.visible_to(by).select_related("agreement", "signature").get(pk=party.pk)
    if found.consented_by_signature is not None:
        raise NoNotificationOwed(fields={"party": NoNotificationOwed.message})


def check_complete(party: Party, sent_on: dt.date, *, by: Subject) -> None:
    """Raises DomesticStepsOpen when a recorded procedure of the party was not completed by the day it notified."""
    steps = DomesticStep.objects.visible_to(by).filter(party=party)
    open_still = [step for step in steps if step.done_on is None or step.done_on > sent_on]
    if open_still:
        named = ", ".join(str(step.get_kind_display()) for step in open_still)
        raise DomesticStepsOpen(f"{DomesticStepsOpen.message} {named} ({written_date(sent_on)}).")
