"""Action items follow the label of the record they are about (access.registry)."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from missions.models import ActionItem


class ActionItems:
    """What the two leaderships were asked to settle."""

    def telling_of(self, references: Collection[str]) -> Iterable[QuerySet[ActionItem]]:
        """Items about these records."""
        return [ActionItem.in_context.filter(about_reference__in=references)]

    def before_lowering(self, reference: str) -> None:
        """An open item holds no lowering up."""
