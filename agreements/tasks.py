"""The bell for days that roll over: rung daily before reminders are planned, may ring twice or never."""

from celery import shared_task

from access.context import enter_subject
from access.service_subjects import service_subject
from agreements.services.computed import roll_deadlines
from agreements.services.provisions import fall_due
from foundation.clock import today


@shared_task
def roll_agreement_deadlines() -> int:
    """Rewrite the computed days of agreements whose term has passed into the next; obligations fall due."""
    with enter_subject(service_subject("scheduler"), "agreements.roll_deadlines") as scheduler:
        rolled = roll_deadlines(by=scheduler, on=today())
    with enter_subject(service_subject("scheduler"), "provisions.fall_due") as scheduler:
        return rolled + fall_due(by=scheduler, on=today())
