"""What waits for a person: decisions, deadlines, drafts; one look each."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from access.context import Subject
from access.models import CompartmentGrant
from access.selectors.lists import called
from access.selectors.proposals import grants_to_answer, lowerings_to_answer
from approvals.selectors.cases import waiting_cases, waiting_for
from missions.models import MissionPaper
from missions.selectors.co_drafting import AT_MOST, Waiting, own_drafts, waiting_in_papers
from missions.selectors.confirmations import waiting_at
from reminders.selectors.inbox import InboxMatter, by_matter, inbox, open_notices
from reminders.selectors.undelivered import Undelivered, undelivered

DUE_SHOWN = 20  # matters, each with everything the person was told about it


@dataclass(frozen=True)
class Proposed:
    """What somebody else proposed and this person may confirm or decline; open grants have no label."""

    kind: str
    what: str
    proposed_by: str
    page: str
    pk: int
    label_id: int | None


@dataclass(frozen=True)
class Desk:
    """The stacks of my desk."""

    decisions: list[Any]
    proposals: list["Proposed"]
    due: list[InboxMatter]
    drafts: list[MissionPaper]
    to_confirm: list[MissionPaper]
    in_papers: list[Waiting]
    undelivered: Undelivered


def desk(*, to: Subject, on: dt.date) -> Desk:
    """Everything that waits for the office acted in, as far as this person may see it."""
    return Desk(
        waiting_for(to=to),
        proposed(to=to, on=on),
        by_matter(inbox(to=to))[:DUE_SHOWN],
        list(own_drafts(to=to)[:AT_MOST]),
        waiting_at(to, on=on),
        waiting_in_papers(to=to),
        undelivered(to=to),
    )


def waiting_count(*, to: Subject) -> int:
    """The number in the header: decisions that wait for me and notices I have not taken note of, in one question."""
    asked = waiting_cases(to=to).order_by().values_list("pk", flat=True)
    told = open_notices(to=to).order_by().values_list("pk", flat=True)
    return asked.union(told, all=True).count()


def proposed(*, to: Subject, on: dt.date) -> list[Proposed]:
    """Lower markings, appointments, clearances and need-to-know grants that wait for a second person."""
    rows = [*lowerings_to_answer(to=to), *(row for kind in grants_to_answer(to=to, on=on) for row in kind)]
    lists = called({row.compartment for row in rows if isinstance(row, CompartmentGrant)})
    return [
        Proposed(
            kind=str(row._meta.verbose_name),
            what=_what(row, lists),
            proposed_by=str(row.proposed_by),
            page=f"admin:{row._meta.app_label}_{row._meta.model_name}_change",
            pk=row.pk,
            label_id=getattr(row, "label_id", None),
        )
        for row in rows
    ]


def _what(row: Any, lists: dict[str, str]) -> str:
    """Who would be given what; of a marking only the reference of its record, which the page behind it explains."""
    if isinstance(row, CompartmentGrant):
        return f"{row.office}: {lists[row.compartment]}"
    return str(row) or str(row._meta.verbose_name)
