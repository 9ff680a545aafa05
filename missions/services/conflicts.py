"""Conflicts between a task of the attaché and a priority of the embassy: raised, talked over, resolved (A7.32)."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotFound, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert
from missions.lifecycle import EDITABLE, TERMINAL, ConflictState, PaperState, Section
from missions.models import ConflictEntry, MissionPaper, PaperConflict
from missions.selectors.contents import content_of
from missions.selectors.papers import current
from missions.services.moves import at_own_post, lock
from missions.services.remarks import PaperIsOver


class AlreadyRaised(DomainError):
    """One conflict between a task and an objective is open at a time."""

    message = _("This conflict is raised already and still open.")


class RaisedTooLate(TransitionRefused):
    """A conflict stops the submission of a draft; what was submitted is stopped by a decision (A7.32)."""

    message = _(
        "A conflict is raised while the paper is a draft. What was submitted is stopped by returning it: decide so in "
        "the approval case, with your reason, and raise the conflict then."
    )


class ConflictResolved(TransitionRefused):
    """What is resolved is not talked over further."""

    message = _("This conflict is resolved already.")


class OtherSideAgrees(TransitionRefused):
    """Nobody resolves alone what two disagree on."""

    message = _(
        "The last word was your own ministry's. The other one resolves the conflict, or answers with words of its own."
    )


@verb("conflicts.raise")
def raise_conflict(
    paper: MissionPaper, *, by: Subject, task: str, objective: str, text: str, on: dt.date
) -> PaperConflict:
    """Say in what a task of the attaché's section conflicts with an objective of the embassy's, while it is a draft."""
    require(by, "conflicts.raise")
    at_own_post(by, paper.mission_id)
    if PaperState(paper.state) in TERMINAL:
        raise PaperIsOver
    paper = lock(paper, by=by)
    if PaperState(paper.state) not in EDITABLE:
        raise RaisedTooLate
    content = content_of(current(paper, to=by))
    wrong = {}
    if task not in _codes(content, "tasks", Section.DEFENCE):
        wrong["task"] = [_("Name a task of the defence section by its code.")]
    if objective not in _codes(content, "objectives", Section.POLITICAL):
        wrong["objective"] = [_("Name an objective of the political section by its code.")]
    if wrong:
        raise InvalidInput(fields=wrong)
    try:
        with transaction.atomic():
            return insert(
                PaperConflict(
                    paper=paper, version_no=paper.current_no, task=task, objective=objective, text=text, on=on,
                    by_id=by.user_id, office_id=by.office_id or 0, label=paper.label,
                )
            )  # fmt: skip
    except IntegrityError as error:
        if "conflict_open_once" in str(error):
            raise AlreadyRaised from error
        raise


def _codes(content: dict, part: str, section: Section) -> set[str]:
    return {row["code"] for row in content.get(part, ()) if row["section"] == section}


@verb("conflicts.answer")
def answer(conflict: PaperConflict, *, by: Subject, text: str, on: dt.date) -> ConflictEntry:
    """Propose words that would resolve it."""
    return _enter(conflict, by=by, text=text, on=on, resolves=False)


@verb("conflicts.resolve")
def resolve(conflict: PaperConflict, *, by: Subject, text: str, on: dt.date) -> ConflictEntry:
    """Agree: the entry says how it is resolved. Whose ministry spoke last waits for the other (A7.32)."""
    entry = _enter(conflict, by=by, text=text, on=on, resolves=True)
    conflict.state = ConflictState.RESOLVED
    conflict.save(update_fields=["state"])
    return entry


def _enter(conflict: PaperConflict, *, by: Subject, text: str, on: dt.date, resolves: bool) -> ConflictEntry:
    require(by, "conflicts.raise")
    at_own_post(by, conflict.paper.mission_id)
    rows = PaperConflict.objects.visible_to(by).select_for_update(of=("self",)).select_related("label")
    held = rows.filter(pk=conflict.pk).first()
    if held is None:
        raise NotFound
    if held.state != ConflictState.OPEN:
        raise ConflictResolved
    if resolves and _last_ministry(held, by) == by.institution:
        raise OtherSideAgrees
    return insert(
        ConflictEntry(
            conflict=held, text=text, resolves=resolves, on=on, by_id=by.user_id, office_id=by.office_id or 0,
            label=held.label,
        )
    )  # fmt: skip


def _last_ministry(conflict: PaperConflict, by: Subject) -> str:
    """Whose ministry spoke last: in an entry, else in raising it."""
    entries = ConflictEntry.objects.visible_to(by).filter(conflict=conflict).order_by("-id")
    last = entries.values_list("office__institution__code", flat=True).first()
    return str(last or conflict.office.institution.code)
