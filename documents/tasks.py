"""The bell for imports: rung when one was asked for and every minute, may ring twice or never; see services.runs."""

import logging

from celery import current_app, shared_task
from django.db import connection, transaction

from access.context import enter_subject
from access.service_subjects import service_subject
from documents.selectors.imports import waiting
from documents.services.runs import carry_on
from foundation.clock import now, today

logger = logging.getLogger(__name__)
# Whoever brought a table waits while the bell rings: once, and so long for each word with the broker.
AT_ONCE = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2, "max_retries": 0}


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
    """Once the request is written down, and once only: when nobody hears it, the timetable rings within a minute."""
    transaction.on_commit(lambda: _sound(reference), robust=True)


def _sound(reference: str) -> None:
    """Over a line of its own, because the worker's may be silent for seconds while nothing is to be done."""
    with current_app.connection_for_write(transport_options=AT_ONCE) as line:
        run_imports.apply_async((reference,), connection=line, retry=False)
