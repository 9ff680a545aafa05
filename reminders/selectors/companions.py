"""Reminders of a record rise with its label, and with them what people were told (access.registry)."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from reminders.models import CustomReminder, Reminder


class Reminders:
    """Notices and lines of messages point to their reminder and rise behind it."""

    def telling_of(self, references: Collection[str]) -> Iterable[QuerySet[Any]]:
        """Those set by hand on these records too, and what was told of those."""
        by_hand = CustomReminder.in_context.filter(record__in=references)
        of_these = Q(record__in=references) | Q(record__in=by_hand.values("reference"))
        return [by_hand, Reminder.in_context.filter(of_these)]

    def before_lowering(self, reference: str) -> None:
        """Nothing against it: what was told at the higher label stays there."""
