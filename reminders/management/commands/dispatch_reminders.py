"""The delivery loop; --once drains what is due and exits."""

import logging
import math
import signal
import time
from collections.abc import Callable
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, connection

from access.checks import refuse_to_serve_as_owner
from foundation.clock import now
from foundation.errors import DomainError
from reminders.dispatcher import drain, plan_by_the_clock, plan_where_nobody_does
from reminders.services.alive import DISPATCHER, beat

PATIENCE_SECONDS = 30
PLANS_EVERY = 60  # seconds
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """manage.py dispatch_reminders [--once]"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true")
        parser.add_argument("--patience", type=float, default=math.inf, help="seconds, with --once")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_to_serve_as_owner()
        if options["once"]:
            plan_by_the_clock()
            handled, sent = drain(patience=options["patience"])
            beat(DISPATCHER, at=now())
            self.stdout.write(f"{handled} reminders handled, {sent} messages sent.")
            return
        stop, plans_at = Event(), 0.0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            if time.monotonic() >= plans_at:
                plans_at = time.monotonic() + PLANS_EVERY
                attempt(_plan, "planning broke off; what is planned is delivered all the same")
            attempt(_deliver, "a round of deliveries broke off; trying again")
            stop.wait(settings.REMINDER_PAUSE_SECONDS)


def _plan() -> None:
    plan_by_the_clock()
    plan_where_nobody_does()


def _deliver() -> None:
    drain(patience=PATIENCE_SECONDS)
    beat(DISPATCHER, at=now())
    (settings.PARLEY_HOME / "dispatcher-alive").touch()  # what its health check looks at


def attempt(step: Callable[[], None], said: str) -> None:
    """The database is gone, or two are at the same rows: it is said, and the next round asks again."""
    try:
        step()
    except (Error, DomainError):
        logger.exception(said)
        connection.close()
