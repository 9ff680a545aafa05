"""Who has to do what next with a paper, in one list for everybody who opens it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.wording import written_date
from missions.engine import PART_OF, gaps, section_of_anchor
from missions.lifecycle import IN_EFFECT, ConflictState, PaperState, Section, Severity
from missions.models import MissionPaper, PaperComment, PaperConflict
from missions.selectors.confirmations import Confirmation
from missions.selectors.readings import Measured
from missions.selectors.wordings import NAMES


@dataclass(frozen=True, slots=True)
class NextStep:
    """Who, what, and the anchor on the paper's page where it is done."""

    who: str
    what: str
    anchor: str


def next_steps(
    paper: MissionPaper,
    content: dict[str, Any],
    *,
    remarks: Sequence[PaperComment],
    conflicts: Sequence[PaperConflict],
    confirmations: Sequence[Confirmation],
    indicators: Sequence[Measured],
    asked: Sequence[str],
    review_on: dt.date | None,
    guided: bool,
) -> list[NextStep]:
    """From what stops the paper to what keeps it alive; nothing for a paper that has ended."""
    state = PaperState(paper.state)
    steps = [*_conflicts(conflicts), *_remarks(remarks, content)]
    if state == PaperState.DRAFT:
        steps += [NextStep(_both(), str(gap.label), PART_OF[gap]) for gap in gaps(content, guided=guided)]
    steps += [NextStep(office, _("decides"), "track") for office in asked]
    steps += [
        NextStep(row.office, _("confirms the paper as its own"), "confirmations")
        for row in confirmations
        if row.is_missing
    ]
    if state == PaperState.UNDER_REVIEW:
        steps.append(
            NextStep(_both(), _("end the review: confirm the paper, or draft its successor"), "review")
        )
    elif state == PaperState.EFFECTIVE and review_on:
        steps.append(
            NextStep(_both(), _("review the paper on %(day)s") % {"day": written_date(review_on)}, "review")
        )
    return [*steps, *(_readings(indicators) if state in IN_EFFECT else [])]


def _readings(indicators: Sequence[Measured]) -> list[NextStep]:
    """Indicators that nobody has measured yet."""
    return [
        NextStep(
            str(Section(row.section).label),
            _("records a first reading of %(code)s") % {"code": row.code},
            "indicators",
        )
        for row in indicators
        if not row.readings
    ]


def _both() -> str:
    return _("Both ministries")


def _conflicts(conflicts: Sequence[PaperConflict]) -> list[NextStep]:
    return [
        NextStep(
            _both(),
            _("resolve the conflict of %(task)s with %(objective)s")
            % {"task": row.task, "objective": row.objective},
            "conflicts",
        )
        for row in conflicts
        if row.state == ConflictState.OPEN
    ]


def _remarks(remarks: Sequence[PaperComment], content: dict[str, Any]) -> list[NextStep]:
    """One line per part: how many remarks wait there, and how many of them block."""
    waiting: dict[str, list[PaperComment]] = {}
    for row in remarks:
        if row.is_open:
            waiting.setdefault(row.part, []).append(row)
    found = []
    for part, rows in waiting.items():
        sections = {section_of_anchor(content, row.part, row.row) for row in rows}
        section = sections.pop() if len(sections) == 1 else None
        blocking = sum(1 for row in rows if row.severity == Severity.BLOCKING)
        what = ngettext(
            "answers %(count)d remark on “%(part)s”", "answers %(count)d remarks on “%(part)s”", len(rows)
        ) % {"count": len(rows), "part": NAMES[part]}
        if blocking:
            what += " · " + ngettext("%(count)d remark blocks it", "%(count)d remarks block it", blocking) % {
                "count": blocking
            }
        found.append((-blocking, NextStep(str(Section(section).label) if section else _both(), what, part)))
    return [step for _weight, step in sorted(found, key=lambda pair: pair[0])]
