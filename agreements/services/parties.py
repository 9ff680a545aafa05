"""Who concludes: exactly two or three and more, the home State always among them (I14)."""

from collections.abc import Collection, Sequence

from django.conf import settings

from access.context import Subject
from agreements.lifecycle import BEFORE_SIGNATURE, Participation
from agreements.models import (
    Agreement,
    DomesticStep,
    Notification,
    Party,
    PartySignature,
    PartyStatement,
    PartyWithdrawal,
)
from agreements.services.party_refusals import PartiesStay
from agreements.services.refusals import (
    PartyHasNotified,
    PartyTwice,
    ThreePartiesNeeded,
    TwoPartiesNeeded,
)
from directory.models import Country, Organisation

ACTS = (Notification, PartySignature, DomesticStep, PartyStatement, PartyWithdrawal)
Body = Country | Organisation


def home_state() -> Country:
    """The State whose register this is (settings.HOME_COUNTRY)."""
    return Country.objects.get(iso2=settings.HOME_COUNTRY)


def with_home(bodies: Sequence[Body]) -> list[Body]:
    """The parties named, the home State first whether or not it was named."""
    home = home_state()
    return [home, *(body for body in bodies if body != home)]


def check(participation: str, bodies: Collection[Body]) -> None:
    """Raises the rule of I14 that the parties break; PostgreSQL counts again at the end of the verb."""
    if len({(type(body), body.pk) for body in bodies}) != len(bodies):
        raise PartyTwice(fields={"parties": PartyTwice.message})
    if participation == Participation.BILATERAL and len(bodies) != 2:
        raise TwoPartiesNeeded(fields={"parties": TwoPartiesNeeded.message})
    if participation == Participation.MULTILATERAL and len(bodies) < 3:
        raise ThreePartiesNeeded(fields={"parties": ThreePartiesNeeded.message})


def write(agreement: Agreement, bodies: Sequence[Body]) -> None:
    """Insert the parties of a new agreement."""
    Party.objects.bulk_create(_party(agreement, body) for body in bodies)


def check_unsigned(held: Agreement, bodies: Sequence[Body]) -> None:
    """Raises PartiesStay where somebody would join or leave what was signed (VCLT arts 15, 54)."""
    present = {_key(body) for body in with_home(other_bodies(held))}
    if held.state not in BEFORE_SIGNATURE and present != {_key(body) for body in bodies}:
        raise PartiesStay(fields={"parties": PartiesStay.message})


def replace(agreement: Agreement, bodies: Sequence[Body], *, by: Subject) -> None:
    """Add and take out parties so that `bodies` remain; one that has notified stays."""
    present = {
        _key(p.country or p.organisation): p
        for p in agreement.parties.select_related("country", "organisation")
    }
    wanted = {_key(body): body for body in bodies}
    gone = [party.pk for key, party in present.items() if key not in wanted]
    if has_acted(gone, by=by):
        raise PartyHasNotified(fields={"parties": PartyHasNotified.message})
    if gone:
        Party.objects.visible_to(by).filter(pk__in=gone).delete()
    Party.objects.bulk_create(_party(agreement, body) for key, body in wanted.items() if key not in present)


def _key(body: Body | None) -> tuple[str, int]:
    return type(body).__name__, body.pk if body else 0


def _party(agreement: Agreement, body: Body) -> Party:
    party = Party(agreement=agreement, label_id=agreement.label_id)
    if isinstance(body, Country):
        party.country, party.is_home = body, body.iso2 == settings.HOME_COUNTRY
    else:
        party.organisation = body
    return party


def other_bodies(agreement: Agreement) -> list[Body]:
    """The parties besides the home State."""
    others = agreement.parties.filter(is_home=False).select_related("country", "organisation").order_by("id")
    return [body for party in others if (body := party.country or party.organisation)]


def has_acted(parties: Collection[int], *, by: Subject) -> bool:
    """Whether one of these parties has done anything that names it for good."""
    return any(model.objects.visible_to(by).filter(party__in=parties).exists() for model in ACTS)
