"""Why something about correspondence is refused, each named after the rule it breaks."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError, InvalidInput, NotPermitted
from foundation.wording import written_date


class NotInDraft(DomainError):
    """What has left or come in is not changed any more."""

    message = _("This has left or come in already and is not changed any more.")


class NotAmended(InvalidInput):
    """Only what is typed is amended."""

    message = _("Not amended here.")


class NothingKnownByThisReference(InvalidInput):
    """Hidden and absent are the same (walls.md 1)."""

    message = _("There is no record with this reference.")


class NumberMissing(InvalidInput):
    """What left before this register was kept had a number."""

    message = _("What has left has a number: enter the one it had.")


class LabelTooLow(InvalidInput):
    """A note tells of what it is about and of what it replies to, so it is not marked below them."""

    message = _("Mark it at least like the record it is about and the note it replies to.")


class NoReplyToADraft(InvalidInput):
    """Only what has left or come in can be replied to."""

    message = _("Only what has left or come in can be replied to.")


class RepliesTooEarly(InvalidInput):
    """Dates follow each other."""

    message = _("A reply cannot be older than the note it replies to.")


class PartyNotOne(InvalidInput):
    """One sender, one addressee."""

    message = _("Choose one mission, institution, country or organisation, or write the name.")


class ReceivedBeforeWritten(InvalidInput):
    """Dates follow each other."""

    message = _("Nothing is received before the date it carries.")


class DueWithoutReply(InvalidInput):
    """No day for what nobody waits for."""

    message = _("A day for the reply is set only where a reply is expected.")


class DueBeforeWritten(InvalidInput):
    """Dates follow each other."""

    message = _("The reply cannot be due before the date of the note.")


class NotReceivedByUs(InvalidInput):
    """What goes out is not received here."""

    message = _("Only what comes in is received here.")


class SenderNotOurs(InvalidInput):
    """What goes out is sent by one of ours, and a mission sends for itself."""

    message = _("What goes out is sent by one of our missions or institutions.")


class AnotherMissionsNote(InvalidInput):
    """An office abroad writes for its own mission."""

    message = _("Your office writes for its own mission.")


class NotYourMissions(NotPermitted):
    """An office abroad keeps the register of its own mission."""

    message = _(
        "This is a note of another mission or institution. Your office keeps those of its own mission."
    )


class NumberIsDrawn(InvalidInput):
    """The register draws the numbers of what goes out (docs/decisions/0012)."""

    message = _("The register draws the number when the note is dispatched. Leave it empty.")


class NumberTaken(InvalidInput):
    """I25: unique per sender and year."""

    message = _("This sender has used this number in this year already.")


class TextMissing(InvalidInput):
    """Nothing is sent that says nothing."""

    message = _("Write the text before it is dispatched.")


class DayMissing(InvalidInput):
    """What came in carries a date and came on a day."""

    message = _("Enter this day.")


class DayNotYetCome(InvalidInput):
    """Papers are dated and recorded when they are there."""

    message = _("This day has not come yet.")


class StepBeforeLast(InvalidInput):
    """Steps follow each other in time (decisions.md 17)."""

    def __init__(self, last: dt.date) -> None:
        words = _("The step before this one is dated %(day)s.") % {"day": written_date(last)}
        super().__init__(fields={"on": [words]})


class ReasonMissing(InvalidInput):
    """Who closes without a reply says why."""

    def __init__(self) -> None:
        super().__init__(fields={"reason": [_("Say why.")]})


class NothingToDraft(DomainError):
    """No note of this purpose belongs to the record as it stands."""

    message = _("No note of this purpose can be drafted for this record now.")


def refuse(kind: type[InvalidInput], field: str) -> InvalidInput:
    """The refusal beside the field it concerns."""
    return kind(fields={field: [kind.message]})
