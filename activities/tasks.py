"""The bell of activities: clearances keep their days, and returns of the coming year open."""

from celery import shared_task

from access.context import enter_subject
from access.service_subjects import service_subject
from activities.services.clearance_days import keep_days
from activities.services.obligations import open_ahead
from foundation.clock import now, today


@shared_task
def keep_clearance_days() -> int:
    """Bring the days of clearances up to date."""
    with enter_subject(service_subject("scheduler"), "diplomatic_clearances.keep_days") as scheduler:
        return keep_days(by=scheduler, at=now())


@shared_task
def open_returns() -> int:
    """Returns that fall due in the coming year stand before anybody has to be reminded of them."""
    with enter_subject(service_subject("scheduler"), "returns.open_ahead") as scheduler:
        return open_ahead(by=scheduler, on=today())
