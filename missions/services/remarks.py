"""Remarks on a paper: said about a part of one version, answered, resolved; never part of what is signed (A2.16).

A remark internal to a ministry carries that ministry's need-to-know list, so that row security hides it from the other
(docs/decisions/0018).
"""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from access.selectors.readers import may_read
from access.services.labels import intern
from foundation.acts import verb
from foundation.errors import InvalidInput, NotFound, NotPermitted, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert
from missions.engine import ANCHORS, INTERNAL, section_of_anchor, writes
from missions.lifecycle import EDITABLE, TERMINAL, PaperState, Resolution, Severity
from missions.models import CommentReply, MissionPaper, PaperComment, PaperVersion
from missions.selectors.contents import content_of
from missions.selectors.papers import version_of
from missions.services.moves import at_own_post, lock


class NotOnInternalList(NotPermitted):
    """Who writes an internal remark has to be able to read it."""

    message = _("Your office is not on the list of those who read what is internal to your ministry.")


class NoInternalRemarks(InvalidInput):
    """Only the two ministries have remarks of their own."""

    message = _("Only the Ministry of Defence and the Ministry of Foreign Affairs keep internal remarks.")


class InternalBlocksNothing(InvalidInput):
    """What stops the other ministry has to be said to it."""

    message = _("An internal remark cannot block: what stops the paper is said to both ministries.")


class OnlyDraftsBlocked(InvalidInput):
    """What was submitted is stopped by a decision, which the other side reads with its reason (A2.16)."""

    message = _(
        "Only a draft can be blocked. What was submitted is stopped by returning it: decide so in the approval case, "
        "with your reason."
    )


class AlreadyResolved(TransitionRefused):
    """A remark is resolved once; who disagrees writes another."""

    message = _("This remark is resolved already. Write another one if something is still open.")


class NotYoursToResolve(NotPermitted):
    """Whose section it is accepts; a blocking remark is lifted by the ministry that made it."""

    message = _(
        "A remark is accepted by the ministry whose section it is about. "
        "A blocking remark is set aside only by the ministry that made it, "
        "and where it is about no section, only that ministry lifts it."
    )


class PaperIsOver(TransitionRefused):
    """Nobody works on a paper that has ended."""

    message = _("This paper has ended; nothing more is remarked on it.")


@verb("remarks.add")
def add(
    paper: MissionPaper,
    *,
    by: Subject,
    part: str,
    text: str,
    severity: str,
    row: str = "",
    version_no: int | None = None,
    internal: bool = False,
    on: dt.date,
) -> PaperComment:
    """Say something about a part, or one row of it, of a version (the current one by default).

    What blocks is said of a draft only, under the paper's lock: it and a submission never pass each other.
    """
    require(by, "remarks.add")
    at_own_post(by, paper.mission_id)
    if PaperState(paper.state) in TERMINAL:
        raise PaperIsOver
    if severity == Severity.BLOCKING:
        _check_may_block(paper, internal, by=by)
    version = version_of(paper.reference, version_no or paper.current_no, to=by)
    _check_anchor(version, part, row)
    return insert(
        PaperComment(
            paper=version.paper,
            version=version,
            part=part,
            row=row,
            severity=severity,
            text=text,
            ministry=by.institution,
            internal_to=by.institution if internal else "",
            by_id=by.user_id,
            office_id=by.office_id or 0,
            on=on,
            label=_internal_label(version.paper.label, by) if internal else version.paper.label,
        )
    )


def _check_may_block(paper: MissionPaper, internal: bool, *, by: Subject) -> None:
    """Raise what keeps a remark from blocking; the paper is held from here on."""
    if internal:
        raise InternalBlocksNothing(fields={"severity": [InternalBlocksNothing.message]})
    if PaperState(lock(paper, by=by).state) not in EDITABLE:
        raise OnlyDraftsBlocked(fields={"severity": [OnlyDraftsBlocked.message]})


def _check_anchor(version: PaperVersion, part: str, row: str) -> None:
    if part not in ANCHORS:
        raise InvalidInput(fields={"part": [_("There is no such part.")]})
    rows = content_of(version).get(part)
    codes = {line.get("code") or line.get("country") for line in rows} if isinstance(rows, list) else set()
    if row and row not in codes:
        raise InvalidInput(fields={"row": [_("There is no such row in this version.")]})


def _internal_label(label: Label, by: Subject) -> Label:
    """The paper's marking with the ministry's own list; raises NotOnInternalList."""
    if by.institution not in INTERNAL:
        raise NoInternalRemarks(fields={"internal": [NoInternalRemarks.message]})
    narrower = intern(label.level_code, label.caveats, [*label.compartments, INTERNAL[by.institution]])
    if not may_read(by.user_id, by.office_id or 0, narrower.pk):
        raise NotOnInternalList
    return narrower


@verb("remarks.reply")
def reply(comment: PaperComment, *, by: Subject, text: str, on: dt.date) -> CommentReply:
    """Answer a remark; whoever may read the remark reads the answer."""
    require(by, "remarks.add")
    at_own_post(by, comment.paper.mission_id)
    held = _held(comment, by)
    return insert(
        CommentReply(
            comment=held, text=text, by_id=by.user_id, office_id=by.office_id or 0, on=on, label=held.label
        )
    )


@verb("remarks.resolve")
def resolve(
    comment: PaperComment, *, by: Subject, resolution: str, reason: str = "", on: dt.date
) -> PaperComment:
    """Accept, reject or note a remark; the reason is needed where it is not accepted."""
    require(by, "remarks.resolve")
    at_own_post(by, comment.paper.mission_id)
    held = _held(comment, by)
    if held.resolution:
        raise AlreadyResolved
    if resolution not in Resolution.values:
        raise InvalidInput(fields={"resolution": [_("Choose accepted, rejected or noted.")]})
    if not may_resolve(held, resolution, by=by):
        raise NotYoursToResolve
    if resolution != Resolution.ACCEPTED and not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say why.")]})
    held.resolution, held.resolved_because, held.resolved_on = resolution, reason, on
    held.resolved_by_id, held.resolved_office_id = by.user_id, by.office_id
    held.save(
        update_fields=["resolution", "resolved_because", "resolved_on", "resolved_by", "resolved_office"]
    )
    return held


def may_resolve(comment: PaperComment, resolution: str, *, by: Subject) -> bool:
    """The one answer for page and REST: the section's own ministry, or the one that made the remark.

    What blocks and is about no section stands until the ministry that made it lifts it.
    """
    section = section_of_anchor(content_of(comment.version), comment.part, comment.row)
    made = by.institution == comment.ministry
    if comment.severity != Severity.BLOCKING:
        return writes(by.role, section) or (made and resolution != Resolution.ACCEPTED)
    if resolution == Resolution.ACCEPTED and section:
        return writes(by.role, section)
    return made


def _held(comment: PaperComment, by: Subject) -> PaperComment:
    """The remark under a lock, as far as the person may read it."""
    rows = PaperComment.objects.visible_to(by).select_for_update(of=("self",))
    held = rows.select_related("paper__label", "version__paper", "label").filter(pk=comment.pk).first()
    if held is None:
        raise NotFound
    return held
