"""What is refused when rules are tried and notices are put off."""

import datetime as dt

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.errors import DomainError, InvalidInput
from reminders.lifecycle import latest_snooze
from reminders.models import Reminder
from reminders.terms import BY_HAND


class OnlyShown(DomainError):
    """A rule was tried and not saved: how many reminders it would send today, of those the asker may read."""

    def __init__(self, count: int) -> None:
        words = ngettext(
            "Not saved. As typed, this rule sends %(count)d reminder today that you may read.",
            "Not saved. As typed, this rule sends %(count)d reminders today that you may read.",
            count,
        )
        super().__init__(words % {"count": count})


class AlreadySnoozed(DomainError):
    """One at a time."""

    message = _("This is put off already.")


def check_snooze(reminder: Reminder, *, until: dt.date, reason: str, on: dt.date) -> None:
    """A day ahead, a reason, and no later than the deadline; for a month what is missed or was set by hand."""
    wrong: dict[str, object] = {}
    if not reason.strip():
        wrong["reason"] = _("Say why it is put off.")
    if until <= on:
        wrong["until"] = _("Choose a day that is still ahead.")
    else:
        by_hand = reminder.rule.code in BY_HAND
        latest = latest_snooze(
            reminder.due_on, on=on, is_legal=reminder.rule.is_legal, has_hour=reminder.due_at is not None,
            by_hand=by_hand,
        )  # fmt: skip
        if latest is None or (until > latest and latest == reminder.due_on):
            wrong["until"] = _("It cannot be put off beyond its deadline.")
        elif until > latest and by_hand:
            wrong["until"] = _("A reminder set by hand can be put off for thirty days at most.")
        elif until > latest:
            wrong["until"] = _("A missed deadline can be put off for thirty days at most.")
    if wrong:
        raise InvalidInput(fields=wrong)
