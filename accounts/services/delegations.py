"""Delegations of an office: made by its holder or the superior, confirmed by a security officer (decisions.md 9)."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from accounts.models import Appointment, AppointmentKind, Office, User
from accounts.roles import SECURITY_OFFICERS
from accounts.selectors.offices import appointments_on
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotPermitted
from foundation.grantings import OwnGrant, decline_grant, end_grant
from foundation.writes import insert

LONGEST_DAYS = 366


class NotYoursToDelegate(NotPermitted):
    """Only whoever holds an office, or the office above it, hands it on; a delegate hands nothing on."""

    message = _("Only the holder of the office or of its superior office delegates it; a stand-in does not.")


class NobodyToStandInFor(DomainError):
    """A delegation is on somebody's behalf; a vacant office gets an acting holder."""

    message = _(
        "Nobody holds this office then, so there is nobody to stand in for. Have an acting holder appointed."
    )


class HoldsItAlready(DomainError):
    """One appointment of a person to an office at a time."""

    message = _("This person holds the office already in that period.")


class OtherInstitutionsPeople(DomainError):
    """A ministry's word is given by its own people (I22)."""

    message = _("An office is delegated to people of its own institution.")


@verb("appointments.delegate")
def delegate(
    office: Office, *, by: Any, to_user: User, starts_on: dt.date, ends_on: dt.date, on: dt.date,
    holder: User | None = None, is_demo: bool = False,
) -> Appointment:  # fmt: skip
    """Propose that `to_user` stands in for the holder in [starts_on, ends_on); it counts once confirmed.

    `holder`: on whose behalf, where the superior delegates and the office has several holders.
    """
    behalf = _on_behalf_of(office, by, starts_on, on, holder)
    _check_period(starts_on, ends_on, on)
    if to_user.pk in (by.user_id, behalf.pk):
        raise OwnGrant
    if to_user.institution_id != office.institution_id:
        raise OtherInstitutionsPeople
    period = DateRange(starts_on, ends_on)
    if Appointment.objects.filter(user=to_user, office=office, valid__overlap=period).exists():
        raise HoldsItAlready
    return insert(
        Appointment(
            user=to_user, office=office, kind=AppointmentKind.DELEGATE, valid=period, on_behalf_of=behalf,
            proposed_by_id=by.user_id, is_demo=is_demo,
        )
    )  # fmt: skip


def _on_behalf_of(office: Office, by: Any, starts_on: dt.date, on: dt.date, holder: User | None) -> User:
    own = appointments_on(on).filter(user_id=by.user_id, office_id=by.office_id, kind=AppointmentKind.HOLDER)
    if by.scope != "write" or by.office_id not in (office.pk, office.superior_id) or not own.exists():
        raise NotYoursToDelegate
    rows = appointments_on(max(starts_on, on)).filter(office=office, kind=AppointmentKind.HOLDER)
    wanted = by.user_id if by.office_id == office.pk else getattr(holder, "pk", None)
    found = list(rows.filter(user_id=wanted) if wanted else rows)
    if not found:
        raise NobodyToStandInFor
    if len(found) > 1:
        raise InvalidInput(fields={"holder": [_("The office has several holders: say for whom.")]})
    return found[0].user


def _check_period(starts_on: dt.date, ends_on: dt.date, on: dt.date) -> None:
    if ends_on <= max(starts_on, on):
        raise InvalidInput(fields={"last_on": [_("The last day is over, or before the first.")]})
    if (ends_on - starts_on).days > LONGEST_DAYS:
        raise InvalidInput(fields={"last_on": [_("A delegation lasts no longer than a year.")]})


@verb("appointments.end_delegation")
def end_delegation(appointment: Appointment, *, by: Any, on: dt.date, reason: str) -> Appointment:
    """End it early, or take it back before it is confirmed: by the holder, the superior or a security officer."""
    held = Appointment.objects.select_for_update().select_related("office").get(pk=appointment.pk)
    own = held.office_id == by.office_id and by.user_id in (held.on_behalf_of_id, held.proposed_by_id)
    above = held.office.superior_id == by.office_id and not by.acting
    if by.scope != "write" or not (own or above or by.role in SECURITY_OFFICERS):
        raise NotYoursToDelegate
    if held.confirmed_at is None:
        decline_grant(held)
    else:
        end_grant(held, on)
    return held
