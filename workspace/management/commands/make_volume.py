"""A synthetic volume set: N activities with matching postings, agreements, papers and reminders (decisions.md 30)."""

import os
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from foundation.clock import now, today
from workspace.management.demo.people import load_people
from workspace.management.volume.ground import Ground
from workspace.management.volume.labels import sixty

# Each part with the floor it needs; in the order in which they lean on each other.
PARTS = (
    ("agreements", "instruments"), ("attaches", "tenures"), ("missions", "papers"), ("activities", "doings"),
    ("reminders", "outbox"),
)  # fmt: skip


class Command(BaseCommand):
    """manage.py make_volume --activities N [--seed S]"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--activities", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, activities: int, seed: int, **options: Any) -> None:
        if not (settings.DEMO or os.environ.get("PARLEY_VOLUME") == "1"):
            raise CommandError("Synthetic rows go only where PARLEY_DEMO=1 or PARLEY_VOLUME=1 says so.")
        if "owner" not in settings.DATABASES:
            raise CommandError("The owner writes these rows: set DATABASE_OWNER_URL.")
        if activities < 1:
            raise CommandError("At least one activity.")
        call_command("load_reference", stdout=self.stdout)
        if User.objects.filter(is_service=False, is_demo=False).exists():
            raise CommandError("This database has people of its own; synthetic rows stay out of it.")
        load_people(on=today(), at=now())
        ground = Ground(activities=activities, seed=seed, say=self._say)
        if ground.rows("SELECT 1 FROM agreements_agreement WHERE reference LIKE 'AGR-2000-%%' LIMIT 1"):
            raise CommandError("There is a volume set in this database already.")
        labels = [label.pk for label in sixty()]
        for floor, part in PARTS:
            if apps.is_installed(floor):
                import_module(f"workspace.management.volume.{part}").fill(ground, labels, today())
        ground.run("VACUUM (ANALYZE)")  # as autovacuum would: index-only scans and searches count on it
        self._say("ready")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
