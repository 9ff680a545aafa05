"""Rules of what parties do and of full powers, each with the words a clerk reads when it says no."""

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError, InvalidInput


class FullPowersNeeded(DomainError):
    """I13; VCLT art. 7."""

    message = _(
        "Whoever signs needs full powers to sign that cover this day, unless a Head of State, a Head of Government or "
        "a Minister of Foreign Affairs signs: record them first, or say which of them."
    )


class FullPowersNotCovering(DomainError):
    """I13."""

    message = _("These full powers do not permit this act on this day.")


class PowersRevoked(DomainError):
    """Once is enough."""

    message = _("These full powers are revoked already.")


class PowersUsed(DomainError):
    """What was signed with them stands."""

    message = _("With these full powers something was signed on this day or later.")


class SignatoryMissing(InvalidInput):
    """Who signs is named."""

    message = _("Name who signed.")


class AgreementOver(DomainError):
    """What is over is not added to."""

    message = _("This agreement is over.")


class AlreadySigned(DomainError):
    """A party signs once."""

    message = _("The signature of this party is recorded already.")


class HomeSignsByStep(DomainError):
    """The home State's signature is a step of the lifecycle."""

    message = _("The home State's own signature is recorded by the step “Signed”.")


class SignatureNotDue(DomainError):
    """There is something to sign once it has been negotiated."""

    message = _("A party signs once negotiations have begun.")


class ConsentNotDue(DomainError):
    """Domestic procedures follow the signature (VCLT art. 14)."""

    message = _("Domestic procedures are recorded from the signature on, while it is not over.")


class DomesticStepDone(DomainError):
    """Once is enough."""

    message = _("This procedure is completed already.")


class ActMissing(InvalidInput):
    """A completed procedure names its act."""

    message = _("Name the act by which it was completed, with its number.")


class DomesticStepsOpen(DomainError):
    """A notification says that all of them are complete (VCLT art. 16)."""

    message = _("A domestic procedure of this party was not completed by that day:")


class NoNotificationOwed(DomainError):
    """VCLT arts 12, 15."""

    message = _("This party has consented by its signature or accession and owes no notification.")


class NoReservationBetweenTwo(DomainError):
    """VCLT art. 19: between two parties a reservation is a new proposal."""

    message = _(
        "A bilateral agreement takes no reservation: it would be a new proposal. Record a declaration."
    )


class NothingToObjectTo(DomainError):
    """VCLT art. 20."""

    message = _("No other party has made a reservation that could be objected to.")


class StatementWithdrawn(DomainError):
    """Once is enough."""

    message = _("This statement is withdrawn already.")


class OnlyManyAreLeft(DomainError):
    """VCLT art. 54: from two parties none withdraws, one of them denounces."""

    message = _("Only from a multilateral agreement does a party withdraw; a bilateral one is denounced.")


class HomeDenounces(DomainError):
    """The home State's own withdrawal ends the agreement for it."""

    message = _("The home State's own withdrawal is recorded as a denunciation.")


class AlreadyWithdrawn(DomainError):
    """A party leaves once."""

    message = _("The withdrawal of this party is recorded already.")


class WithdrawalEffective(DomainError):
    """VCLT art. 68."""

    message = _("The withdrawal has taken effect or was taken back; it stays as it is.")


class NotTheHolder(InvalidInput):
    """Full powers name who may act."""

    message = _("These full powers are held by somebody else.")


class OnlyManyAreJoined(DomainError):
    """VCLT art. 15."""

    message = _(
        "Only a multilateral agreement is acceded to; with another State a bilateral one is concluded anew."
    )


class AccessionNotDue(DomainError):
    """There is something to accede to."""

    message = _("An agreement is acceded to once it is signed, and as long as it is not over.")


class PartyAlready(InvalidInput):
    """A party is one once."""

    message = _("This State or organisation is a party already.")


class PartiesStay(DomainError):
    """VCLT arts 15, 54."""

    message = _(
        "Parties of what was signed stay: a further one accedes, one leaves by withdrawal. What was entered wrongly is "
        "corrected by a step of its own, with a reason."
    )
