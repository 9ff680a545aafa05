"""Moving a paper from state to state: only along the lifecycle, each time with a row that says when and by whom."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.services.unread import end_reading
from foundation.errors import NotFound, NotPermitted, RecordChanged, TransitionRefused
from foundation.writes import insert, update
from missions.lifecycle import TERMINAL, UNREAD_BECAUSE, PaperState, allowed
from missions.models import MissionPaper, PaperTransition, PaperVersion
from missions.verbs import AT_POST

VERSIONS = "versions carry their paper's label and are reached through it"


class NotYourMission(NotPermitted):
    """Attaché and head of mission act on papers of their own mission (domain.md C1, row scope)."""

    message = _("This paper belongs to another mission.")


def at_own_post(by: Subject, mission_id: int) -> None:
    """Raise NotYourMission when an office at a mission reaches for another mission's paper."""
    if by.role in AT_POST and by.mission_id != mission_id:
        raise NotYourMission


def lock(paper: MissionPaper, *, by: Subject, version: int | None = None) -> MissionPaper:
    """The paper, held until the end of the act; raises RecordChanged when it is no longer at `version`."""
    rows = MissionPaper.objects.visible_to(by).select_for_update(of=("self",))
    held = rows.select_related("mission", "country", "label").filter(pk=paper.pk).first()
    if held is None:
        raise NotFound
    if version is not None and held.version != version:
        raise RecordChanged
    return held


def current_version(paper: MissionPaper) -> PaperVersion:
    """The version the locked paper stands at, held too: nobody writes to it or its parts until the verb ends."""
    rows = PaperVersion.objects.unrestricted(reason=VERSIONS).select_related("label")
    found = rows.select_for_update(of=("self",)).get(paper=paper, no=paper.current_no)
    found.paper = paper
    return found


def move(
    paper: MissionPaper,
    target: PaperState,
    *,
    by: Subject,
    on: dt.date,
    reason: str = "",
    **changes: Any,
) -> None:
    """Bring a locked paper and its version to `target`; raises TransitionRefused off the lifecycle.

    A paper that ends asks nobody to read it any more.
    """
    if not allowed(PaperState(paper.state), target):
        raise TransitionRefused
    version = current_version(paper)
    if version.state != target:
        update(version, state=target)
    update(paper, state=target, **changes)
    record_state(paper, by=by, on=on, reason=reason)
    if target in TERMINAL:
        end_reading(
            paper.reference, by=by, on=on, because=UNREAD_BECAUSE[target], version_no=paper.current_no
        )


def record_state(paper: MissionPaper, *, by: Subject, on: dt.date, reason: str = "") -> None:
    """Write the state reached as a dated fact."""
    insert(
        PaperTransition(
            paper=paper,
            version_no=paper.current_no,
            state=paper.state,
            on=on,
            by_id=by.user_id,
            office_id=by.office_id or 0,
            reason=reason[:500],
            label=paper.label,
        )
    )
