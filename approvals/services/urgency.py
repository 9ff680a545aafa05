"""The urgent path: act first, ratify within one working day, always reported (domain.md C6, C9).

What may be done first its domain declares (`Approvable.urgent_route`); it opens the case in the transaction that does
it.
"""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from approvals.registry import urgent_route
from foundation.errors import DomainError, InvalidInput

RATIFIED_WITHIN = 1  # working days, whatever the route or the joint agreement gives for other matters


class NotDoneFirst(DomainError):
    """Only what cannot wait by its nature may be done before it is agreed to."""

    message = _("This kind of matter is agreed to before it is done.")


class HasteUnexplained(InvalidInput):
    """Whoever acts before anybody agreed says why that could not wait."""

    message = _("Say why it could not wait.")


class NotDoneYet(InvalidInput):
    """What lies ahead can be agreed to before."""

    message = _("What has not been done yet is not ratified: put it up for approval.")


def check_acted_first(kind: str, acted_on: dt.date | None, because: str, *, on: dt.date) -> None:
    """Raise NotDoneFirst, HasteUnexplained or NotDoneYet; nothing for what goes the ordinary way."""
    if acted_on is None:
        return
    if not urgent_route(kind):
        raise NotDoneFirst
    if not because.strip():
        raise HasteUnexplained(fields={"reason": [HasteUnexplained.message]})
    if acted_on > on:
        raise NotDoneYet(fields={"on": [NotDoneYet.message]})
