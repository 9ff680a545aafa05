"""The bell: rung by beat or by hand, may ring twice or never; planning and delivery find out themselves what is due."""

from celery import shared_task
from django.core.management import call_command

PATIENCE_SECONDS = 30


@shared_task
def plan_reminders() -> None:
    """Plan what is due today."""
    call_command("plan_reminders", verbosity=0)


@shared_task
def dispatch_reminders() -> None:
    """Deliver what is due now, beside the dispatcher process; a slow mail server does not keep the worker for long."""
    call_command("dispatch_reminders", once=True, patience=PATIENCE_SECONDS, verbosity=0)
