"""Recording strategic documents: each in the custody of one ministry, whose offices alone write it (A2.10-13)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from directory.models import Institution
from foundation.acts import verb
from foundation.errors import InvalidInput, NotFound, NotPermitted, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update, validate
from missions.lifecycle import DOCUMENT_TRANSITIONS, SOLITARY, DocumentKind, DocumentState
from missions.models import StrategicDocument, StrategicObjective

PARTS = "objectives of a document carry its label and are reached through it"


class NotCustodian(NotPermitted):
    """Only the custodian ministry's offices write a document (domain.md A2.10)."""

    message = _("This document is in the custody of another ministry.")


class WhitePaperBelongsToMfa(InvalidInput):
    """The white paper is kept in the Ministry of Foreign Affairs (I10)."""

    message = _("The white paper is in the custody of the Ministry of Foreign Affairs.")


@verb("documents.record")
def record(
    *,
    by: Subject,
    kind: str,
    title: str,
    custodian: Institution | None = None,
    register_no: str = "",
    derives_from: StrategicDocument | None = None,
    objectives: Iterable[Mapping[str, str]] = (),
    level: str = "official_use",
    is_demo: bool = False,
) -> StrategicDocument:
    """Enter a document in draft with its objectives; the ministry that enters it keeps it, unless said otherwise."""
    require(by, "documents.record")
    custodian = custodian or Institution.objects.get(code=by.institution)
    _check_custodian(by, kind, custodian)
    document = insert(
        StrategicDocument(
            kind=kind,
            title=title,
            custodian=custodian,
            custodian_code=custodian.code,
            register_no=register_no,
            derives_from=derives_from,
            label=intern(level),
            is_demo=is_demo,
        )
    )
    _write_objectives(document, objectives)
    document.refresh_from_db(fields=["reference"])
    return document


def _check_custodian(by: Subject, kind: str, custodian: Institution) -> None:
    if kind == DocumentKind.WHITE_PAPER and custodian.code != "mfa":
        raise WhitePaperBelongsToMfa(fields={"custodian": [WhitePaperBelongsToMfa.message]})
    if by.institution != custodian.code:
        raise NotCustodian


def _write_objectives(document: StrategicDocument, entries: Iterable[Mapping[str, str]]) -> None:
    """Known codes get the new text, new codes a row; objectives are never removed, papers may trace to them."""
    rows = StrategicObjective.objects.unrestricted(reason=PARTS).filter(document=document)
    known = {row.code: row for row in rows}
    for entry in entries:
        row = known.get(entry["code"])
        if row is None:
            fresh = StrategicObjective(document=document, label=document.label, **entry)
            known[fresh.code] = insert(fresh)
        elif row.text != entry["text"]:
            row.text = entry["text"]
            validate(row)
            row.save(update_fields=["text"])


@verb("documents.amend")
def amend(
    document: StrategicDocument,
    *,
    by: Subject,
    version: int | None = None,
    objectives: Iterable[Mapping[str, str]] = (),
    **changes: Any,
) -> StrategicDocument:
    """Change title, number, basis or objectives of a draft; later only the register number."""
    require(by, "documents.amend")
    held = _lock(document, by)
    _check_custodian(by, held.kind, held.custodian)
    entered = {name: changes[name] for name in ("title", "register_no", "derives_from") if name in changes}
    if held.state != DocumentState.DRAFT:
        entered = {name: value for name, value in entered.items() if name == "register_no"}
    else:
        _write_objectives(held, objectives)
    return update(held, version=version, **entered)


@verb("documents.take_effect")
def take_effect(
    document: StrategicDocument, *, by: Subject, starts_on: dt.date, last_on: dt.date | None = None
) -> StrategicDocument:
    """In effect from a day; of the solitary kinds the one before ends the same day (decisions.md 19)."""
    require(by, "documents.take_effect")
    held = _lock(document, by)
    _check_custodian(by, held.kind, held.custodian)
    if last_on is not None and last_on < starts_on:
        raise InvalidInput(fields={"last_on": [_("The last day is before the first.")]})
    effective = DateRange(starts_on, last_on + dt.timedelta(days=1) if last_on else None)
    if DocumentKind(held.kind) in SOLITARY:
        for older in _same_kind_in_effect(held, effective, by):
            until = max(starts_on, older.effective.lower + dt.timedelta(days=1))
            _move(older, DocumentState.SUPERSEDED, effective=DateRange(older.effective.lower, until))
    return _move(held, DocumentState.EFFECTIVE, effective=effective)


def _same_kind_in_effect(
    document: StrategicDocument, effective: DateRange, by: Subject
) -> list[StrategicDocument]:
    rows = StrategicDocument.objects.visible_to(by).filter(
        kind=document.kind, state=DocumentState.EFFECTIVE, effective__overlap=effective
    )
    return list(rows.select_for_update().order_by("pk"))


@verb("documents.withdraw")
def withdraw(document: StrategicDocument, *, by: Subject, reason: str, on: dt.date) -> StrategicDocument:
    """A document that no longer counts and that none supersedes; its range ends that day."""
    require(by, "documents.withdraw")
    held = _lock(document, by)
    _check_custodian(by, held.kind, held.custodian)
    changes: dict[str, Any] = {}
    if held.effective:
        changes["effective"] = DateRange(
            held.effective.lower, max(on, held.effective.lower + dt.timedelta(days=1))
        )
    return _move(held, DocumentState.WITHDRAWN, **changes)


def _lock(document: StrategicDocument, by: Subject) -> StrategicDocument:
    rows = StrategicDocument.objects.visible_to(by).select_for_update(of=("self",))
    held = rows.select_related("custodian", "label").filter(pk=document.pk).first()
    if held is None:
        raise NotFound
    return held


def _move(document: StrategicDocument, target: DocumentState, **changes: Any) -> StrategicDocument:
    if target not in DOCUMENT_TRANSITIONS[DocumentState(document.state)]:
        raise TransitionRefused
    return update(document, state=target, **changes)
