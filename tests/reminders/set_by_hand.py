"""Reminders the cast sets by hand on an agreement, and the days on which they come."""

import datetime as dt
from typing import Any

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Appointment, Office
from accounts.services import appointments
from agreements.models import Agreement
from foundation.clock import now, today
from reminders import dispatcher
from reminders.models import CustomReminder
from reminders.selectors.inbox import inbox
from reminders.selectors.standing import Wanted, standing
from reminders.services import custom_reminders
from reminders.services.outbox import acknowledge_matter
from reminders.services.planning import plan
from tests.cast import acting, subject_of

WORDS = "Ask the embassy for the second copy"


def day(count: int) -> dt.date:
    return today() + dt.timedelta(days=count)


def office_of(name: str) -> Office:
    return Office.objects.get(pk=subject_of(name).office_id)


def set_by(name: str, record: Agreement, *, after: int = 10, **facts: Any) -> CustomReminder:
    facts = {"sentence": WORDS, "day": day(after), **facts}
    with acting(name) as by:
        return custom_reminders.set_by_hand(record.reference, by=by, on=today(), **facts)


def comes(after: int) -> None:
    """The day comes: planned and delivered."""
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=day(after))
    dispatcher.drain(day=lambda: day(after))


def told(name: str, reminder: CustomReminder) -> int:
    """How often it stands in somebody's inbox."""
    with acting(name) as reader:
        return [item.record for item in inbox(to=reader)].count(reminder.reference)


def standing_days(name: str, reminder: CustomReminder) -> list[dt.date]:
    """The days somebody finds in the calendar."""
    with acting(name) as reader:
        rows = standing(Wanted(day(-400), day(4000), record=reminder.reference), to=reader).rows
    return [row.due_on for row in rows]


def acknowledged(name: str) -> None:
    """Somebody takes note of everything in the inbox."""
    with acting(name) as reader:
        for item in inbox(to=reader):
            acknowledge_matter(item.notice_id, by=reader, at=now())


def leaves(name: str) -> None:
    """Somebody holds no office any more."""
    for held in Appointment.objects.filter(user__username=name, valid__contains=today()):
        with acting("mod_security") as officer:
            appointments.end(held, by=officer, on=today(), reason="Another duty")
