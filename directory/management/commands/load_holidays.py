"""Public holidays of further years from the maintained library; days entered by hand stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.services.calendar import load_years
from foundation.errors import DomainError
from foundation.refused_forms import refusal_words


class Command(BaseCommand):
    """manage.py load_holidays 2033 2040"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", type=int, help="first year")
        parser.add_argument("last", type=int, nargs="?", help="last year; the first one where it is left out")

    def handle(self, *args: Any, **options: Any) -> None:
        first = options["first"]
        try:
            count = load_years(range(first, (options["last"] or first) + 1))
        except DomainError as error:
            raise CommandError(refusal_words(error)) from error
        self.stdout.write(f"{count} days loaded.")
