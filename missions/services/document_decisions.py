"""Decisions taken above the ministries: recorded with their proof, by somebody who did not write the text (C6)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from documents.engine import FileRefused
from documents.models import StoredFile
from documents.services import files
from foundation.acts import verb
from foundation.errors import InvalidInput, NotPermitted, TransitionRefused
from foundation.permissions import require
from foundation.writes import update
from missions.lifecycle import DocumentKind
from missions.lifecycle import VersionState as S
from missions.models import DocumentVersion, StrategicDocument
from missions.services.document_effects import put_into_effect
from missions.services.document_moves import check_custodian, lock, move, newest
from missions.services.document_versions import editor_ids, freeze
from missions.terms import DECIDED_ABOVE, DOCUMENT_KIND


class ThroughTheMinistries(TransitionRefused):
    """Only what is decided above the ministries is decided on paper; the rest both ministries decide here (C6)."""

    message = _(
        "A strategy, plan, procedure or joint agreement takes effect when both ministries have approved it. Submit it."
    )


class DraftersDoNotRecord(NotPermitted):
    """Whoever wrote a text does not put it into effect: a second person records the decision on it."""

    message = _(
        "You drafted or edited this version. Somebody else of your ministry records the decision on it."
    )


class NothingToDecide(TransitionRefused):
    """A decision on paper is recorded for a draft or for what the ministries approved."""

    message = _("A decision is recorded for a draft, or for what both ministries approved.")


@verb("documents.record_decision")
def record_decision(
    document: StrategicDocument,
    *,
    by: Subject,
    decided_no: str,
    evidence: str,
    file: tuple[str, bytes],
    starts_on: dt.date,
    last_on: dt.date | None = None,
    version: int | None = None,
    at: dt.datetime,
    on: dt.date,
) -> StrategicDocument:
    """A decision taken above the ministries, with its number and its scan; in effect from its day.

    Recorded by somebody who did not write the text. A draft is frozen as it stands; what went its way through the
    ministries keeps its case and gets the decision beside it. A day that is still to come is waited for.
    Raises ThroughTheMinistries, DraftersDoNotRecord, NothingToDecide, FileRefused beside `file`.
    """
    require(by, "documents.record_decision")
    held = lock(document, by=by, version=version)
    check_custodian(by, held.kind, held.custodian_code)
    if DocumentKind(held.kind) not in DECIDED_ABOVE:
        raise ThroughTheMinistries
    _check_decision(decided_no, evidence, starts_on, last_on)
    text = newest(held)
    _check_decidable(text, by)
    decision: dict[str, Any] = {
        "decided_no": decided_no.strip(), "evidence": evidence.strip(), "proof": _keep(held, text, file, by),
    }  # fmt: skip
    if text.state == S.DRAFT:
        update(text, starts_on=starts_on, last_on=last_on)
        freeze(text, at=at)
        move(text, S.APPROVED, by=by, on=on, **decision)
    else:
        update(text, **decision)
    update(held, **({} if held.register_no else {"register_no": decision["decided_no"]}))
    if starts_on <= on:
        put_into_effect(held, text, by=by, since=starts_on, on=on)
    return held


def _check_decidable(text: DocumentVersion, by: Subject) -> None:
    if text.state not in (S.DRAFT, S.APPROVED) or text.evidence:
        raise NothingToDecide
    if by.user_id in editor_ids(text):
        raise DraftersDoNotRecord


def _keep(
    document: StrategicDocument, text: DocumentVersion, file: tuple[str, bytes], by: Subject
) -> StoredFile:
    name, data = file
    try:
        return files.store(
            by=by, name=name, data=data, label=text.label, about_kind=DOCUMENT_KIND, about_reference=document.reference,
            is_demo=document.is_demo,
        )  # fmt: skip
    except FileRefused as refusal:
        raise refusal.beside("file") from refusal


def _check_decision(decided_no: str, evidence: str, starts_on: dt.date, last_on: dt.date | None) -> None:
    fields: dict[str, Any] = {}
    if not decided_no.strip():
        fields["decided_no"] = [_("Enter the register number of the decision.")]
    if not evidence.strip():
        fields["evidence"] = [_("Say who decided, when, and where the paper lies.")]
    if last_on is not None and last_on < starts_on:
        fields["last_on"] = [_("The last day is before the first.")]
    if fields:
        raise InvalidInput(fields=fields)
