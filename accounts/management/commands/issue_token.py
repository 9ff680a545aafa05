"""Print a fresh API token, once, on standard output alone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from accounts.models.token import TokenScope
from accounts.selectors.offices import appointments_of
from accounts.services import tokens
from foundation.clock import today
from foundation.errors import DomainError


class Command(BaseCommand):
    """manage.py issue_token USERNAME [--name N] [--days D] [--scope read|write]"""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="")
        parser.add_argument("--days", type=int, default=30)
        parser.add_argument("--scope", choices=TokenScope.values, default=TokenScope.READ)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"], is_active=True, is_service=False).first()
        if user is None:
            raise CommandError(f"There is no active account named {options['username']}.")
        appointment = appointments_of(user, on=today()).first()
        if appointment is None:
            raise CommandError(f"{options['username']} holds no office today.")
        try:
            key = tokens.issue(
                user,
                office=appointment.office,
                name=options["name"],
                days=options["days"],
                scope=options["scope"],
            )
        except DomainError as error:
            said: list[Any] = list(error.fields.values())
            raise CommandError("; ".join(str(word) for words in said for word in words)) from error
        self.stdout.write(key)
