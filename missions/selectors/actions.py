"""What somebody may do with a paper in its present state: one answer for page and REST."""

from access.context import Subject
from foundation.permissions import may
from missions.engine import READABLE
from missions.lifecycle import BEFORE_EFFECT, EDITABLE, IN_EFFECT, TERMINAL, PaperState
from missions.models import MissionPaper
from missions.verbs import AT_POST, LEADERSHIP

STATES_OF: dict[str, frozenset[PaperState]] = {
    "papers.edit": frozenset({PaperState.DRAFT}),
    "papers.attach": frozenset({PaperState.DRAFT}),
    "papers.submit": frozenset({PaperState.DRAFT}),
    "papers.redraft": frozenset({PaperState.RETURNED}),
    "papers.withdraw": BEFORE_EFFECT,
    "papers.annotate": frozenset(PaperState) - TERMINAL,
    "papers.acknowledge": IN_EFFECT,
    "papers.review": frozenset({PaperState.EFFECTIVE}),
    "papers.confirm_review": frozenset({PaperState.UNDER_REVIEW}),
    "remarks.add": frozenset(PaperState) - TERMINAL,
    "conflicts.raise": EDITABLE,
    "readings.record": READABLE,
}


def possible(paper: MissionPaper, *, to: Subject) -> list[str]:
    """Names of verbs: of papers without their app (edit, submit, ...), of others with it (remarks.add, ...)."""
    if to.role in AT_POST and to.mission_id != paper.mission_id:
        return []
    state = PaperState(paper.state)
    return [
        verb.removeprefix("papers.")
        for verb, states in STATES_OF.items()
        if state in states and may(to, verb) and (verb != "papers.withdraw" or _withdraws(state, to))
    ]


def _withdraws(state: PaperState, to: Subject) -> bool:
    """What both leaderships approved one of them takes back; before that it is not theirs."""
    return (state == PaperState.APPROVED) == to.holds(*LEADERSHIP)
