"""The demo data of domain.md D, through the services, into an empty database meant for it (decisions.md 29)."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from foundation.clock import now, today
from workspace.management.demo.people import load_people

# In the order in which they lean on each other.
PARTS = (
    "directory",
    "attaches",
    "rotations",
    "foreign_attaches",
    "correspondence",
    "agreements",
    "conclusions",
    "obligations",
    "activities",
    "crossings",
    "operations",
    "returns",
    "plans",
    "guidance",
    "sight",
    "missions",
    "paper_parts",
    "post_reports",
    "advice",
    "coordination",
    "reminders",
)


class Command(BaseCommand):
    """manage.py load_demo"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data load only where PARLEY_DEMO=1 says so.")
        call_command("load_reference", stdout=self.stdout)
        people = User.objects.filter(is_service=False)
        if people.filter(is_demo=False).exists():
            raise CommandError("This database has people of its own; demo data stay out of it.")
        if people.exists():
            self.stdout.write("The demo data are there already.")
            return
        with transaction.atomic():  # all or nothing: half a demo could not be told from a whole one
            self.load()
        self.stdout.write("The demo data are in place.")

    def load(self) -> None:
        """People first, then every part that is built."""
        load_people(on=today(), at=now())
        for part in PARTS:
            if find_spec(f"workspace.management.demo.{part}"):
                self.stdout.write(f"Loading {part} ...")
                import_module(f"workspace.management.demo.{part}").load(on=today(), at=now())
