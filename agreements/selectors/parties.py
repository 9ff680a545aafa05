"""Parties of an agreement with everything each of them did."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from access.context import Subject
from agreements.lifecycle import (
    BEFORE_SIGNATURE,
    BY_SIGNATURE,
    NEEDS_NO_POWERS,
    AgreementState,
    EifRule,
    FullPowersScope,
)
from agreements.models import (
    Agreement,
    DomesticStep,
    Notification,
    Party,
    PartySignature,
    PartyWithdrawal,
    StageEvent,
)


@dataclass(frozen=True)
class PartyRow:
    """One party as a line of a table; `left_on` is when its withdrawal takes or took effect."""

    party: Party
    signature: Any
    domestic_steps: list[DomesticStep]
    notification: Any
    statements: list[Any]
    withdrawals: list[PartyWithdrawal]

    @property
    def left_on(self) -> dt.date | None:
        """The day from which it is bound no more; None while it stays."""
        return next((w.effective_on for w in self.withdrawals if w.taken_back_on is None), None)


def party_rows(agreement: Agreement) -> list[PartyRow]:
    """Parties of an agreement that was read with its parts (agreement_pages), the home State first."""
    return [
        PartyRow(
            party=party,
            signature=getattr(party, "signature", None),
            domestic_steps=list(party.domestic_steps.all()),
            notification=getattr(party, "notification", None),
            statements=list(party.statements.all()),
            withdrawals=list(party.withdrawals.all()),
        )
        for party in agreement.parties.all()
    ]


def party_called(agreement: Agreement, words: str) -> Party | None:
    """The party of a code or a name, among those of the agreement."""
    wanted = words.strip().casefold()
    for party in agreement.parties.select_related("country", "organisation"):
        body = party.country or party.organisation
        names = {party.code, body.name_en, body.name_az} if body else set()
        if wanted in {name.casefold() for name in names}:
            return party
    return None


def standing_parties(*, to: Subject, on: dt.date) -> QuerySet:
    """Parties an agreement binds on a day, as far as its parties' own acts tell."""
    gone = PartyWithdrawal.objects.visible_to(to).filter(taken_back_on__isnull=True, effective_on__lte=on)
    return Party.objects.visible_to(to).exclude(pk__in=gone.values("party")).exclude(_not_yet(to=to, on=on))


def _not_yet(*, to: Subject, on: dt.date) -> Q:
    """Where some consents are enough, the others are no parties before their own (VCLT art. 24.3).

    Of what was entered without the acts of its parties nothing is concluded.
    """
    told = Notification.objects.visible_to(to).filter(received_on__lte=on)
    bound = PartySignature.objects.visible_to(to).filter(form__in=sorted(BY_SIGNATURE), signed_on__lte=on)
    some = Q(agreement__in=told.values("agreement")) | Q(agreement__in=bound.values("agreement"))
    own = Q(pk__in=told.values("party")) | Q(pk__in=bound.values("party"))
    return Q(agreement__clause__eif_rule=EifRule.N_CONSENTS) & some & ~own


def signed_here(agreement: Agreement, *, to: Subject) -> bool:
    """Signed by a step of this register; what was entered where it stands had its signature before."""
    stages = StageEvent.objects.visible_to(to).filter(agreement=agreement).order_by("pk")
    states = list(stages.values_list("state", flat=True))
    return AgreementState.SIGNED in states[1:]


def signed_with_powers(agreement: Agreement, *, to: Subject) -> bool:
    """The home State's signature was given with full powers, or by whoever needs none (VCLT art. 7)."""
    rows = PartySignature.objects.visible_to(to).filter(agreement=agreement, party__is_home=True)
    return rows.filter(Q(full_powers__isnull=False) | Q(capacity__in=sorted(NEEDS_NO_POWERS))).exists()


def lapsing_powers(rows: QuerySet) -> QuerySet:
    """Those of `rows` that lapse before anything was signed with them (domain.md C7, row 22)."""
    waiting = BEFORE_SIGNATURE - {AgreementState.ABANDONED}
    open_still = Q(valid_until__isnull=False, revoked_on__isnull=True, agreement__state__in=sorted(waiting))
    return rows.filter(open_still, permitted__contains=[FullPowersScope.SIGN])
