"""Print who may sign in to the demo, and as what."""

from typing import Any

from django.core.management.base import BaseCommand

from workspace.management.demo.offices import SEATS
from workspace.management.demo.people import password


class Command(BaseCommand):
    """manage.py demo_sign_ins"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [(username, seat.name_en) for seat in SEATS for username, *_rest in seat.holders]
        width = max(len(username) for username, _office in rows)
        self.stdout.write(f"Password of every demo account: {password()}")
        for username, office in rows:
            self.stdout.write(f"  {username:<{width}}  {office}")
