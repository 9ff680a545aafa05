"""Reading remarks and conflicts: by part of a paper, one of them, and the matrix of both sides."""

import datetime as dt
from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from access.context import Subject
from access.selectors.lists import called
from foundation.errors import NotFound
from missions.lifecycle import ConflictState, Severity
from missions.models import CommentReply, ConflictEntry, MissionPaper, PaperComment, PaperConflict
from missions.selectors.wordings import NAMES
from publishing.tables import Column, Table


def remarks(of: MissionPaper, *, to: Subject) -> QuerySet[PaperComment]:
    """Remarks on every version that the viewer may see, as they were said."""
    rows = PaperComment.objects.visible_to(to).filter(paper=of)
    return rows.select_related(
        "by", "office", "resolved_by", "resolved_office", "version__paper__label", "label"
    ).order_by("id")


def remark(of: MissionPaper, key: str, *, to: Subject) -> PaperComment:
    """One remark of a paper; hidden and absent are the same NotFound."""
    found = remarks(of, to=to).select_related("paper").filter(key=_uuid(key)).first()
    if found is None:
        raise NotFound
    return found


def _uuid(key: str) -> UUID:
    try:
        return UUID(key)
    except ValueError:
        raise NotFound from None


def with_replies(rows: list[PaperComment], *, to: Subject) -> dict[int, list[CommentReply]]:
    """Answers by remark: one query for all of them."""
    found = CommentReply.objects.visible_to(to).filter(comment__in=[row.pk for row in rows])
    by_comment: dict[int, list[CommentReply]] = {}
    for reply in found.select_related("by", "office").order_by("id"):
        by_comment.setdefault(reply.comment_id, []).append(reply)
    return by_comment


def blocking(of: MissionPaper, *, to: Subject) -> QuerySet[PaperComment]:
    """What stops submission, of whatever version."""
    return remarks(of, to=to).filter(severity=Severity.BLOCKING, resolution="")


def conflicts(of: MissionPaper, *, to: Subject) -> QuerySet[PaperConflict]:
    """Conflicts of a paper, as they were raised."""
    rows = PaperConflict.objects.visible_to(to).filter(paper=of)
    return rows.select_related("by", "office__institution").order_by("id")


def open_conflicts(of: MissionPaper, *, to: Subject) -> QuerySet[PaperConflict]:
    """Those that stop submission."""
    return conflicts(of, to=to).filter(state=ConflictState.OPEN)


def conflict(of: MissionPaper, key: str, *, to: Subject) -> PaperConflict:
    """One conflict of a paper; raises NotFound."""
    found = conflicts(of, to=to).select_related("paper__label").filter(key=_uuid(key)).first()
    if found is None:
        raise NotFound
    return found


def entries_of(rows: list[PaperConflict], *, to: Subject) -> dict[int, list[ConflictEntry]]:
    """The log of each conflict: one query for all of them."""
    found = ConflictEntry.objects.visible_to(to).filter(conflict__in=[row.pk for row in rows])
    by_conflict: dict[int, list[ConflictEntry]] = {}
    for entry in found.select_related("by", "office").order_by("id"):
        by_conflict.setdefault(entry.conflict_id, []).append(entry)
    return by_conflict


def place_of(row: PaperComment) -> str:
    """Where a remark belongs, in people's words."""
    return " ".join(filter(None, (str(NAMES[row.part]), row.row)))


def matrix(
    of: MissionPaper,
    *,
    to: Subject,
    marking: str,
    prepared_for: str,
    language: str,
    at: dt.datetime | None = None,
    internal: bool = True,
) -> Table:
    """Both sides' remarks with what became of them, as far as the reader may see them; each row says its marking.

    Without `internal` those kept within a ministry are left out, for a table both ministries may have.
    """
    rows = list(for_export(of, to=to, internal=internal))
    answers = with_replies(rows, to=to)
    counted = Counter(row.get_resolution_display() or _("Open") for row in rows)
    lists = called({code for row in rows for code in row.label.compartments})
    columns = [
        Column("version", _("Version"), "integer"), Column("place", _("Part")), Column("severity", _("Severity")),
        Column("text", _("Remark")), Column("office", _("Made by")), Column("on", _("Made on"), "date"),
        Column("internal", _("Internal to")), Column("resolution", _("Resolution")), Column("why", _("Why")),
        Column("resolved_by", _("Resolved by")), Column("resolved_on", _("Resolved on"), "date"),
        Column("answers", _("Answers")), Column("marked", _("Marking of the remark")),
    ]  # fmt: skip
    return Table(
        title=_("Remarks on %(title)s") % {"title": of.title},
        question=_("What did each side remark, and what became of it?"),
        columns=columns,
        rows=[_line(row, answers.get(row.pk, []), lists) for row in rows],
        summary=dict(counted),
        marking=marking,
        prepared_for=prepared_for,
        printed_at=at,
        language=language,
    )


def for_export(of: MissionPaper, *, to: Subject, internal: bool) -> QuerySet[PaperComment]:
    """What an export holds, with or without what is internal to the reader's ministry."""
    rows = remarks(of, to=to)
    return rows if internal else rows.filter(internal_to="")


def _line(row: PaperComment, answers: list[CommentReply], lists: dict[str, str]) -> dict[str, Any]:
    return {
        "version": row.version.no,
        "place": place_of(row),
        "severity": row.get_severity_display(),
        "text": row.text,
        "office": f"{row.by}, {row.office}",
        "on": row.on,
        "internal": internal_words(row),
        "resolution": row.get_resolution_display() or _("Open"),
        "why": row.resolved_because,
        "resolved_by": f"{row.resolved_by}, {row.resolved_office}" if row.resolved_by else "",
        "resolved_on": row.resolved_on,
        "marked": " // ".join([row.label.marking, *(lists[code] for code in row.label.compartments)]),
        "answers": "\n".join(f"{answer.office}: {answer.text}" for answer in answers),
    }


def internal_words(row: PaperComment) -> str:
    """To whom a remark is internal; empty where both ministries read it."""
    return {"mod": _("Ministry of Defence"), "mfa": _("Ministry of Foreign Affairs")}.get(row.internal_to, "")
