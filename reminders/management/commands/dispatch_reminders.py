"""The delivery loop; --once drains what is due and exits."""

import logging
import math
import signal
import time
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
            try:
                if time.monotonic() >= plans_at:
                    plan_by_the_clock()
                    plan_where_nobody_does()
                    plans_at = time.monotonic() + PLANS_EVERY
                drain(patience=PATIENCE_SECONDS)
                beat(DISPATCHER, at=now())
                (settings.PARLEY_HOME / "dispatcher-alive").touch()  # what its health check looks at
            except (Error, DomainError):  # gone, or two at the same rows: the next round asks again
                logger.exception("a round of deliveries broke off; trying again")
                connection.close()
            stop.wait(settings.REMINDER_PAUSE_SECONDS)
