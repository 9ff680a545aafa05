"""Four eyes on what one person gives another: proposed by one, confirmed by a second, nobody for himself."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
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


class NotConfirmed(DomainError):
    """What nobody confirmed is declined, not ended."""

    message = _("Nobody has confirmed this yet. Decline it instead.")


class AlreadyEnded(DomainError):
    """What ended does not end again."""

    message = _("This has ended already.")


class AlreadyDeclined(DomainError):
    """What was declined is proposed anew."""

    message = _("This proposal was declined or taken back.")


def check_confirmer(grant: Any, confirmer_id: int, beneficiary_id: int | None) -> None:
    """Raise the broken rule unless `confirmer_id` may confirm `grant`."""
    if grant.confirmed_at is not None:
        raise AlreadyConfirmed
    if grant.valid.isempty:
        raise AlreadyDeclined
    if grant.proposed_by_id == confirmer_id:
        raise SecondPersonNeeded
    if beneficiary_id == confirmer_id:
        raise OwnGrant


def is_over(grant: Any, on: dt.date) -> bool:
    """True when no day of it is left: it ended, was declined, or its period went by."""
    return bool(grant.valid.isempty or (grant.valid.upper is not None and grant.valid.upper <= on))


def end_grant(grant: Any, on: dt.date) -> None:
    """`on` is the first day it no longer counts. Raises NotConfirmed, AlreadyEnded."""
    if grant.confirmed_at is None:
        raise NotConfirmed
    if is_over(grant, on):
        raise AlreadyEnded
    _cut(grant, max(grant.valid.lower, on))


def decline_grant(grant: Any) -> None:
    """What was proposed never begins. Raises AlreadyConfirmed, AlreadyDeclined."""
    if grant.confirmed_at is not None:
        raise AlreadyConfirmed
    if grant.valid.isempty:
        raise AlreadyDeclined
    _cut(grant, grant.valid.lower)


def _cut(grant: Any, end: dt.date) -> None:
    grant.valid = DateRange(grant.valid.lower, end)
    grant.version += 1
    grant.save(update_fields=["valid", "version"])


def mark_confirmed(grant: Any, confirmer_id: int, at: dt.datetime) -> None:
    """Write who confirmed and when."""
    grant.confirmed_by_id, grant.confirmed_at = confirmer_id, at
    grant.version += 1
    grant.save(update_fields=["confirmed_by", "confirmed_at", "version"])
