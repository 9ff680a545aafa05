"""The bell for imports: rung when one was asked for and every minute, may ring twice or never; see services.runs."""

import logging

from celery import shared_task
from django.db import connection, transaction

from access.context import enter_subject
from access.service_subjects import service_subject
from documents.selectors.imports import waiting
from documents.services.runs import carry_on
from foundation.clock import now, today

logger = logging.getLogger(__name__)


@shared_task
def run_imports(reference: str = "") -> int:
    """Carry on with one import, else with every one that waits; gives how many waited.

    What breaks off stops none of the others: it is logged, and the first is raised when all had their turn.
    """
    scheduler = service_subject("scheduler")
    with enter_subject(scheduler, "imports.look"):
        jobs = waiting(to=scheduler, reference=reference)
    failures: list[Exception] = []
    for job in jobs:
        try:
            carry_on(job, scheduler=scheduler, on=today(), at=now())
        except Exception as failure:
            logger.exception("Import %s broke off.", job.reference)
            failures.append(failure)
            connection.close_if_unusable_or_obsolete()  # the next one gets a session that works
    if failures:
        raise failures[0]
    return len(jobs)


def ring(reference: str) -> None:
    """Once the request is written down, and once only: when nobody hears it, the timetable rings within a minute.

    A broker that is there and silent is waited for five seconds, and not again and again for half a minute.
    """
    transaction.on_commit(lambda: run_imports.apply_async((reference,), retry=False), robust=True)
