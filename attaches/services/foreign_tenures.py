"""A foreign attaché with us: arrival, functions, end, departure and calls (VCDR arts 10, 39, 43)."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import FOREIGN_OVER, CorpsCallKind, ForeignAttacheState, PostTitle
from attaches.models import ForeignAttache, ForeignCall
from attaches.services.foreign_attaches import check_title, not_ahead
from attaches.services.foreign_notes import move, over
from attaches.services.steps import lock
from attaches.terms import LONGEST_OVERLAP_DAYS
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import insert, update

_S = ForeignAttacheState


class BothPresentTooLong(DomainError):
    """Predecessor and successor are here together for a handover, no longer (I1)."""

    message = _(
        "Two attachés of one title would be here together for more than 30 days. Has whoever left been recorded?"
    )


class NotAccreditedYet(DomainError):
    """Calls are paid after we have accredited (domain.md B2)."""

    message = _("Calls are paid once he is accredited, farewell calls once he is in function.")


def _check_overlap(attache: ForeignAttache, first: dt.date, last: dt.date | None, known_to: dt.date) -> None:
    if attache.title == PostTitle.ASSISTANT_ATTACHE:
        return
    rows = ForeignAttache.objects.unrestricted(reason="I1 holds whoever looks").exclude(pk=attache.pk)
    for other in rows.filter(country=attache.country_id, title=attache.title, arrived_on__isnull=False):
        begin = max(first, other.arrived_on)
        end = min(last or known_to, other.departed_on or known_to)
        if (end - begin).days > LONGEST_OVERLAP_DAYS:
            raise BothPresentTooLong


@verb("foreign_attaches.record_arrival")
def record_arrival(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, arrived_on: dt.date | None = None,
    version: int | None = None,
) -> ForeignAttache:  # fmt: skip
    """His arrival is notified and he is in function from a day on (art. 10); a non-resident need not arrive."""
    require(by, "foreign_attaches.record_arrival")
    held = lock(attache)
    if held.state != _S.ACCREDITED:
        raise TransitionRefused
    arrived = arrived_on or (on if held.is_resident else None)
    if arrived is not None:
        _check_arrival(held, arrived, on)
        _check_overlap(held, arrived, None, legal_day(at))
    function = DateRange(on, None)
    check_title(held, function)
    return move(held, _S.IN_FUNCTION, on=on, at=at, version=version, arrived_on=arrived, function=function)


def _check_arrival(held: ForeignAttache, arrived: dt.date, on: dt.date) -> None:
    if arrived > on:
        raise InvalidInput(fields={"arrived_on": [_("Functions are assumed after arrival.")]})
    if arrived < held.replied_on:
        raise InvalidInput(fields={"arrived_on": [_("Not before the day of our consent.")]})


@verb("foreign_attaches.end")
def end(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, departed_on: dt.date | None = None,
    reason: str = "", version: int | None = None,
) -> ForeignAttache:  # fmt: skip
    """The sending State notifies that his functions end on a day (art. 43), and perhaps that he has left."""
    require(by, "foreign_attaches.end")
    held = lock(attache)
    facts = {"departed_on": _departure(held, departed_on, at)} if departed_on else {}
    return over(held, _S.ENDED, on=on, at=at, version=version, **facts)


@verb("foreign_attaches.record_departure")
def record_departure(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> ForeignAttache:
    """The final departure (art. 10), also of whoever was declared persona non grata."""
    require(by, "foreign_attaches.record_departure")
    held = lock(attache)
    if held.state not in FOREIGN_OVER or held.arrived_on is None:
        raise TransitionRefused
    return update(held, version=version, departed_on=_departure(held, on, at))


def _departure(held: ForeignAttache, day: dt.date, at: dt.datetime) -> dt.date:
    not_ahead(day, at)
    if held.arrived_on is None or day < held.arrived_on:
        raise InvalidInput(fields={"departed_on": [_("Departure comes after arrival.")]})
    _check_overlap(held, held.arrived_on, day, day)
    return day


@verb("foreign_attaches.record_call")
def record_call(
    attache: ForeignAttache, *, by: Subject, at: dt.datetime, kind: str, called_on: str,
    planned_on: dt.date | None = None, held_on: dt.date | None = None, call: ForeignCall | None = None,
    is_demo: bool = False,
) -> ForeignCall:  # fmt: skip
    """A call planned or held; a second word about the same office and kind completes the first."""
    require(by, "foreign_attaches.record_call")
    held = lock(attache)
    office = " ".join(called_on.split())
    _check_call(held, kind, planned_on, held_on, at)
    calls = ForeignCall.objects.visible_to(by).filter(attache=held).select_for_update()
    same = calls.filter(kind=kind, called_on=office).first()
    if call is not None and same is not None and same.pk != call.pk:
        raise InvalidInput(fields={"called_on": [_("This call stands here already.")]})
    present = calls.filter(pk=call.pk).first() if call is not None else same
    if present is None:
        row = ForeignCall(attache=held, label=held.label, kind=kind, called_on=office, is_demo=is_demo)
        row.planned_on, row.held_on = planned_on, held_on
        return insert(row)
    days: dict[str, Any] = {
        "planned_on": planned_on or present.planned_on,
        "held_on": held_on or present.held_on,
    }
    return update(present, kind=kind, called_on=office, **days)


def _check_call(
    held: ForeignAttache, kind: str, planned_on: dt.date | None, held_on: dt.date | None, at: dt.datetime
) -> None:
    if planned_on is None and held_on is None:
        raise InvalidInput(fields={"planned_on": [_("Say when it is planned or when it was held.")]})
    if held.accredited_on is None or (kind == CorpsCallKind.FAREWELL and held.function is None):
        raise NotAccreditedYet
    for name, day in (("planned_on", planned_on), ("held_on", held_on)):
        if day is not None and day < held.accredited_on:
            raise InvalidInput(fields={name: [_("Not before the day he was accredited.")]})
    if held_on is not None and held_on > legal_day(at):
        raise InvalidInput(fields={"held_on": [_("This day has not come yet.")]})
