"""Clearances of people and need-to-know lists of offices: two officers, nobody for himself (decisions.md 9)."""

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import Subject
from access.ladder import rank
from access.models import Clearance, CompartmentGrant
from accounts.models import Appointment, Office, User
from foundation.acts import verb
from foundation.grantings import OwnGrant, check_confirmer, decline_grant, end_grant, mark_confirmed
from foundation.permissions import require
from foundation.writes import insert

G = TypeVar("G", Clearance, CompartmentGrant)


@verb("clearances.propose")
def propose_clearance(
    *, by: Subject, user: User, level: str, caveats: Iterable[str] = (), starts_on: dt.date,
    ends_on: dt.date | None = None, is_demo: bool = False,
) -> Clearance:  # fmt: skip
    """Propose what `user` may read in the period; counts once confirmed."""
    require(by, "clearances.propose")
    if user.pk == by.user_id:
        raise OwnGrant
    clearance = Clearance(
        user=user, level=rank(level), caveats=sorted(caveats), valid=DateRange(starts_on, ends_on),
        proposed_by_id=by.user_id, is_demo=is_demo,
    )  # fmt: skip
    return insert(clearance)


@verb("compartments.propose")
def propose_compartment(
    *, by: Subject, office: Office, compartment: str, starts_on: dt.date, ends_on: dt.date | None = None,
    is_demo: bool = False,
) -> CompartmentGrant:  # fmt: skip
    """Propose that `office` is on a need-to-know list in the period."""
    require(by, "compartments.propose")
    if _holds(office.pk, by.user_id):
        raise OwnGrant
    grant = CompartmentGrant(
        office=office, compartment=compartment, valid=DateRange(starts_on, ends_on),
        proposed_by_id=by.user_id, is_demo=is_demo,
    )  # fmt: skip
    return insert(grant)


def _holds(office_id: int, user_id: int) -> bool:
    """An office one holds, has held or shall hold is oneself."""
    return Appointment.objects.filter(office_id=office_id, user_id=user_id).exists()


def _confirm(model: type[G], pk: int, by: Subject, at: dt.datetime) -> G:
    held = model.objects.select_for_update().get(pk=pk)
    check_confirmer(held, by.user_id, getattr(held, "user_id", None))
    mark_confirmed(held, by.user_id, at)
    return held


@verb("clearances.confirm")
def confirm_clearance(clearance: Clearance, *, by: Subject, at: dt.datetime) -> Clearance:
    """Confirm another officer's proposal; what the person may read changes at once."""
    require(by, "clearances.confirm")
    return _confirm(Clearance, clearance.pk, by, at)


@verb("compartments.confirm")
def confirm_compartment(grant: CompartmentGrant, *, by: Subject, at: dt.datetime) -> CompartmentGrant:
    """Confirm another officer's proposal; what the office may read changes at once."""
    require(by, "compartments.confirm")
    if _holds(grant.office_id, by.user_id):
        raise OwnGrant
    return _confirm(CompartmentGrant, grant.pk, by, at)


@verb("clearances.withdraw")
def withdraw_clearance(clearance: Clearance, *, by: Subject, on: dt.date, reason: str) -> Clearance:
    """The clearance ends on a day; one officer suffices, because withdrawing only narrows."""
    require(by, "clearances.withdraw")
    return _end(clearance, on)


@verb("compartments.withdraw")
def withdraw_compartment(
    grant: CompartmentGrant, *, by: Subject, on: dt.date, reason: str
) -> CompartmentGrant:
    """The office leaves the list on a day; one officer suffices."""
    require(by, "compartments.withdraw")
    return _end(grant, on)


@verb("clearances.decline")
def decline_clearance(clearance: Clearance, *, by: Subject, reason: str) -> Clearance:
    """What was proposed never begins: declined by another officer, or taken back by the one who proposed it."""
    require(by, "clearances.decline")
    return _decline(clearance)


@verb("compartments.decline")
def decline_compartment(grant: CompartmentGrant, *, by: Subject, reason: str) -> CompartmentGrant:
    """What was proposed never begins: declined by another officer, or taken back by the one who proposed it."""
    require(by, "compartments.decline")
    return _decline(grant)


def _decline(grant: G) -> G:
    held = type(grant).objects.select_for_update().get(pk=grant.pk)
    decline_grant(held)
    return held


def _end(grant: G, on: dt.date) -> G:
    held = type(grant).objects.select_for_update().get(pk=grant.pk)
    end_grant(held, on)
    return held
