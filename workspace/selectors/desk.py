"""What waits for a person: decisions, deadlines, drafts; one look each."""

from dataclasses import dataclass
from typing import Any

from access.context import Subject
from approvals.selectors.cases import waiting_for
from missions.lifecycle import PaperState
from missions.models import MissionPaper
from missions.selectors.papers import papers
from reminders.selectors.inbox import InboxItem, inbox


@dataclass(frozen=True)
class Desk:
    """The three stacks of my desk."""

    decisions: list[Any]
    due: list[InboxItem]
    drafts: list[MissionPaper]


def desk(*, to: Subject) -> Desk:
    """Everything that waits for the office acted in, as far as this person may see it."""
    return Desk(waiting_for(to=to), inbox(to=to, limit=20), drafts(to=to))


def drafts(*, to: Subject) -> list[MissionPaper]:
    """Papers of the mission acted for that wait to be submitted, or came back."""
    if to.mission_id is None:
        return []
    begun = papers(to=to).filter(state__in=[PaperState.DRAFT, PaperState.RETURNED], mission_id=to.mission_id)
    return list(begun[:20])
