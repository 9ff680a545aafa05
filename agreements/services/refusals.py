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
    """Entry into force follows from the clause, or is stated where the clause leaves it open (VCLT art. 24)."""

    message = _(
        "The day of entry into force cannot be computed. Record what is missing; it is stated only where the clause "
        "leaves it to the parties or, with a reason, where the agreement is marked as needing verification."
    )


class EntryDiffers(DomainError):
    """The clause decides, not the typist."""

    message = _("By the clause on entry into force it is another day.")


class EntryBeforeSignature(DomainError):
    """I11."""

    message = _(
        "An agreement does not enter into force before its signature, unless it is applied provisionally."
    )


class EntryAfterNotice(DomainError):
    """VCLT art. 65: what is denounced is in force."""

    message = _("An agreement is denounced after it has entered into force.")


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


class TermOver(DomainError):
    """VCLT art. 72: suspension does not stop its terms."""

    message = _(
        "Its last term has ended, so it is not applied again; record that it expired. The term ended on:"
    )


class SettleTheDoubtFirst(DomainError):
    """The day on which a notice takes effect follows from days that are in doubt."""

    message = _("Sources differ about this agreement. Settle that first: the day of effect depends on it.")


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


class MainTextStays(DomainError):
    """The register names an agreement in its authentic language."""

    message = _(
        "The text in the agreement's own language is authentic and stays. Change that language first."
    )


class StageOfAnother(InvalidInput):
    """A paper belongs to a stage of its agreement."""

    message = _("This agreement has not reached this stage.")


class OwnDescendant(InvalidInput):
    """A family has no circles."""

    message = _("That agreement stands under this one already.")


class ParentUnsigned(DomainError):
    """What is not yet concluded is negotiated, not amended."""

    message = _("That agreement has not been signed; there is nothing to amend or prolong yet.")


class SuccessorMissing(InvalidInput):
    """VCLT art. 59: a later treaty takes the place."""

    message = _("Name the agreement that takes its place.")


class SuccessorNotInForce(DomainError):
    """What does not bind takes no place."""

    message = _("The agreement that takes its place has to be in force by that day.")


class SuccessorEarlier(DomainError):
    """VCLT art. 59: a later one."""

    message = _("The agreement that takes its place was signed before it.")


class PartiesMissing(DomainError):
    """VCLT art. 59: all the parties."""

    message = _("Not all of its parties are parties to the agreement that takes its place.")


class AlreadyApplied(DomainError):
    """Once is enough."""

    message = _("Its provisional application is recorded already.")


class NotApplied(DomainError):
    """Only what runs can end."""

    message = _("It is not applied provisionally.")


class BasisMissing(InvalidInput):
    """VCLT art. 25: the treaty itself provides for it, or the States agreed otherwise."""

    message = _("State the provision or the understanding by which it is applied.")


class SubmittedAlready(DomainError):
    """Once is enough."""

    message = _("Its submission for registration is recorded already.")


class RegistrationBeforeSubmission(DomainError):
    """It is registered when the Secretariat has it."""

    message = _("An agreement is registered after it has been submitted.")


class UnderApproval(DomainError):
    """What is under approval stays as it was submitted (domain.md C9)."""

    message = _("This is under approval: take it back before you change it or take the step yourself.")


class BindingIsJudged(InvalidInput):
    """VCLT art. 2; I13."""

    message = _("The legal desks decide that an agreement does not bind, or that it binds after all.")


class BindingWithoutPowers(InvalidInput):
    """I13."""

    message = _("It was signed here without full powers, as something that does not bind.")


class EntryNotReached(DomainError):
    """I11."""

    message = _("It has not come into force by its steps; there is no day to settle.")


class TextNotCleared(DomainError):
    """The text is cleared again before it is signed (domain.md C6)."""

    message = _("The text was put to approval and is not approved as it stands now. Submit it again.")


class TextMissing(DomainError):
    """What is cleared is a text."""

    message = _("Attach the text first.")


class UnknownSubmission(InvalidInput):
    """Three things go to approval."""

    message = _("A mandate, a text or a denunciation is submitted.")


class NothingUnderApproval(DomainError):
    """Only what is under approval is taken back."""

    message = _("Nothing about this agreement is under approval.")
