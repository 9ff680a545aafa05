"""Reference data and service accounts that every installation starts with; repeats without harm."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from access.services.bootstrap import SERVICES, service_account
from directory.models import Institution
from directory.services import reference
from foundation.clock import now, today


class Command(BaseCommand):
    """manage.py load_reference"""

    help = __doc__

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        reference.load_reference(on=today())
        ministry = Institution.objects.get(code="mod")
        for username in SERVICES:
            service_account(username, ministry, now())
        for floor in settings.FLOORS:
            if (
                floor != "directory"
                and find_spec(floor)
                and find_spec(f"{floor}.services")
                and find_spec(f"{floor}.services.reference")
            ):
                import_module(f"{floor}.services.reference").load_reference(on=today())
        self.stdout.write("Reference data are in place.")
