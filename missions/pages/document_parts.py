"""What several pages of documents share: tones of states and the frame of one document."""

import datetime as dt
from typing import Any

from access.selectors.markings import page_marking
from missions.lifecycle import DocumentState, VersionState
from missions.models import StrategicDocument

TONES: dict[str, str] = {
    VersionState.SUBMITTED: "info",
    VersionState.APPROVED: "ok",
    VersionState.EFFECTIVE: "done",
    VersionState.RETURNED: "returned",
    DocumentState.EFFECTIVE: "done",
}


def tone(state: str) -> str:
    """How a state's chip looks."""
    return TONES.get(state, "neutral")


def frame_of(
    document: StrategicDocument, *, on: dt.date, label_ids: set[int] | None = None
) -> dict[str, Any]:
    """Context every page of one document carries."""
    return {
        "document": document,
        "tone": tone(document.state),
        "today": on,
        "page_marking": page_marking({document.label_id, *(label_ids or ())}),
    }
