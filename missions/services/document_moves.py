"""Moving a version of a document from state to state: along the table only, each time with a row that says when."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.services.unread import end_reading
from foundation.errors import InvalidInput, NotFound, NotPermitted, RecordChanged, TransitionRefused
from foundation.writes import insert, update
from missions.lifecycle import (
    DOCUMENT_TRANSITIONS,
    UNREAD_BECAUSE,
    VERSION_TRANSITIONS,
    DocumentKind,
    DocumentState,
    VersionState,
)
from missions.models import DocumentTransition, DocumentVersion, StrategicDocument

VERSIONS = "versions carry their document's label and are reached through it"


class NotCustodian(NotPermitted):
    """Only the custodian ministry's offices write a document (domain.md A2.10)."""

    message = _("This document is in the custody of another ministry.")


class WhitePaperBelongsToMfa(InvalidInput):
    """The white paper is kept in the Ministry of Foreign Affairs (I10)."""

    message = _("The white paper is in the custody of the Ministry of Foreign Affairs.")


def check_custodian(by: Subject, kind: str, code: str) -> None:
    """Raise WhitePaperBelongsToMfa or NotCustodian."""
    if kind == DocumentKind.WHITE_PAPER and code != "mfa":
        raise WhitePaperBelongsToMfa(fields={"custodian": [WhitePaperBelongsToMfa.message]})
    if by.institution != code:
        raise NotCustodian


def lock(document: StrategicDocument, *, by: Subject, version: int | None = None) -> StrategicDocument:
    """The document, held until the end of the act; raises RecordChanged when it is no longer at `version`."""
    rows = StrategicDocument.objects.visible_to(by).select_for_update(of=("self",))
    held = rows.select_related("custodian", "label", "derives_from").filter(pk=document.pk).first()
    if held is None:
        raise NotFound
    if version is not None and held.version != version:
        raise RecordChanged
    return held


def newest(document: StrategicDocument) -> DocumentVersion:
    """The newest version of the locked document, held too: nobody writes to it or its parts until the verb ends."""
    rows = DocumentVersion.objects.unrestricted(reason=VERSIONS).select_related("label")
    found = rows.select_for_update(of=("self",)).get(document=document, no=document.current_no)
    found.document = document
    return found


def in_effect(document: StrategicDocument) -> DocumentVersion | None:
    """The version that guides at present."""
    rows = DocumentVersion.objects.unrestricted(reason=VERSIONS).select_related("label")
    found = rows.filter(document=document, state=VersionState.EFFECTIVE).first()
    if found is not None:
        found.document = document
    return found


def move(
    version: DocumentVersion,
    target: VersionState,
    *,
    by: Subject,
    on: dt.date,
    reason: str = "",
    **changes: Any,
) -> None:
    """Bring a version of a locked document to `target`; raises TransitionRefused off the table.

    A text that ends asks nobody to read it any more; the one that follows asks for itself.
    """
    if target not in VERSION_TRANSITIONS[VersionState(version.state)]:
        raise TransitionRefused
    update(version, state=target, **changes)
    record_state(version, by=by, on=on, reason=reason)
    if target in UNREAD_BECAUSE:
        end_reading(
            version.document.reference, by=by, on=on, because=UNREAD_BECAUSE[target], version_no=version.no
        )


def place(document: StrategicDocument, target: DocumentState, **changes: Any) -> None:
    """Where the document itself stands; raises TransitionRefused off the table."""
    if document.state != target and target not in DOCUMENT_TRANSITIONS[DocumentState(document.state)]:
        raise TransitionRefused
    update(document, state=target, **changes)


def record_state(version: DocumentVersion, *, by: Subject, on: dt.date, reason: str = "") -> None:
    """Write the state reached as a dated fact."""
    insert(
        DocumentTransition(
            document=version.document,
            version_no=version.no,
            state=version.state,
            on=on,
            by_id=by.user_id,
            office_id=by.office_id,
            reason=reason[:500],
            label=version.label,
        )
    )
