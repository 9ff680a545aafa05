"""Bringing files in, and handing them out with a trace."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from audit.services.events import record
from documents.engine import FileRefused, Known, inspect
from documents.models import StoredFile
from foundation.acts import verb
from foundation.errors import DomainError
from foundation.permissions import require
from foundation.writes import insert

File = tuple[str, bytes]  # name and content


class ContentMissing(DomainError):
    """The register knows the file, the store does not have it as it came in."""

    status = 410
    message = _("The content of this file is missing or damaged. Ask for it to be restored from the backup.")


@verb("documents.store")
def store(
    *,
    by: Subject,
    name: str,
    data: bytes,
    label: Label,
    about_kind: str = "",
    about_reference: str = "",
    is_demo: bool = False,
    known: Known | None = None,
) -> StoredFile:
    """Check a file and keep it (walls.md 5); raises the FileRefused that names what is wrong with it.

    `known`: what inspect() said of it, where that was asked before.
    """
    require(by, "documents.store")
    known = known or inspect(name, data)
    file = StoredFile(
        name=known.name, media_type=known.media_type, size=known.size, sha256=known.sha256, label=label,
        about_kind=about_kind, about_reference=about_reference, brought_by_id=by.user_id, is_demo=is_demo,
    )  # fmt: skip
    _keep(Path(storages["default"].path(file.place)), data)
    return insert(file)


def kept_with(record: Any, file: File, *, by: Subject, beside: str = "file") -> StoredFile:
    """A file of a record, checked and kept under its marking; a refusal stands beside the field it was chosen in."""
    name, data = file
    try:
        return store(
            by=by, name=name, data=data, label=record.label, about_kind=record._meta.model_name,
            about_reference=record.reference, is_demo=record.is_demo,
        )  # fmt: skip
    except FileRefused as refusal:
        raise refusal.beside(beside) from refusal


def _keep(place: Path, data: bytes) -> None:
    """Write once, whole or not at all; the same content is kept once. Nobody but the service's account reads it."""
    if place.exists():
        return
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=place.parent)  # 0600
    try:
        with os.fdopen(handle, "wb") as output:
            output.write(data)
            output.flush()
            os.fsync(output.fileno())
        Path(partial).replace(place)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


@verb("documents.download")
def download(file: StoredFile, *, by: Subject) -> bytes:
    """The bytes as they came in, read by `by`; raises ContentMissing. `file` was loaded under wall 1."""
    data = content(file)
    record(
        "documents.download", reference=file.reference, table="documents_storedfile", label_id=file.label_id
    )
    return data


def content(file: StoredFile) -> bytes:
    """The bytes as they came in, for work on them within the house; raises ContentMissing."""
    try:
        data = Path(storages["default"].path(file.place)).read_bytes()
    except OSError as error:
        raise ContentMissing from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise ContentMissing
    return data
