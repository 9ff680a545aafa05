"""Files a viewer may see."""

from access.context import Subject
from access.managers import ClassifiedQuerySet
from documents.models import StoredFile
from foundation.errors import NotFound


def files(*, to: Subject) -> ClassifiedQuerySet:
    """Every file `to` may see."""
    return StoredFile.objects.visible_to(to)


def file(reference: str, *, to: Subject) -> StoredFile:
    """One file by its reference; hidden and absent are the same NotFound."""
    found = files(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def files_about(reference: str, *, to: Subject) -> ClassifiedQuerySet:
    """Files that belong to a record, newest first."""
    return files(to=to).filter(about_reference=reference).order_by("-id")
