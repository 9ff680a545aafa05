"""What somebody may do with a document as it stands: one answer for page, REST and data entry."""

from access.context import Subject
from foundation.permissions import may
from missions.lifecycle import REVISABLE, DocumentKind, DocumentState, VersionState
from missions.models import DocumentEditor, DocumentVersion, StrategicDocument
from missions.terms import DECIDED_ABOVE
from missions.verbs import HEADS

VERBS = ("amend", "submit", "take_effect", "record_decision", "revise", "withdraw")
_V = VersionState
_DECIDABLE = {_V.DRAFT, _V.APPROVED}


def possible(document: StrategicDocument, *, to: Subject) -> list[str]:
    """Names of verbs without their app; nothing for offices of another ministry than the custodian's."""
    if to.institution != document.custodian_code or document.state == DocumentState.WITHDRAWN:
        return []
    version = DocumentVersion.objects.visible_to(to).filter(document=document, no=document.current_no).first()
    if version is None:
        return []
    open_to = _open(document, version, to)
    return [verb for verb in VERBS if open_to[verb] and may(to, f"documents.{verb}")]


def _open(document: StrategicDocument, version: DocumentVersion, to: Subject) -> dict[str, bool]:
    state, is_above = VersionState(version.state), DocumentKind(document.kind) in DECIDED_ABOVE
    is_decided = bool(version.evidence)
    return {
        "amend": state == _V.DRAFT,
        "submit": state == _V.DRAFT,
        "take_effect": state == _V.APPROVED and (is_decided or not is_above),
        "record_decision": is_above and not is_decided and state in _DECIDABLE and not _wrote(version, to),
        "revise": state in REVISABLE,
        "withdraw": state in {_V.DRAFT, _V.SUBMITTED, _V.RETURNED}
        or (state in {_V.APPROVED, _V.EFFECTIVE} and to.holds(*HEADS)),
    }


def _wrote(version: DocumentVersion, to: Subject) -> bool:
    """Whoever wrote a text records no decision on it."""
    return DocumentEditor.objects.visible_to(to).filter(version=version, user_id=to.user_id).exists()
