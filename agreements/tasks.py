"""The bell for days that roll over: rung daily before reminders are planned, may ring twice or never."""

from celery import shared_task

from access.context import enter_subject
from access.service_subjects import service_subject
from agreements.services.computed import roll_deadlines
from foundation.clock import today


@shared_task
def roll_agreement_deadlines() -> int:
    """Rewrite the computed days of agreements whose term has passed into the next."""
    with enter_subject(service_subject("scheduler"), "agreements.roll_deadlines") as scheduler:
        return roll_deadlines(by=scheduler, on=today())
