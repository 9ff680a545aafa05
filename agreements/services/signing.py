"""Who signs for the home State, and by what powers (VCLT art. 7; I13)."""

import datetime as dt
from dataclasses import dataclass

from access.context import Subject
from agreements.lifecycle import NEEDS_NO_POWERS, Capacity, FullPowersScope
from agreements.lifecycle import AgreementState as S
from agreements.models import Agreement, FullPowers, Party, PartySignature
from agreements.services.party_refusals import (
    FullPowersNeeded,
    NotTheHolder,
    SignatoryMissing,
)
from agreements.services.powers import powers_for
from agreements.services.steps import check_step
from foundation.writes import insert


@dataclass(frozen=True, slots=True)
class Signatory:
    """As it is entered: either somebody who needs no full powers, or whoever holds them."""

    name: str = ""
    title: str = ""
    capacity: str = ""
    full_powers: FullPowers | None = None


def sign_at_home(
    held: Agreement, who: Signatory, *, by: Subject, on: dt.date, place: str, form: str
) -> PartySignature | None:
    """Write the home State's signature; None where a text that does not bind was signed by nobody named.

    What does not bind is no treaty and asks for no full powers (VCLT arts 2, 7).
    """
    check_step(held, S.SIGNED, on)
    powers = None
    if who.capacity not in NEEDS_NO_POWERS:
        powers = powers_for(held, FullPowersScope.SIGN, on, by=by, named=who.full_powers)
        if powers is None and held.binding is not False:
            raise FullPowersNeeded(fields={"full_powers": FullPowersNeeded.message})
    name = " ".join(who.name.split()) or (powers.holder if powers else "")
    if powers is not None and name != powers.holder:
        raise NotTheHolder(fields={"signatory": NotTheHolder.message})
    if not name:
        if held.binding is False:
            return None
        raise SignatoryMissing(fields={"signatory": SignatoryMissing.message})
    return insert(
        PartySignature(
            agreement=held, party=Party.objects.visible_to(by).get(agreement=held, is_home=True), signed_on=on,
            place=place, form=form, signatory=name, full_powers=powers, label_id=held.label_id,
            signatory_title=who.title or (powers.holder_title if powers else ""),
            capacity=who.capacity or Capacity.OTHER, is_demo=held.is_demo,
        )
    )  # fmt: skip
