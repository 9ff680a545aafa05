"""Refused: nobody is superuser in Parley (decisions.md 9)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """manage.py createsuperuser"""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("anything", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("Nobody is superuser in Parley. Use manage.py bootstrap_security.")
