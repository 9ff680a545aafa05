"""Rules of planning and holding activities, each with the words a clerk reads when it says no."""

from django.utils.translation import gettext_lazy as _

from activities.models.exercise import SPECIAL_AMONG_TROOPS
from foundation.errors import DomainError, InvalidInput, TransitionRefused


class StepRefused(TransitionRefused):
    """Only the steps of activities.lifecycle (domain.md C3)."""

    message = _("An activity in this state cannot take this step.")


class StepBeforePrevious(DomainError):
    """Steps follow each other in time."""

    message = _("The day lies before that of the step before it.")


class StepInFuture(DomainError):
    """What has not happened is not recorded as done."""

    message = _("The day lies in the future. Record the step when it has happened.")


class NotBegunYet(InvalidInput):
    """An activity is under way from its first day on."""

    message = _("The activity has not begun on that day.")


class ReasonNeeded(InvalidInput):
    """Postponing and cancelling are explained."""

    message = _("Say why.")


class BasisMissing(InvalidInput):
    """I17."""

    message = _(
        "Name the agreement or the item of a plan it stands on, or the reason why it takes place without one."
    )


class BasisNotInForce(InvalidInput):
    """I17."""

    message = _("This agreement is not in force on the day that counts.")


class PlanNotApproved(InvalidInput):
    """I17."""

    message = _("This item was taken out, or its plan has not been approved yet.")


class NotEndedYet(InvalidInput):
    """C8: held means over."""

    message = _("It ends later: change its last day where it was shorter.")


class PlanOfAnotherState(InvalidInput):
    """I17."""

    message = _("This is an item of a plan with another State.")


class BasisNotWithPartner(InvalidInput):
    """I17."""

    message = _("The main partner is no party to this agreement.")


class BasisMoreRestricted(InvalidInput):
    """Dominance: a record is at least as restricted as what it points to (walls.md 1)."""

    message = _("What it stands on carries a higher label than this activity. Give the activity the same.")


class KindIsDerived(InvalidInput):
    """Appointments and signatures are not entered twice (decisions.md 26)."""

    message = _("Appointments and signatures appear by themselves from postings and agreements.")


class EnteredAsExercise(InvalidInput):
    """An exercise has its size and its conferences."""

    message = _("Enter exercises under Exercises, with their size and conferences.")


class EntryRefused(InvalidInput):
    """Only states in which an older activity can be found."""

    message = _("An activity is not entered in this state.")


class EndsBeforeItStarts(InvalidInput):
    """I21."""

    message = _("The last day lies before the first.")


class MoneyWithoutCurrency(InvalidInput):
    """I21; money is never summed across currencies."""

    message = _("An amount and its currency belong together.")


class ParticipantTwice(InvalidInput):
    """A country takes part once."""

    message = _("A country is named twice; the main partner and the home State are not named again.")


class NotAmended(InvalidInput):
    """State and derived days have verbs of their own."""

    message = _("This is not changed here.")


class NotAmendable(DomainError):
    """What lies with the approver, and what is over, stays as it is."""

    message = _("In this state nothing is changed any more. Take it back to planned first.")


class NeedsNewApproval(DomainError):
    """A change beyond thirty days, a fifth of the cost or to another country (C3)."""

    message = _("So great a change needs a new approval: postpone it and take it back to planned first.")


class ConferencesOutOfOrder(InvalidInput):
    """Each conference prepares the next, all of them the exercise."""

    message = _("Initial, main and final planning conference follow each other, before the first day.")


class HeldInFuture(InvalidInput):
    """What has not happened is not recorded as done."""

    message = _("A conference, notification or report is recorded when it has happened.")


class SpecialAmongTroops(InvalidInput):
    """Amphibious, heliborne and parachute troops are troops."""

    message = SPECIAL_AMONG_TROOPS


class NotNotified(DomainError):
    """I19; Vienna Document 2011."""

    message = _("It must have been notified by the day shown, or it is said why not, before it begins.")


class AboveTheActivity(InvalidInput):
    """Dominance: a record is at least as restricted as what it points to (walls.md 1)."""

    message = _("This carries a higher label than the activity. Give the activity the same.")


class PaperOfAnotherState(InvalidInput):
    """A mission paper guides what is done with its State (domain.md B6)."""

    message = _("This mission paper guides another State.")


class InstitutionTwice(InvalidInput):
    """An institution leads or supports, and is named once."""

    message = _("An institution is named twice; the lead institution is not named again.")


class ObjectiveTwice(InvalidInput):
    """An objective is named once."""

    message = _("An objective is named twice.")


class ContingentOfNobody(InvalidInput):
    """Only States that take part send people."""

    message = _("Only the home State, the main partner and the further countries send people.")


class ContingentTwice(InvalidInput):
    """One row for each State and rank level."""

    message = _("A State and rank level is named twice: write one number for both.")


class CostTwice(InvalidInput):
    """One line for each cost."""

    message = _("Two lines say the same cost: add them up or tell them apart by a note.")


class CostWithoutAmount(InvalidInput):
    """A line says how much."""

    message = _("Say how much is planned, or what was spent.")


class CostsFromLines(InvalidInput):
    """The cost of an activity with cost lines is what we bear of them (domain.md A3.19)."""

    message = _("This follows from the cost lines. Change the lines instead.")


class SpentTooEarly(InvalidInput):
    """I21."""

    message = _("What was spent and who came is recorded once the activity is under way.")


class ClauseOfNothing(InvalidInput):
    """An article stands in an agreement."""

    message = _("Name the agreement that holds this article.")


class PrerequisitesMissing(InvalidInput):
    """I17, I18."""

    message = _("Something that must stand before it is approved is missing.")


class NothingToTakeBack(DomainError):
    """Only what is under approval is taken back."""

    message = _("This activity is not under approval.")


class BasisCeased(DomainError):
    """An activity whose agreement has ceased is blocked, not silently carried on (domain.md C9)."""

    message = _("Blocked: its agreement is no longer in force. Name another basis, postpone or cancel it.")


class GoesByItsCase(TransitionRefused):
    """Nothing is approved on one office's word (I22, C6)."""

    message = _("It is put up for approval, approved, returned and taken back by its case alone.")


class DetailOfAnotherKind(InvalidInput):
    """A course belongs to training, an expert to his post, a team to its training, materials to assistance."""

    message = _("This belongs to another kind of activity.")


class AssistanceTwice(InvalidInput):
    """One row for each kind of materials."""

    message = _("The same materials are named twice: write one quantity for both.")


class HandedOverLater(InvalidInput):
    """What has not happened is not recorded as done."""

    message = _("Materials are recorded as handed over when they have been.")


class NothingToNotify(DomainError):
    """Below every threshold of the Vienna Document."""

    message = _(
        "Nothing has to be notified: the exercise stays below every threshold of the Vienna Document."
    )


class NobodyToInvite(DomainError):
    """Below the thresholds from which observers are invited."""

    message = _("No observers have to be invited to an exercise of this size.")


class SaidAlready(DomainError):
    """A notification is given once."""

    message = _("This is recorded already. A wrong day is corrected on the exercise's form.")


class ChangedSincePutUp(DomainError):
    """Nobody approves what is not so any more (walls.md 2)."""

    message = _("What was put up has changed since. Return it: it is put up anew as it is now.")
