"""What somebody may do with a document as it stands: one answer for page, REST and data entry."""

from access.context import Subject
from foundation.permissions import may
from missions.lifecycle import REVISABLE, DocumentKind, DocumentState, VersionState
from missions.models import DocumentVersion, StrategicDocument
from missions.terms import DECIDED_ABOVE

VERBS = ("amend", "submit", "take_effect", "record_decision", "revise", "withdraw")
_V = VersionState


def possible(document: StrategicDocument, *, to: Subject) -> list[str]:
    """Names of verbs without their app; nothing for offices of another ministry than the custodian's."""
    if to.institution != document.custodian_code or document.state == DocumentState.WITHDRAWN:
        return []
    version = DocumentVersion.objects.visible_to(to).filter(document=document, no=document.current_no).first()
    if version is None:
        return []
    open_to = _open(document, version)
    return [verb for verb in VERBS if open_to[verb] and may(to, f"documents.{verb}")]


def _open(document: StrategicDocument, version: DocumentVersion) -> dict[str, bool]:
    state, is_above = VersionState(version.state), DocumentKind(document.kind) in DECIDED_ABOVE
    is_decided = bool(version.evidence)
    return {
        "amend": state == _V.DRAFT,
        "submit": state == _V.DRAFT,
        "take_effect": state == _V.APPROVED and (is_decided or not is_above),
        "record_decision": state == _V.DRAFT or (state == _V.APPROVED and not is_decided and is_above),
        "revise": state in REVISABLE,
        "withdraw": state in {_V.DRAFT, _V.SUBMITTED, _V.APPROVED, _V.RETURNED, _V.EFFECTIVE},
    }
