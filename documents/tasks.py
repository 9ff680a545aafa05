"""The bell for imports: rung when one was asked for and every minute, may ring twice or never; see services.runs."""

from celery import shared_task
from django.db import transaction

from access.context import enter_subject
from access.service_subjects import service_subject
from documents.selectors.imports import waiting
from documents.services.runs import carry_on
from foundation.clock import now, today


@shared_task
def run_imports(reference: str = "") -> int:
    """Carry on with one import, else with every one that waits; gives how many waited."""
    scheduler = service_subject("scheduler")
    with enter_subject(scheduler, "imports.look"):
        jobs = waiting(to=scheduler, reference=reference)
    for job in jobs:
        carry_on(job, scheduler=scheduler, on=today(), at=now())
    return len(jobs)


def ring(reference: str) -> None:
    """Once the request is written down; when nobody hears it, the timetable rings within a minute."""
    transaction.on_commit(lambda: run_imports.delay(reference), robust=True)
