"""Reminders of a record rise with its label, and with them what people were told (access.registry)."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from reminders.models import Reminder


class Reminders:
    """Notices and lines of messages point to their reminder and rise behind it."""

    def telling_of(self, references: Collection[str]) -> Iterable[QuerySet[Reminder]]:
        return [Reminder.in_context.filter(record__in=references)]

    def before_lowering(self, reference: str) -> None:
        """Nothing against it: what was told at the higher label stays there."""
