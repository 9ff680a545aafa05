"""The bell for clearances: holidays declared late move the day to ask, hours that are over let them lapse."""

from celery import shared_task

from access.context import enter_subject
from access.service_subjects import service_subject
from activities.services.clearance_days import keep_days
from foundation.clock import now


@shared_task
def keep_clearance_days() -> int:
    """Bring the days of clearances up to date."""
    with enter_subject(service_subject("scheduler"), "diplomatic_clearances.keep_days") as scheduler:
        return keep_days(by=scheduler, at=now())
