"""Versions of documents: begun, copied, frozen. A frozen one never changes again; the database holds that."""

import datetime as dt
from typing import Any

from foundation.canonical import canonical, content_hash
from foundation.writes import insert, update
from missions.models import DocumentEditor, DocumentVersion
from missions.selectors.document_contents import (
    PART_ROWS,
    contact_points,
    days_agreed,
    means,
    ranked,
    stated_objectives,
    written,
)
from missions.services.document_entries import TEXTS
from missions.terms import DOCUMENT_SCHEMA


def note_editor(version: DocumentVersion, user_id: int) -> None:
    """Whoever drafts or edits a version is written down once."""
    row = DocumentEditor(version=version, user_id=user_id, label=version.label)
    DocumentEditor.objects.bulk_create([row], ignore_conflicts=True)


def editor_ids(version: DocumentVersion) -> list[int]:
    """Everybody who drafted or edited the version."""
    rows = DocumentEditor.objects.unrestricted(reason=PART_ROWS).filter(version=version)
    return list(rows.order_by("id").values_list("user_id", flat=True))


def freeze(version: DocumentVersion, *, at: dt.datetime) -> DocumentVersion:
    """Write the canonical bytes and their hash; from here on the rows are the database's to keep."""
    content = canonical(written(version))
    return update(
        version,
        content=content,
        content_hash=content_hash(content),
        schema_version=DOCUMENT_SCHEMA,
        frozen_at=at,
    )


def copy_of(version: DocumentVersion) -> DocumentVersion:
    """The next version in draft with the same text; its authors stay authors, decisions do not carry over."""
    document = version.document
    fresh = insert(
        DocumentVersion(
            document=document,
            no=version.no + 1,
            label=document.label,
            is_demo=version.is_demo,
            **{name: getattr(version, name) for name in TEXTS},
        )
    )
    parts: list[Any] = [
        *stated_objectives(version), *ranked(version), *means(version), *days_agreed(version),
        *contact_points(version),
    ]  # fmt: skip
    for row in parts:
        row.pk, row.version, row.label = None, fresh, fresh.label
        row._state.adding = True
        row.save(force_insert=True)
    for user_id in editor_ids(version):
        note_editor(fresh, user_id)
    return fresh
