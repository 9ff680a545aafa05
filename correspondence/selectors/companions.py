"""Notes about a record rise with its label (access.registry)."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from correspondence.models import Correspondence


class Notes:
    """A note says softly which record it is about."""

    def telling_of(self, references: Collection[str]) -> Iterable[QuerySet[Correspondence]]:
        return [Correspondence.in_context.filter(about_reference__in=references)]

    def before_lowering(self, reference: str) -> None:
        """Nothing against it: a note keeps its own label."""
