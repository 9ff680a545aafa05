"""Who holds which office: proposed by one security officer, confirmed by a second (decisions.md 9)."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import Appointment, AppointmentKind, Office, User
from accounts.roles import Role
from directory.models import Institution
from foundation.acts import verb
from foundation.grantings import OwnGrant, check_confirmer, decline_grant, end_grant, mark_confirmed
from foundation.permissions import require
from foundation.writes import insert, validate


@verb("offices.establish")
def establish_office(
    *, by: Any, code: str, role: Role | str, institution: Institution, **details: Any
) -> Office:
    """A new seat. It is vacant until somebody is appointed."""
    require(by, "offices.establish")
    office = Office(code=code, role=role, institution=institution, **details)
    validate(office)
    office.save(force_insert=True)
    return office


@verb("appointments.propose")
def propose(
    *, by: Any, user: User, office: Office, starts_on: dt.date, ends_on: dt.date | None = None,
    kind: str = AppointmentKind.HOLDER, on_behalf_of: User | None = None, is_demo: bool = False,
) -> Appointment:  # fmt: skip
    """Propose that `user` holds `office` in the period [starts_on, ends_on)."""
    require(by, "appointments.propose")
    if user.pk == by.user_id:
        raise OwnGrant
    appointment = Appointment(
        user=user, office=office, kind=kind, valid=DateRange(starts_on, ends_on), on_behalf_of=on_behalf_of,
        proposed_by_id=by.user_id, is_demo=is_demo,
    )  # fmt: skip
    return insert(appointment)


@verb("appointments.confirm")
def confirm(appointment: Appointment, *, by: Any, at: dt.datetime) -> Appointment:
    """Confirm a proposal of another officer; from then on the person may act in the office."""
    require(by, "appointments.confirm")
    held = Appointment.objects.select_for_update().get(pk=appointment.pk)
    check_confirmer(held, by.user_id, held.user_id)
    mark_confirmed(held, by.user_id, at)
    return held


@verb("appointments.end")
def end(appointment: Appointment, *, by: Any, on: dt.date, reason: str) -> Appointment:
    """The appointment ends on a day (first day no longer held); takes effect at once everywhere."""
    require(by, "appointments.end")
    held = Appointment.objects.select_for_update().get(pk=appointment.pk)
    end_grant(held, on)
    return held


@verb("appointments.decline")
def decline(appointment: Appointment, *, by: Any, reason: str) -> Appointment:
    """What was proposed never begins: declined by another officer, or taken back by the one who proposed it."""
    require(by, "appointments.decline")
    held = Appointment.objects.select_for_update().get(pk=appointment.pk)
    decline_grant(held)
    return held
