"""Who may read what: asked for holders of offices, reminders and approval steps."""

import datetime as dt

from django.db import connection

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
