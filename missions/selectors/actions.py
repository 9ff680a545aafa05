"""What somebody may do with a paper in its present state: one answer for page and REST."""

from access.context import Subject
from foundation.permissions import may
from missions.lifecycle import BEFORE_EFFECT, IN_EFFECT, TERMINAL, PaperState
from missions.models import MissionPaper
from missions.verbs import AT_POST

STATES_OF: dict[str, frozenset[PaperState]] = {
    "papers.edit": frozenset({PaperState.DRAFT}),
    "papers.submit": frozenset({PaperState.DRAFT}),
    "papers.redraft": frozenset({PaperState.RETURNED}),
    "papers.withdraw": BEFORE_EFFECT,
    "papers.annotate": frozenset(PaperState) - TERMINAL,
    "papers.acknowledge": IN_EFFECT,
}


def possible(paper: MissionPaper, *, to: Subject) -> list[str]:
    """Names of verbs without their app: edit, submit, redraft, withdraw, annotate, acknowledge."""
    if to.role in AT_POST and to.mission_id != paper.mission_id:
        return []
    state = PaperState(paper.state)
    return [verb.partition(".")[2] for verb, states in STATES_OF.items() if state in states and may(to, verb)]
