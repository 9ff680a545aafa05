"""Plan what is due; prints counts; running it again plans nothing new."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import now, today
from reminders.services.alive import PLANNER, beat
from reminders.services.planning import plan


class Command(BaseCommand):
    """manage.py plan_reminders [--on YYYY-MM-DD]"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=dt.date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        planner = service_subject("planner")
        with enter_subject(planner, "plan reminders"):
            results = plan(by=planner, on=options["on"] or today())
        beat(PLANNER, at=now())
        failed = [result.code for result in results if result.failed]
        for result in (result for result in results if not result.failed):
            self.stdout.write(f"{result.code}: {result.planned} planned, {result.superseded} superseded")
        self.stdout.write(f"{sum(r.planned for r in results)} reminders planned.")
        if failed:
            raise CommandError(f"Rules that could not be asked: {', '.join(failed)}.")
