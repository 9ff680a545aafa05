"""The bell: rung by beat or by hand, may ring twice or never; what is due is found out anew each time."""

from celery import shared_task
from django.core.management import call_command

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import today
from missions.services import advice_months, post_reports


@shared_task
def bring_papers_up_to_date() -> None:
    """Papers whose first day has come take effect; those whose last day is over expire."""
    call_command("bring_papers_up_to_date", verbosity=0)


@shared_task
def open_post_reports() -> int:
    """Reports and months of the advice log that have begun stand before anybody has to be reminded of them."""
    with enter_subject(service_subject("scheduler"), "post_reports.open_ahead") as scheduler:
        reports = post_reports.open_ahead(by=scheduler, on=today())
        return reports + advice_months.open_ahead(by=scheduler, on=today())
