"""Submitting a paper for signature and approval, and taking it back (domain.md A2.15, I8, C6)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.selectors.lists import need_to_know_list
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.services.cases import open_case, withdraw_case
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotPermitted, RecordChanged, TransitionRefused
from foundation.permissions import require
from missions.engine import KIND, PART_OF, Gap, gaps
from missions.lifecycle import BEFORE_EFFECT, PaperState
from missions.models import MissionPaper, PaperVersion
from missions.selectors.cases import facts_for_route, latest_case
from missions.selectors.contents import written
from missions.selectors.remarks import blocking, open_conflicts
from missions.selectors.sight import is_guided
from missions.services.meetings import tell_other_leadership
from missions.services.moves import at_own_post, current_version, lock, move
from missions.services.papers import NotInDraft
from missions.services.versions import editor_ids, freeze
from missions.verbs import LEADERSHIP


class PaperIncomplete(DomainError):
    """Not approvable without objectives, both priorities with rationale, money and people (I8); names every gap."""

    message = _("The paper cannot be submitted yet: something is missing in several parts.")


class ObjectivesMissing(PaperIncomplete):
    """At least one objective, each with measure, target and date."""

    message = _("The paper cannot be submitted without objectives that can be measured.")


class PrioritiesIncomplete(PaperIncomplete):
    """Political and geographic rank of the receiving State, with a rationale."""

    message = _(
        "The paper cannot be submitted without political and geographic priority and their rationale."
    )


class ResourcesMissing(PaperIncomplete):
    """Money and people, each tied to a kind of activity."""

    message = _("The paper cannot be submitted without money and people for named kinds of activity.")


class NeedToKnowMissing(PaperIncomplete):
    """The marking has to name the mission's own need-to-know list."""

    message = _("The marking does not name the mission's need-to-know list.")


class RemarksBlock(DomainError):
    """A blocking remark is resolved before anybody is asked to sign (A2.16)."""

    message = _("A blocking remark is still open. Resolve it before you submit.")


class ConflictsOpen(DomainError):
    """No paper is signed over a conflict of its two sections (A7.32)."""

    message = _("A conflict between the two sections is still open. Resolve it before you submit.")


class CannotBeWithdrawn(TransitionRefused):
    """What took effect is superseded or expires; it is not withdrawn."""

    message = _("A paper that took effect is not withdrawn; a new one supersedes it.")


class LeadershipWithdraws(NotPermitted):
    """What both leaderships approved is not taken back by the post or by a desk."""

    message = _("Both ministries have approved this paper: the leadership of one of them takes it back.")


class ReasonMissing(InvalidInput):
    """The other leadership reads why."""

    message = _("Say why.")


class IndicatorsUnmeasured(PaperIncomplete):
    """An indicator tells nothing without unit, baseline and target."""

    message = _("The paper cannot be submitted with indicators that have no unit, baseline or target.")


class TasksUnowned(PaperIncomplete):
    """A task without owner, date and objective is a wish."""

    message = _("The paper cannot be submitted with tasks that have no owner, date or objective.")


class ContingenciesIncomplete(PaperIncomplete):
    """Risk, trigger, response and owner belong together."""

    message = _("The paper cannot be submitted with contingencies that have no trigger, response or owner.")


class ObjectivesUntraced(PaperIncomplete):
    """While a strategy is in effect, each objective of a paper serves one of its own (A2.11, A7.30)."""

    message = _(
        "The paper cannot be submitted with objectives that serve no objective of the strategy in effect."
    )


class GroundMissing(PaperIncomplete):
    """Without the host's situation or our interests the objectives hang in the air."""

    message = _("The paper cannot be submitted without a word on the host or on our interests in it.")


BY_PART = {
    "host_context": GroundMissing,
    "indicators": IndicatorsUnmeasured,
    "tasks": TasksUnowned,
    "contingencies": ContingenciesIncomplete,
    "objectives": ObjectivesMissing,
    "priorities": PrioritiesIncomplete,
    "resources": ResourcesMissing,
}


class Shortcoming(str):
    """A gap in the reader's words; `code` is its stable name over REST."""

    code: str

    def __new__(cls, gap: Gap) -> "Shortcoming":
        words = super().__new__(cls, str(gap.label))
        words.code = gap.value
        return words


@verb("papers.submit")
def submit(
    paper: MissionPaper, *, by: Subject, version: int | None = None, at: dt.datetime, on: dt.date
) -> Case:
    """Freeze the draft and open its case: signatures at post first, then both ministries.

    Raises PaperIncomplete (or its one kind) with everything that is missing; NoApprover names a vacant office.
    """
    require(by, "papers.submit")
    at_own_post(by, paper.mission_id)
    held = lock(paper, by=by, version=version)
    if held.state != PaperState.DRAFT:
        raise NotInDraft
    text = current_version(held)
    check_complete(text, by=by)
    check_unblocked(held, by=by)
    freeze(text, at=at)
    move(held, PaperState.POST_COORDINATION, by=by, on=on)
    return open_case(
        by=by,
        kind=KIND,
        object_reference=held.reference,
        version_no=text.no,
        content_hash=text.content_hash,
        label=text.label,
        editors=editor_ids(text),
        mission=held.mission,
        facts=facts_for_route(held),
        at=at,
        on=on,
        is_demo=held.is_demo,
    )


def check_complete(version: PaperVersion, *, by: Subject) -> None:
    """Raise what stands in the way of submission, all of it at once."""
    paper = version.paper
    if need_to_know_list(paper.mission) not in version.label.compartments:
        raise NeedToKnowMissing
    fields: dict[str, object] = {}
    missing = gaps(written(version), guided=is_guided(version, to=by))
    for gap in missing:
        said = fields.setdefault(PART_OF[gap], [])
        said.append(Shortcoming(gap))  # type: ignore[attr-defined]
    if fields:
        kind = BY_PART[next(iter(fields))] if len(fields) == 1 else PaperIncomplete
        kind = ObjectivesUntraced if missing == [Gap.OBJECTIVES_UNTRACED] else kind
        raise kind(fields=fields)


def check_unblocked(paper: MissionPaper, *, by: Subject) -> None:
    """Raise what two sides have not yet talked out; the database asks again, also about what `by` may not see."""
    if blocking(paper, to=by).exists():
        raise RemarksBlock
    if open_conflicts(paper, to=by).exists():
        raise ConflictsOpen


@verb("papers.withdraw")
def withdraw(
    paper: MissionPaper,
    *,
    by: Subject,
    reason: str,
    version: int | None = None,
    at: dt.datetime,
    on: dt.date,
) -> MissionPaper:
    """Take a paper back before it takes effect; a running case closes, its decisions stay on the sheet.

    Before approval the Center or the attaché does; after it an office of either leadership, and the other one is told.
    Raises LeadershipWithdraws, ReasonMissing, CannotBeWithdrawn; RecordChanged when it was submitted in between.
    """
    require(by, "papers.withdraw")
    at_own_post(by, paper.mission_id)
    if not reason.strip():
        raise ReasonMissing(fields={"reason": [ReasonMissing.message]})
    # The case is locked before the paper, as deciding does, so that the two never wait for each other.
    case = latest_case(paper.reference, to=by)
    if case is not None and case.state in (CaseState.OPEN, CaseState.RETURNED):
        withdraw_case(case, by=by, reason=reason, at=at)
    held = lock(paper, by=by, version=version)
    if latest_case(paper.reference, to=by) != case:
        raise RecordChanged  # submitted in between: that case is not held
    check_may_withdraw(held, by)
    if held.state == PaperState.APPROVED:
        tell_other_leadership(held, by=by, reason=reason.strip(), on=on)
    move(held, PaperState.WITHDRAWN, by=by, on=on, reason=reason)
    return held


def check_may_withdraw(paper: MissionPaper, by: Subject) -> None:
    """Raise CannotBeWithdrawn, or LeadershipWithdraws for who may not at this stage."""
    if PaperState(paper.state) not in BEFORE_EFFECT:
        raise CannotBeWithdrawn
    if (paper.state == PaperState.APPROVED) != by.holds(*LEADERSHIP):
        raise LeadershipWithdraws if paper.state == PaperState.APPROVED else NotPermitted
