"""States of the outbox (walls.md 4), and how long a matter may be put off."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReminderState(TextChoices):
    """Of one planned reminder."""

    PENDING = "pending", _("planned")
    SENT = "sent", _("delivered")
    SUPERSEDED = "superseded", _("no longer needed")
    VACANT = "vacant", _("nobody in the office may read it")
    RAISED = "raised", _("marked higher meanwhile, to be said anew")


# Not told to anybody yet.
WAITING = frozenset({ReminderState.PENDING, ReminderState.VACANT, ReminderState.RAISED})


class MailState(TextChoices):
    """Of one message."""

    PENDING = "pending", _("waiting")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not sent: nothing left to tell")
    DEAD = "dead", _("given up")


class Digest(TextChoices):
    """How messages reach a person."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("In a daily digest")
    WEEKLY = "weekly", _("In a weekly digest")


A_MONTH = dt.timedelta(days=30)


def latest_snooze(
    due_on: dt.date, *, on: dt.date, is_legal: bool, has_hour: bool = False, by_hand: bool = False
) -> dt.date | None:
    """The last day until which a deadline can be put off; None for never.

    For a month what somebody set by hand, whose day is nobody's limit, and a missed internal one.
    """
    if not is_legal and not has_hour and (by_hand or due_on < on):
        return on + A_MONTH
    return due_on if due_on > on else None
