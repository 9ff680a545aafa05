"""Cases as people ask for them: which there are, what waits for me, what I may answer, who has agreed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet

from access.context import Subject
from approvals import engine
from approvals.engine import Refusal
from approvals.lifecycle import CaseState, StepState, Verdict
from approvals.models import Case, CaseEditor, CaseSeat, CaseStep, Decision
from approvals.registry import kinds
from approvals.selectors.facts import facts_of
from foundation.errors import NotFound


def cases(*, to: Subject) -> QuerySet[Case]:
    """Every case the viewer may see, newest first."""
    return Case.objects.visible_to(to).select_related("label", "mission", "opened_by").order_by("-id")


def case_of(reference: str, *, to: Subject) -> Case:
    """One case; hidden and absent are the same NotFound."""
    case = cases(to=to).filter(reference=reference).first()
    if case is None:
        raise NotFound
    return case


def cases_of(kind: str, object_reference: str, *, to: Subject) -> QuerySet[Case]:
    """Every round of one matter, the newest first."""
    return cases(to=to).filter(kind=kind, object_reference=object_reference)


def open_seats(*, to: Subject) -> QuerySet[CaseSeat]:
    """Undecided seats of open steps, with office, step and case."""
    return (
        CaseSeat.objects.visible_to(to)
        .filter(step__state=StepState.OPEN, decision__isnull=True)
        .select_related("office__institution", "step", "case")
    )


def waiting_for(*, to: Subject) -> QuerySet[Case]:
    """Open cases in which this person, in the office acted in, may decide now; `my_due_on` says until when."""
    if to.office_id is None:
        return cases(to=to).none()
    drafted = CaseEditor.objects.visible_to(to).filter(case=OuterRef("case"), user_id=to.user_id)
    decided = Decision.objects.visible_to(to).filter(case=OuterRef("case"), user_id=to.user_id)
    mine = (
        CaseSeat.objects.visible_to(to)
        .filter(office_id=to.office_id, step__state=StepState.OPEN, decision__isnull=True)
        .filter(Q(step__aftermath=True) | (~Exists(decided) & (Q(step__co_author=True) | ~Exists(drafted))))
    )
    due = CaseStep.objects.visible_to(to).filter(case=OuterRef("pk"), seats__in=mine).order_by().values("case")
    return (
        cases(to=to)
        .filter(Exists(mine.filter(case=OuterRef("pk"))))
        .annotate(my_due_on=due.annotate(first=Min("due_on")).values("first"))
        .order_by(F("my_due_on").asc(nulls_last=True), "id")
    )


def titles(found: list[Case], *, to: Subject) -> dict[str, str]:
    """Titles of the matters of these cases, under the viewer's own wall; one question per kind."""
    known = kinds()
    wanted: dict[str, set[str]] = {}
    for case in found:
        wanted.setdefault(case.kind, set()).add(case.object_reference)
    return {
        reference: title
        for kind, references in wanted.items()
        if kind in known
        for reference, title in known[kind].titles(sorted(references), to=to).items()
    }


@dataclass(frozen=True)
class Available:
    """One seat this person may decide now, with the words it takes."""

    step_id: int
    step: Any
    office: Any
    verdict: Verdict
    verdicts: tuple[Verdict, ...]
    due_on: dt.date | None
    content_hash: str

    @property
    def refusals(self) -> tuple[Verdict, ...]:
        """The words that send it back."""
        return tuple(verdict for verdict in self.verdicts if verdict != self.verdict)


def available_decisions(case: Case, *, to: Subject) -> tuple[Available, ...]:
    """What this person may answer in the office acted in; the one answer for page, admin, API and mail (walls.md 2)."""
    if to.scope != "write" or to.office_id is None:
        return ()
    facts = facts_of(case)
    stored = {step.pk: step for step in case.steps.all()}
    found = []
    for step in facts.steps:
        words = engine.available_verdicts(facts, step, person=to.user_id, office=to.office_id)
        if words:
            row = stored[step.key]
            seat = row.seats.select_related("office").get(office_id=to.office_id)
            found.append(
                Available(row.pk, row, seat.office, step.verdict, words, row.due_on, case.content_hash)
            )
    return tuple(found)


def why_not(case: Case, *, to: Subject) -> Refusal | None:
    """The rule that keeps this person's seated office from deciding now; None when it may, or has no seat to speak of."""
    facts = facts_of(case)
    mine = [step for step in facts.steps if to.office_id in step.seats]
    rules = [engine.refusal(facts, step, person=to.user_id, office=to.office_id) for step in mine]
    if not mine or None in rules or facts.withdrawn or case.state != CaseState.OPEN:
        return None
    shown = (Refusal.AUTHOR_MAY_NOT_DECIDE, Refusal.TWO_SEATS, Refusal.SEAT_HAS_DECIDED, Refusal.STEP_NOT_OPEN)
    return next((rule for rule in shown if rule in rules), None)
