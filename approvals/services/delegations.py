"""Handing an office on for a time, for all matters or some kinds; the office passes on, an exemption never (I22)."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from accounts.models import Office, User
from accounts.services import delegations as accounts
from approvals.models import Delegation
from approvals.registry import kinds as known_kinds
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.writes import insert


@verb("delegations.make")
def make(
    *, by: Subject, office: Office, delegate: User, starts_on: dt.date, ends_on: dt.date, reason: str, on: dt.date,
    kinds: Iterable[str] = (), holder: User | None = None, is_demo: bool = False,
) -> Delegation:  # fmt: skip
    """The holder, or the superior for the holder, lets `delegate` answer in [starts_on, ends_on).

    `kinds`: only these kinds of matter; none: every kind. It counts once a security officer confirmed it. Who stands in
    for whom everybody may know, so it is unclassified.
    """
    scope = sorted(set(kinds))
    if unknown := [kind for kind in scope if kind not in known_kinds()]:
        raise InvalidInput(fields={"kinds": [_("Not a kind of matter: %s.") % ", ".join(unknown)]})
    if not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say what it is for.")]})
    appointment = accounts.delegate(
        office,
        by=by,
        to_user=delegate,
        starts_on=starts_on,
        ends_on=ends_on,
        on=on,
        holder=holder,
        is_demo=is_demo,
    )
    return insert(
        Delegation(
            appointment=appointment,
            kinds=scope,
            reason=reason.strip(),
            label=intern("unclassified"),
            is_demo=is_demo,
        )
    )


@verb("delegations.end")
def end(delegation: Delegation, *, by: Subject, reason: str, on: dt.date) -> Delegation:
    """`on` is the first day it no longer counts; a step waiting for the delegate waits for the office."""
    accounts.end_delegation(delegation.appointment, by=by, on=on, reason=reason)
    delegation.appointment.refresh_from_db()
    return delegation
