"""Who may read what: asked for holders of offices, reminders and approval steps."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from access.context import Subject
from access.models import Clearance, CompartmentGrant
from accounts.models import Appointment
from accounts.selectors.offices import appointments_on


def cleared_holders(office_id: int, label_id: int, *, on: dt.date) -> list[Appointment]:
    """Appointments to an office whose people may read the label today; none means vacant (decisions.md 23)."""
    held = list(
        appointments_on(on)
        .filter(office_id=office_id)
        .select_related("user__institution", "office__institution", "office__mission")
    )
    return [a for a in held if may_read(a.user_id, a.office_id, label_id)]


def may_read(user_id: int, office_id: int, label_id: int) -> bool:
    """True when the person in that office dominates the label today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s = ANY (subject_labels(%s, %s))", [label_id, user_id, office_id])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class Holding:
    """What somebody may read, and so may mark: levels up to a rank, caveats, need-to-know lists."""

    level: int
    caveats: frozenset[str]
    lists: frozenset[str]


def holding_of(by: Subject, *, on: dt.date) -> Holding:
    """The person's clearance with the lists of the office acted in; nothing for who is not cleared."""
    cleared = Clearance.objects.filter(
        user_id=by.user_id, confirmed_at__isnull=False, valid__contains=on
    ).first()
    granted = CompartmentGrant.objects.filter(
        office_id=by.office_id or 0, confirmed_at__isnull=False, valid__contains=on
    )
    if cleared is None:
        return Holding(-1, frozenset(), frozenset())
    lists = granted.values_list("compartment", flat=True)
    return Holding(cleared.level, frozenset(cleared.caveats), frozenset(lists))
