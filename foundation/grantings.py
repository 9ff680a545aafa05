"""Four eyes on what one person gives another: proposed by one, confirmed by a second, nobody for himself."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError


class OwnGrant(DomainError):
    """Nobody proposes or confirms for himself (decisions.md 9)."""

    status = 403
    message = _("Nobody proposes or confirms anything for himself.")


class SecondPersonNeeded(DomainError):
    """The one who proposed may not confirm (decisions.md 9)."""

    status = 403
    message = _("A second security officer has to confirm this.")


class AlreadyConfirmed(DomainError):
    """A grant is confirmed once."""

    message = _("This is confirmed already.")


def check_confirmer(grant: Any, confirmer_id: int, beneficiary_id: int | None) -> None:
    """Raise the broken rule unless `confirmer_id` may confirm `grant`."""
    if grant.confirmed_at is not None:
        raise AlreadyConfirmed
    if grant.proposed_by_id == confirmer_id:
        raise SecondPersonNeeded
    if beneficiary_id == confirmer_id:
        raise OwnGrant


def mark_confirmed(grant: Any, confirmer_id: int, at: dt.datetime) -> None:
    """Write who confirmed and when."""
    grant.confirmed_by_id, grant.confirmed_at = confirmer_id, at
    grant.version += 1
    grant.save(update_fields=["confirmed_by", "confirmed_at", "version"])
