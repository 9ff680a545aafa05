"""Rules of concluding and ending agreements, each with the words a clerk reads when it says no."""

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError, InvalidInput, TransitionRefused


class StepRefused(TransitionRefused):
    """Only the steps of agreements.lifecycle (domain.md C3)."""

    message = _("An agreement in this state cannot take this step.")


class StepBeforePrevious(DomainError):
    """Steps follow each other in time."""

    message = _("The day lies before that of the step before it.")


class StepInFuture(DomainError):
    """What has not happened is not recorded as done."""

    message = _("The day lies in the future. Record the step when it has happened.")


class TwoPartiesNeeded(InvalidInput):
    """I14."""

    message = _("A bilateral agreement has exactly two parties, the home State among them.")


class ThreePartiesNeeded(InvalidInput):
    """I14."""

    message = _("A multilateral agreement has three parties or more, the home State among them.")


class PartyTwice(InvalidInput):
    """A party is named once."""

    message = _("A party is named twice.")


class PartyHasNotified(DomainError):
    """Whoever has signed, notified or declared stays named."""

    message = _("A party that has signed, notified or declared something cannot be taken out.")


class EntryNotComputable(DomainError):
    """Entry into force follows from the clause, or is stated."""

    message = _("The day of entry into force cannot be computed. Record what is missing or state the day.")


class EntryDiffers(DomainError):
    """The clause decides, not the typist."""

    message = _("By the clause on entry into force it is another day.")


class EntryBeforeSignature(DomainError):
    """I11."""

    message = _(
        "An agreement does not enter into force before its signature, unless it is applied provisionally."
    )


class SignatureNotDefinitive(DomainError):
    """A simple signature waits for domestic procedures (VCLT arts 12, 14)."""

    message = _(
        "It was signed subject to approval: record the domestic procedures and the notifications first."
    )


class RegistrationBeforeEntry(DomainError):
    """I12; Charter of the United Nations, art. 102."""

    message = _("An agreement is registered after it has entered into force.")


class AlreadyRegistered(DomainError):
    """Once is enough; any party's registration relieves the others."""

    message = _("This agreement is registered already.")


class NotificationNotDue(DomainError):
    """Notifications lie between signature and entry into force."""

    message = _("Notifications are recorded between signature and entry into force.")


class NotPartyOfIt(InvalidInput):
    """Only parties notify."""

    message = _("This is not a party to the agreement.")


class DenunciationNotYetEffective(DomainError):
    """VCLT art. 56: it ends when the notice takes effect."""

    message = _("The denunciation has not taken effect yet.")


class DenunciationAlreadyEffective(DomainError):
    """VCLT art. 68: withdrawn before it takes effect, or never."""

    message = _("The denunciation has taken effect; it cannot be withdrawn any more.")


class TermStillRunning(DomainError):
    """It expires when its last term is over."""

    message = _("Its term is still running.")


class NothingToVerify(DomainError):
    """Verification settles a doubt."""

    message = _("Nothing about this agreement is in doubt.")


class ReasonNeeded(InvalidInput):
    """Ending an agreement is explained."""

    message = _("State the reason.")


class DayMissing(InvalidInput):
    """An agreement entered where it stands says since when, unless it is marked as doubtful (I11)."""

    message = _(
        "An agreement in this state has this day. Enter it, or mark the agreement as needing verification."
    )


class NotAmended(InvalidInput):
    """State and days of conclusion have verbs of their own."""

    message = _("This is changed by a step of its own.")


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
