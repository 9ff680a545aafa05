"""Papers take effect and expire by date; days missed are made up for, running again changes nothing."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import today
from missions.services import document_effects
from missions.services.effects import bring_up_to_date


class Command(BaseCommand):
    """manage.py bring_papers_up_to_date [--on YYYY-MM-DD]"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=dt.date.fromisoformat, default=None, help="the day to act for")

    def handle(self, *args: Any, **options: Any) -> None:
        with enter_subject(service_subject("scheduler"), "bring_papers_up_to_date") as scheduler:
            on = options["on"] or today()
            # Documents first: papers lean on them.
            runs = (
                document_effects.bring_up_to_date(by=scheduler, on=on),
                bring_up_to_date(by=scheduler, on=on),
            )
        took_effect, expired, refused = (
            sum(getattr(run, name) for run in runs) for name in ("took_effect", "expired", "refused")
        )
        self.stdout.write(f"took effect: {took_effect}, expired: {expired}, refused: {refused}")
