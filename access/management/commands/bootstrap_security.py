"""Make the administrator and the first security officer of each ministry, and print their one-time sign-ins."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from access.services.bootstrap import seat_first
from accounts.models import Office, User
from accounts.roles import Role
from foundation.clock import now, today

FIRST = (
    ("sysadmin", Role.SYSADMIN, "mod"),
    ("mod_security", Role.MOD_SECURITY, "mod"),
    ("mfa_security", Role.MFA_SECURITY, "mfa"),
)


class Command(BaseCommand):
    """manage.py bootstrap_security"""

    help = __doc__

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(is_service=False).exists():
            raise CommandError("There are people already; security officers grant everything from here on.")
        if not Office.objects.exists():
            raise CommandError("Run manage.py load_reference first.")
        for username, role, institution in FIRST:
            password = secrets.token_urlsafe(15)
            seat_first(username, role, institution, password=password, on=today(), at=now())
            self.stdout.write(f"{username}\t{password}")
        self.stdout.write("Sign in, change the password and set up the second step; this is printed once.")
