"""What waits for a person: decisions, deadlines, drafts; one look each."""

from dataclasses import dataclass
from typing import Any

from access.context import Subject
from approvals.selectors.cases import waiting_for
from missions.selectors.papers import drafts_of
from reminders.selectors.inbox import InboxItem, inbox


@dataclass(frozen=True)
class Desk:
    """The three stacks of my desk."""

    decisions: list[Any]
    due: list[InboxItem]
    drafts: list[Any]


def desk(*, to: Subject) -> Desk:
    """Everything that waits for the office acted in, as far as this person may see it."""
    return Desk(list(waiting_for(to=to)), inbox(to=to, limit=20), list(drafts_of(to=to)))
