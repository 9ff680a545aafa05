"""Rules of obligations, returns and inspections, each with the words of its no."""

from django.utils.translation import gettext_lazy as _

from activities.models.due_return import PROVED
from activities.models.inspection import ONE_QUOTA, REPLY_AFTER
from activities.models.obligation import RESTS_ALREADY, RESTS_FROM
from foundation.errors import DomainError, InvalidInput, TransitionRefused


class ReturnStepRefused(TransitionRefused):
    """Only the steps of activities.lifecycle (domain.md C3)."""

    message = _("A return in this state cannot take this step.")


class ReturnUnproved(InvalidInput):
    """What is said to have left can be shown."""

    message = PROVED


class ClearedByAnother(TransitionRefused):
    """Two eyes are not four (I22)."""

    message = _("You prepared this return: somebody else clears it.")


class AgreedByItsCase(TransitionRefused):
    """What is marked leaves as everybody its route asks agreed to it, under no higher marking (domain.md C6)."""

    message = _(
        "What it says is marked, and not everybody who has to agree has agreed to it as it is now: send it back "
        "where it stands as cleared, and put it up."
    )


class NotMarked(TransitionRefused):
    """What anybody may read is cleared by the other ministry alone."""

    message = _("It is not marked: the Ministry of Foreign Affairs clears it without a case.")


class WithThoseWhoAgree(TransitionRefused):
    """What lies with those who agree moves by their case (I22, C6)."""

    message = _("It lies with those who agree to it: they answer in its case, or the desk takes it back.")


class NotPutUpYet(TransitionRefused):
    """Who does not agree to what is marked returns it in its case."""

    message = _("It is still in preparation: it is put up to those who agree, and returned in its case.")


class NothingPutUp(TransitionRefused):
    """Only what lies with those who agree is taken back."""

    message = _("Nothing about this return lies with those who agree.")


class ChangedSincePutUp(TransitionRefused):
    """Nobody agrees to what is not so any more (walls.md 2)."""

    message = _("What was put up has changed since. Return it: it is put up anew as it is now.")


class ClearedAnew(TransitionRefused):
    """A correction is a return of its own (domain.md C6)."""

    message = _(
        "A correction of this return is cleared anew: prepare it, and let it go the way of the return."
    )


class ReturnStands(DomainError):
    """A correction corrects the last word."""

    message = _("It was corrected already: correct that return.")


class NotSubmittedYet(TransitionRefused):
    """What has not left is changed, not corrected."""

    message = _("Nothing has been submitted yet that could be corrected.")


class NotBeforeRegister(TransitionRefused):
    """Taking over skips the clearance of the other ministry, so it is for the past alone."""

    message = _(
        "It fell due after the obligation was recorded here: prepare it, have it cleared, then submit it."
    )


class NoteNotOut(InvalidInput):
    """A return leaves by a note that has left."""

    message = _("Take a note of ours that has left.")


class NoteTooRestricted(InvalidInput):
    """Dominance (walls.md 1)."""

    message = _("The note carries a higher label than the return. Raise the return first.")


class SameDay(InvalidInput):
    """Another day is another day."""

    message = _("It is due on this day already.")


class ReasonMissing(InvalidInput):
    """What departs from the rule is explained."""

    message = _("Say why.")


class SourceMissing(InvalidInput):
    """An obligation rests by somebody's word."""

    message = _("Say by whose word: a decision, a note, a resolution.")


class RestsAlready(InvalidInput):
    """Suspensions follow each other."""

    message = RESTS_ALREADY


class RestsFrom(InvalidInput):
    """A suspension has a beginning."""

    message = RESTS_FROM


class NotResting(DomainError):
    """Only what rests is taken up again."""

    message = _("It does not rest on this day.")


class CountedOtherwise(InvalidInput):
    """Returns that are there were opened by another rule."""

    message = _("What its days are counted from stays. End this obligation and record another one.")


class OpensByItself(TransitionRefused):
    """Yearly returns need no event."""

    message = _("It is due every year: its returns open by themselves.")


class EventTwice(InvalidInput):
    """One return for each event."""

    message = _("The return for this event is there already.")


class DayAhead(InvalidInput):
    """What has not happened is not recorded as done."""

    message = _("The day lies in the future. Record it when it has happened.")


class DayBefore(InvalidInput):
    """Steps follow each other in time."""

    message = _("The day lies before that of the step before it.")


class InspectionStepRefused(TransitionRefused):
    """Only the steps of activities.lifecycle (domain.md B5)."""

    message = _("An inspection in this state cannot take this step.")


class InspectionOver(DomainError):
    """What was is told as it was."""

    message = _("It is over: nothing but team and outcome is changed any more.")


class AnsweredAlready(DomainError):
    """The clock has ended."""

    message = _("It was answered: the hours of the request stay as they were.")


class AnsweredBefore(InvalidInput):
    """The clock runs forward."""

    message = REPLY_AFTER


class HourAhead(InvalidInput):
    """What has not happened is not recorded as done."""

    message = _("The hour lies in the future.")


class QuotaThere(InvalidInput):
    """Quotas follow each other."""

    message = ONE_QUOTA


class QuotaEnded(DomainError):
    """A quota is ended once."""

    message = _("This quota has ended already.")
