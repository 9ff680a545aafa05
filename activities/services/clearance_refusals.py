"""Rules of asking for and using diplomatic clearances, each with the words of its no."""

from django.utils.translation import gettext_lazy as _

from activities.models.clearance import I20_LATE, I20_WINDOW
from foundation.errors import DomainError, InvalidInput, TransitionRefused


class ClearanceStepRefused(TransitionRefused):
    """Only the steps of activities.lifecycle (domain.md C3)."""

    message = _("A clearance in this state cannot take this step.")


class ClearanceFixed(DomainError):
    """What a State was asked for stays as it was asked."""

    message = _("It has been asked for: withdraw it and prepare a new one.")


class OneSideIsOurs(InvalidInput):
    """The register holds what we ask for and what we are asked for."""

    message = _("Either the vehicle or the State that gives the clearance is ours, and not both.")


class LeavesBeforeItEnters(InvalidInput):
    """A window has an end."""

    message = _("It leaves before it enters.")


class NoRuleAsk(InvalidInput):
    """A gap in the table is never guessed (domain.md B3)."""

    message = _("No rule: ask. Record the latest day as you were told, or the waiver.")


class RuleStands(InvalidInput):
    """A day that was told counts only where the table has a gap."""

    message = _("There is a rule for this: the latest day follows from it.")


class LateWithoutWaiver(InvalidInput):
    """I20."""

    message = I20_LATE


class NoteMissing(InvalidInput):
    """A clearance is asked for by note."""

    message = _("Name the note with which it was asked for.")


class NoteUnfit(InvalidInput):
    """Ours has left; theirs has come in."""

    message = _("This note has not left, or has not come in from them: only a note on record asks.")


class NoteMoreRestricted(InvalidInput):
    """Dominance (walls.md 1)."""

    message = _("The note carries a higher label than this clearance. Give the clearance the same.")


class ActivityMoreRestricted(InvalidInput):
    """Dominance (walls.md 1)."""

    message = _("The activity carries a higher label than this clearance. Give the clearance the same.")


class ActivityOfOthers(InvalidInput):
    """A passage belongs to an activity with the State it concerns."""

    message = _("The other State is neither the main partner of this activity nor takes part in it.")


class UntilWhenMissing(InvalidInput):
    """Where no rule says for how many hours."""

    message = _("Say until when the clearance is valid.")


class ValidityBackwards(InvalidInput):
    """A clearance is valid for a while."""

    message = _("It ends before it begins.")


class OutsideItsHours(InvalidInput):
    """I20."""

    message = I20_WINDOW


class StillValid(DomainError):
    """It lapses when its hours are over."""

    message = _("Its hours are not over yet.")


class UnderApproval(DomainError):
    """What lies with the approvers does not change."""

    message = _("It is under approval: take it back to change it.")


class NothingUnderApproval(DomainError):
    """Only what lies with the approvers is taken back."""

    message = _("Nothing about this clearance is under approval.")


class TheirsIsNotOurs(DomainError):
    """Their note comes in; nobody here approves it before it does."""

    message = _("Only the request for a vehicle of ours is put up for approval.")


class NoteNotDrafted(DomainError):
    """The note is what the approvers read."""

    message = _("Draft the note that asks for it first: it is approved together with the request.")


class NotAsApproved(DomainError):
    """C6: a note that asks for a clearance is sent only as approved."""

    message = _("The request and its note are sent only as they were approved. Put them up for approval.")


class DayAhead(InvalidInput):
    """What has not happened is not recorded as done."""

    message = _("The day lies in the future. Record it when it has happened.")


class DayBefore(InvalidInput):
    """Steps follow each other in time."""

    message = _("The day lies before that of the step before it.")
