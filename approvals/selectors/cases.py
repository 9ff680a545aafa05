"""Cases as people ask for them: which there are, what waits for me, what I may answer, who has agreed."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from access.context import Subject
from approvals import engine
from approvals.engine import Refusal
from approvals.lifecycle import CaseState, StepState, Verdict
from approvals.models import Case, CaseEditor, CaseSeat, CaseStep, Decision
from approvals.registry import kind_label, kinds
from approvals.selectors.bars import bar_of, limits_of
from approvals.selectors.facts import facts_of
from approvals.selectors.health import health_rows
from approvals.selectors.sheet import decision_sheet, track
from foundation.errors import NotFound
from foundation.permissions import may
from reminders.registry import Titled

__all__ = [
    "Available", "Waiting", "available_decisions", "case_of", "case_titles", "cases", "cases_of", "decision_sheet",
    "health_rows", "open_seats", "titles", "track", "waiting_cases", "waiting_for", "why_not", "with_due_day",
]  # fmt: skip


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


def with_due_day(*, to: Subject) -> QuerySet[Case]:
    """Every case with `due_on`: the nearest last day among its open steps."""
    steps = CaseStep.objects.visible_to(to).filter(case=OuterRef("pk"), state=StepState.OPEN).order_by()
    return cases(to=to).annotate(due_on=steps.values("case").annotate(first=Min("due_on")).values("first"))


def open_seats(*, to: Subject) -> QuerySet[CaseSeat]:
    """Undecided seats of open steps, with office, step and case."""
    return (
        CaseSeat.objects.visible_to(to)
        .filter(step__state=StepState.OPEN, decision__isnull=True)
        .select_related("office__institution", "step", "case")
    )


@dataclass(frozen=True)
class Waiting:
    """One line of my desk: what is asked of me, about what, until when."""

    case: Case
    title: str
    asked: Any
    due_on: dt.date | None

    @property
    def reference(self) -> str:
        """The case's public id."""
        return self.case.reference

    @property
    def label_id(self) -> int:
        """For the marking of the page."""
        return self.case.label_id

    @property
    def kind(self) -> Any:
        """The kind of matter in people's words."""
        return kind_label(self.case.kind)


def waiting_cases(*, to: Subject) -> QuerySet[Case]:
    """Cases in which this person, in the office acted in, may decide now, with `my_due_on` and `my_verdict`.

    What is decided outside the system waits for whoever of its office may record it. The same as asked.is_asked() says
    of one case, for a whole list: a test compares the two.
    """
    if to.office_id is None or to.scope != "write":
        return cases(to=to).none()
    limits = limits_of(to)
    if limits.refused is not None:
        return cases(to=to).none()
    drafted = CaseEditor.objects.visible_to(to).filter(case=OuterRef("case"), user_id=to.user_id)
    decided = Decision.objects.visible_to(to).filter(
        case=OuterRef("case"), user_id=to.user_id, revocation__isnull=True
    )
    mine = (
        CaseSeat.objects.visible_to(to)
        .filter(office_id=to.office_id, step__state=StepState.OPEN, decision__isnull=True)
        .filter(Q(step__aftermath=True) | (~Exists(decided) & (Q(step__co_author=True) | ~Exists(drafted))))
        .filter(Q(step__outside=False) | ~Exists(drafted))
        .filter(case=OuterRef("pk"))
        .order_by(F("step__due_on").asc(nulls_last=True), "id")
    )
    if not may(to, "cases.record_outside"):
        mine = mine.filter(step__outside=False)
    covered = cases(to=to) if limits.kinds is None else cases(to=to).filter(kind__in=limits.kinds)
    return (
        covered.filter(Exists(mine))
        .annotate(
            my_due_on=Subquery(mine.values("step__due_on")[:1]),
            my_verdict=Subquery(mine.values("step__verdict")[:1]),
        )
        .order_by(F("my_due_on").asc(nulls_last=True), "id")
    )


def waiting_for(*, to: Subject) -> list[Waiting]:
    """What waits for this person's decision, the nearest last day first, with the titles it may see."""
    found: list[Any] = list(waiting_cases(to=to))
    named = titles(found, to=to)
    return [
        Waiting(
            case,
            named.get(case.object_reference, case.object_reference),
            Verdict(case.my_verdict).label,
            case.my_due_on,
        )
        for case in found
    ]


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


def case_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What the matters of these cases are called, by the reference of the case; hidden matters are left out."""
    found = list(cases(to=to).filter(reference__in=references).order_by())
    named = titles(found, to=to)
    return {
        case.reference: Titled(named[case.object_reference], case.label_id)
        for case in found
        if case.object_reference in named
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


def available_decisions(
    case: Case, *, to: Subject, known: engine.CaseFacts | None = None
) -> tuple[Available, ...]:
    """What this person may answer in the office acted in; the one answer for page, admin, API and mail (walls.md 2).

    `known`: the case's facts, where the caller has read them.
    """
    if to.scope != "write" or to.office_id is None:
        return ()
    facts, barred = known or facts_of(case), bar_of(case, to=to)
    words = {
        step.key: engine.available_verdicts(
            facts, step, person=to.user_id, office=to.office_id, barred=barred
        )
        for step in facts.steps
        if to.office_id in step.seats
    }
    open_to_me = [key for key, verdicts in words.items() if verdicts]
    if not open_to_me:
        return ()
    seats = CaseSeat.objects.visible_to(to).filter(
        step__in=open_to_me, office_id=to.office_id, decision__isnull=True
    )
    return tuple(
        Available(
            seat.step_id, seat.step, seat.office, Verdict(seat.step.verdict), words[seat.step_id], seat.step.due_on,
            case.content_hash,
        )
        for seat in seats.select_related("step", "office").order_by("step__order", "id")
    )  # fmt: skip


def why_not(case: Case, *, to: Subject, known: engine.CaseFacts | None = None) -> Refusal | None:
    """The rule that keeps this person's office from deciding now; None when it may, or has no seat at all."""
    facts = known or facts_of(case)
    mine = [step for step in facts.steps if to.office_id in step.seats]
    barred = bar_of(case, to=to) if mine else None
    rules = {
        engine.refusal(facts, step, person=to.user_id, office=to.office_id, barred=barred) for step in mine
    }
    if not mine or None in rules or case.state != CaseState.OPEN:
        return None
    states = engine.outcome(facts).steps
    if any(
        d.seat == to.office_id and states[d.step] in (StepState.DONE, StepState.OPEN) for d in facts.decisions
    ):
        rules.add(Refusal.SEAT_HAS_DECIDED)
    shown = (
        Refusal.OFFICE_NOT_HELD,
        Refusal.OTHER_INSTITUTION,
        Refusal.BEYOND_DELEGATION,
        Refusal.ONLY_RECORDED,
        Refusal.AUTHOR_MAY_NOT_DECIDE,
        Refusal.TWO_SEATS,
        Refusal.SEAT_HAS_DECIDED,
        Refusal.STEP_NOT_OPEN,
    )
    return next((rule for rule in shown if rule in rules), None)
