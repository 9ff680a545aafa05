"""Writing strategic documents: each in the custody of one ministry, whose offices alone write it (A2.10-13)."""

import datetime as dt
from typing import Any, Unpack

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from directory.models import Institution
from foundation.acts import verb
from foundation.errors import InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update
from missions.lifecycle import REVISABLE, DocumentKind, DocumentState, VersionState
from missions.models import DocumentVersion, StrategicDocument
from missions.services.document_entries import TEXTS, DocumentContent, replace
from missions.services.document_moves import (
    NotCustodian,
    WhitePaperBelongsToMfa,
    check_custodian,
    lock,
    newest,
    record_state,
)
from missions.services.document_versions import copy_of, note_editor
from missions.services.entries import _dominates
from missions.terms import DERIVES_FROM

__all__ = ["NotCustodian", "WhitePaperBelongsToMfa", "amend", "record", "revise"]


class DocumentNotInDraft(TransitionRefused):
    """What was submitted is frozen; a change is a new version (walls.md 2)."""

    message = _("Only a draft can be edited. Begin a new version; what was submitted stays as it is.")


class NothingToRevise(TransitionRefused):
    """A new version begins once the newest one is in effect, came back, or ended."""

    message = _("The newest version is still on its way. Finish or withdraw it before you begin another.")


class DocumentOver(TransitionRefused):
    """A document that was withdrawn stays withdrawn."""

    message = _("This document was withdrawn. Begin a new document instead.")


class WrongBasis(InvalidInput):
    """Concept > doctrine, white paper > strategy > plan (domain.md A2.14)."""

    message = _("A document derives from kinds above it.")


@verb("documents.record")
def record(
    *,
    by: Subject,
    kind: str,
    custodian: Institution | None = None,
    register_no: str = "",
    derives_from: StrategicDocument | None = None,
    level: str = "official_use",
    on: dt.date | None = None,
    is_demo: bool = False,
    **content: Unpack[DocumentContent],
) -> StrategicDocument:
    """Begin a document with its first version; the ministry that enters it keeps it, unless said otherwise."""
    require(by, "documents.record")
    custodian = custodian or Institution.objects.get(code=by.institution)
    check_custodian(by, kind, custodian.code)
    document = StrategicDocument(
        kind=kind, title=content.get("title", ""), custodian=custodian, custodian_code=custodian.code,
        register_no=register_no, derives_from=derives_from, label=intern(level), is_demo=is_demo,
    )  # fmt: skip
    _check_basis(document)
    insert(document)
    document.refresh_from_db(fields=["reference"])
    texts = {name: value for name, value in content.items() if name in TEXTS}
    _check_days(texts.get("starts_on"), texts.get("last_on"))
    version = insert(DocumentVersion(document=document, no=1, label=document.label, is_demo=is_demo, **texts))
    replace(version, content)
    note_editor(version, by.user_id)
    record_state(version, by=by, on=on or _first_day(version))
    return document


def _first_day(version: DocumentVersion) -> dt.date:
    version.refresh_from_db(fields=["created_at"])
    return localdate(version.created_at)


def _check_days(starts_on: Any, last_on: Any) -> None:
    if starts_on and last_on and last_on < starts_on:
        raise InvalidInput(fields={"last_on": [_("The last day is before the first.")]})


def _check_basis(document: StrategicDocument) -> None:
    basis = document.derives_from
    if basis is None:
        return
    if DocumentKind(basis.kind) not in DERIVES_FROM[DocumentKind(document.kind)]:
        raise WrongBasis(fields={"derives_from": [WrongBasis.message]})
    if not _dominates(document.label, basis.label):
        raise InvalidInput(fields={"derives_from": [_("That document is marked higher than this one.")]})


@verb("documents.amend")
def amend(
    document: StrategicDocument,
    *,
    by: Subject,
    version: int | None = None,
    register_no: str | None = None,
    **content: Any,
) -> StrategicDocument:
    """Change the draft; the register number may follow at any time, it lies outside what is submitted."""
    require(by, "documents.amend")
    held = lock(document, by=by, version=version)
    check_custodian(by, held.kind, held.custodian_code)
    changes: dict[str, Any] = {} if register_no is None else {"register_no": register_no}
    if content:
        changes |= _rewrite(held, by, content)
    return update(held, **changes)


def _rewrite(held: StrategicDocument, by: Subject, content: dict[str, Any]) -> dict[str, Any]:
    """Write what was entered into the draft; gives what of it the document itself carries."""
    text = newest(held)
    if text.state != VersionState.DRAFT:
        raise DocumentNotInDraft
    changes: dict[str, Any] = {}
    if "derives_from" in content and content["derives_from"] != held.derives_from:
        changes["derives_from"] = held.derives_from = content["derives_from"]
        _check_basis(held)
    said = {name: content[name] for name in TEXTS if name in content and getattr(text, name) != content[name]}
    _check_days(said.get("starts_on", text.starts_on), said.get("last_on", text.last_on))
    if said:
        update(text, **said)
    if replace(text, content) or said or changes:  # type: ignore[arg-type]
        note_editor(text, by.user_id)
    if held.state == DocumentState.DRAFT:
        changes["title"] = text.title
    return changes


@verb("documents.revise")
def revise(
    document: StrategicDocument, *, by: Subject, version: int | None = None, on: dt.date | None = None
) -> StrategicDocument:
    """The next version in draft, copied from the newest; what is in effect stays so until that one takes effect."""
    require(by, "documents.revise")
    held = lock(document, by=by, version=version)
    check_custodian(by, held.kind, held.custodian_code)
    if held.state == DocumentState.WITHDRAWN:
        raise DocumentOver
    text = newest(held)
    if VersionState(text.state) not in REVISABLE:
        raise NothingToRevise
    fresh = copy_of(text)
    note_editor(fresh, by.user_id)
    record_state(fresh, by=by, on=on or _first_day(fresh))
    return update(held, current_no=fresh.no)
