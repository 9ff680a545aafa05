"""Rules of operations, figures and deployments, each with the words of its no."""

from django.utils.translation import gettext_lazy as _

from activities.models.deployment import LASTS, OF_NOBODY
from activities.models.operation import I_PART, NO_MANDATE, SAID_EARLIER
from foundation.errors import DomainError, InvalidInput, TransitionRefused


class PartWithoutBeginning(InvalidInput):
    """When we joined is known at least by its year."""

    message = I_PART


class MandateUnnamed(InvalidInput):
    """Days of nothing."""

    message = NO_MANDATE


class PartMoreRestricted(InvalidInput):
    """Dominance (walls.md 1)."""

    message = _("What it names carries a higher label than this. Give it the same.")


class SaidInFuture(InvalidInput):
    """A source is read, not foreseen."""

    message = _("The day of the source lies in the future.")


class SaidBeforeItsYear(InvalidInput):
    """Nobody counts a year that has not begun."""

    message = SAID_EARLIER


class SourceMissing(InvalidInput):
    """Every figure is attributed (domain.md A4)."""

    message = _("Say who says so: a figure without a source is not recorded.")


class AlreadyWithdrawn(DomainError):
    """It is withdrawn once."""

    message = _("This figure was withdrawn already.")


class ReasonMissing(InvalidInput):
    """A withdrawal and a calling off are explained."""

    message = _("Say why.")


class RotationWithoutBeginning(InvalidInput):
    """I18."""

    message = LASTS


class RotationOfNobody(InvalidInput):
    """I18."""

    message = OF_NOBODY


class OutsideAuthorisation(InvalidInput):
    """I18."""

    message = _("It lies outside the days of the authorisation. Record first the act that prolongs it.")


class AboveCeiling(InvalidInput):
    """I18."""

    message = _("More people would stand at the same time than the authorisation lets go.")


class RelievesOtherOperation(InvalidInput):
    """One rotation takes over from another of the same operation."""

    message = _("The rotation it relieves belongs to another operation.")


class RelievesLaterOne(InvalidInput):
    """Rotations are counted on."""

    message = _("A rotation relieves one with a lower number.")


class DeploymentStepRefused(TransitionRefused):
    """Only the steps of activities.lifecycle (domain.md C3)."""

    message = _("A deployment in this state cannot take this step.")


class DeploymentFixed(DomainError):
    """Who has left is counted as he left."""

    message = _("They have left, or it was called off: nothing but the remark is changed any more.")


class NobodyRelieves(DomainError):
    """Rotating is a handover to the next."""

    message = _("Nobody relieves it: enter the next rotation as relieving this one, or record its return.")


class StepAhead(InvalidInput):
    """What has not happened is not recorded as done."""

    message = _("The day lies in the future. Record the step when it has happened.")


class StepBefore(InvalidInput):
    """Steps follow each other in time."""

    message = _("The day lies before that of the step before it.")
