"""Notes and letters as reminders set by hand name them: correspondence and reminders do not know each other."""

from collections.abc import Collection

from access.context import Subject
from correspondence.models import Correspondence
from reminders.registry import Titled


def note_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Number and subject of those of these notes that the reader may see."""
    rows = Correspondence.objects.visible_to(to).filter(reference__in=references)
    return {row.reference: Titled(str(row), row.label_id) for row in rows}
