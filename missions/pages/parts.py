"""What several pages of papers share: the tone of a state and the frame of one paper."""

import datetime as dt
from typing import Any

from access.context import Subject
from access.selectors.markings import page_marking
from missions.lifecycle import UNDER_APPROVAL, PaperState
from missions.models import MissionPaper

TONES = {
    **dict.fromkeys(UNDER_APPROVAL, "info"),
    PaperState.APPROVED: "ok",
    PaperState.EFFECTIVE: "done",
    PaperState.UNDER_REVIEW: "soon",
    PaperState.RETURNED: "returned",
}


def tone(state: str) -> str:
    """How a state's chip looks."""
    return TONES.get(PaperState(state), "neutral")


def frame_of(paper: MissionPaper, *, to: Subject, on: dt.date) -> dict[str, Any]:
    """Context every page of one paper carries."""
    return {
        "paper": paper,
        "tone": tone(paper.state),
        "today": on,
        "page_marking": page_marking([paper.label_id]),
    }
