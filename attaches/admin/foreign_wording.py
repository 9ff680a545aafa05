"""Sentences about where a foreign attaché stands."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attaches.lifecycle import ForeignAttacheState
from attaches.models import ForeignAttache
from foundation.wording import NOTHING, written_date

_S = ForeignAttacheState

NEXT: dict[str, Any] = {
    _S.CONSENT_GRANTED: gettext_lazy("The sending State asks for accreditation in a second note."),
    _S.ACCREDITATION_REQUESTED: gettext_lazy("Accredit him."),
    _S.ACCREDITED: gettext_lazy("His arrival is notified; record the first calls."),
    _S.IN_FUNCTION: gettext_lazy("Record calls, and the end of his functions when it is notified."),
}


def consent_time(row: ForeignAttache, today: dt.date) -> str:
    """ "waiting for our reply for 25 days", "answered after 18 days"."""
    if row.replied_on is not None:
        days = (row.replied_on - row.requested_on).days
        words = ngettext("answered after %(count)d day", "answered after %(count)d days", days)
    elif row.state == _S.CONSENT_REQUESTED:
        days = (today - row.requested_on).days
        words = ngettext(
            "waiting for our reply for %(count)d day", "waiting for our reply for %(count)d days", days
        )
    else:
        return NOTHING
    return words % {"count": days}


def next_words(row: ForeignAttache) -> str:
    """What is to be done now."""
    if row.state == _S.CONSENT_REQUESTED:
        if row.concurred_on is None:
            return _("The Center gives its opinion.")
        return _("The Ministry of Foreign Affairs consents or refuses.")
    if row.state == _S.DECLARED_PNG and row.arrived_on is not None and row.departed_on is None:
        return _("Record his departure.")
    return str(NEXT.get(row.state, NOTHING))


def residence_words(row: ForeignAttache) -> str:
    """Resident with us, or accredited from another State."""
    return _("accredited from %(country)s") % {"country": row.seat} if row.seat else _("resident")


def presence_words(row: ForeignAttache) -> str:
    """Arrival and departure."""
    if row.arrived_on is None:
        return NOTHING
    if row.departed_on is None:
        return _("since %(day)s") % {"day": written_date(row.arrived_on)}
    return f"{written_date(row.arrived_on)} – {written_date(row.departed_on)}"
