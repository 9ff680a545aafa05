"""The delivery loop; --once drains what is due and exits."""

import logging
import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from access.checks import refuse_to_serve_as_owner
from foundation.clock import now
from foundation.errors import DomainError
from reminders.dispatcher import drain, plan_by_the_clock
from reminders.services.alive import DISPATCHER, beat

PAUSE_SECONDS = 5
PATIENCE_SECONDS = 30
ROUNDS_A_MINUTE = 60 // PAUSE_SECONDS
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """manage.py dispatch_reminders [--once]"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_to_serve_as_owner()
        if options["once"]:
            plan_by_the_clock()
            handled, sent = drain()
            beat(DISPATCHER, at=now())
            self.stdout.write(f"{handled} reminders handled, {sent} messages sent.")
            return
        stop, rounds = Event(), 0
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try:
                if rounds % ROUNDS_A_MINUTE == 0:
                    plan_by_the_clock()
                rounds += 1
                drain(patience=PATIENCE_SECONDS)
                beat(DISPATCHER, at=now())
                (settings.PARLEY_HOME / "dispatcher-alive").touch()  # what its health check looks at
            except (DatabaseError, DomainError):  # gone, or two at the same rows: the next round asks again
                logger.exception("a round of deliveries broke off; trying again")
                connection.close()
            stop.wait(PAUSE_SECONDS)
