"""Reminders the cast sets by hand on an agreement, and the days on which they come."""

import datetime as dt
from typing import Any

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Office
from agreements.models import Agreement
from foundation.clock import today
from reminders import dispatcher
from reminders.models import CustomReminder
from reminders.selectors.inbox import inbox
from reminders.services import custom_reminders
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
