"""Files that belong to a record rise with its label (access.registry)."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from documents.models import StoredFile


class Files:
    """A file says softly which record it belongs to."""

    def telling_of(self, references: Collection[str]) -> Iterable[QuerySet[StoredFile]]:
        return [StoredFile.in_context.filter(about_reference__in=references)]

    def before_lowering(self, reference: str) -> None:
        """Nothing against it: a file keeps its own label."""
