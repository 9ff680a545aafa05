"""How long a reply has been waited for, in words."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from correspondence.models import Correspondence
from correspondence.selectors.correspondence import days_outstanding


def waiting_words(note: Correspondence, days: int) -> str:
    """ "their reply awaited for 40 days", "our reply owed for 3 days"."""
    if days <= 0:
        return _("their reply awaited since today") if note.is_outgoing else _("our reply owed since today")
    if note.is_outgoing:
        words = ngettext(
            "their reply awaited for %(count)d day", "their reply awaited for %(count)d days", days
        )
    else:
        words = ngettext("our reply owed for %(count)d day", "our reply owed for %(count)d days", days)
    return words % {"count": days}


def late_words(note: Correspondence, *, on: dt.date) -> str:
    """By how many days it is overdue; empty where it is not."""
    if not note.is_outstanding or note.reply_due_on is None or note.reply_due_on >= on:
        return ""
    late = (on - note.reply_due_on).days
    return ngettext("%(count)d day late", "%(count)d days late", late) % {"count": late}


def standing_words(note: Correspondence, *, on: dt.date) -> str:
    """Where it stands: its state, and while a reply is waited for how long."""
    days = days_outstanding(note, on=on)
    if days is None:
        return str(note.get_state_display())
    waited = waiting_words(note, days)
    late = late_words(note, on=on)
    return _("%(waited)s, %(late)s") % {"waited": waited, "late": late} if late else waited
