"""The bell: rung by beat or by hand, may ring twice or never; what is due is found out anew each time."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def bring_papers_up_to_date() -> None:
    """Papers whose first day has come take effect; those whose last day is over expire."""
    call_command("bring_papers_up_to_date", verbosity=0)
