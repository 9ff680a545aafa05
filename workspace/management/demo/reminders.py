"""Plans what the demo's dates make due; the dispatcher delivers it as soon as it runs."""

import datetime as dt

from access.context import enter_subject
from access.service_subjects import service_subject
from reminders.services.planning import plan


def load(*, on: dt.date, at: dt.datetime) -> None:
    """One run of the planner."""
    planner = service_subject("planner")
    with enter_subject(planner, "demo"):
        plan(by=planner, on=on)
