"""The decision sheet for the paper file, and the track for the picture: who has agreed, who is late."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from access.context import Subject
from accounts.models import Office
from approvals.lifecycle import REFUSING, StepState, Verdict
from approvals.models import Case, CaseSeat, CaseStep, Decision, Evidence, Revocation
from approvals.selectors.ageing import Ageing, ageing
from directory.selectors.calendar import work_calendar
from foundation.workdays import WorkCalendar


@dataclass(frozen=True)
class SheetRow:
    """One decision as it is printed: who, in which office, on whose behalf, which word, why, on what, when.

    `evidence`: it was taken on paper by whoever that names; `person` only recorded it. `taken_back`: it stands no more.
    """

    step: CaseStep
    office: Office
    person: str
    on_behalf_of: str
    acting: bool
    verdict: Verdict
    word: str
    reason: Any
    comment: str
    content_hash: str
    at: dt.datetime
    on: dt.date
    evidence: Evidence | None = None
    taken_back: Revocation | None = None

    @property
    def recorded(self) -> bool:
        """True for a decision taken on paper and only recorded here."""
        return self.evidence is not None

    @property
    def decided_by(self) -> str:
        """Whoever took the decision, in the system or on paper."""
        return self.evidence.decided_by if self.evidence else self.person

    @property
    def refuses(self) -> bool:
        """True for a return or a rejection."""
        return self.verdict in REFUSING


def decision_sheet(case: Case, *, to: Subject) -> list[SheetRow]:
    """Every decision of a case in the order given; empty for whoever may not see the case."""
    rows = (
        Decision.objects.visible_to(to)
        .filter(case=case)
        .select_related(
            "step",
            "office__institution",
            "user",
            "on_behalf_of",
            "evidence__file",
            "evidence__recorded_in",
            "revocation",
        )
        .order_by("step__order", "at", "id")
    )
    return [_sheet_row(row) for row in rows]


def _sheet_row(row: Decision) -> SheetRow:
    return SheetRow(
        step=row.step, office=row.office, person=row.user.full_name, acting=row.is_acting,
        on_behalf_of=row.on_behalf_of.full_name if row.on_behalf_of else "", verdict=Verdict(row.verdict),
        word=word_given(row),
        reason=row.get_reason_code_display() if row.reason_code else "", comment=row.comment,
        content_hash=row.content_hash, at=row.at, on=row.on, evidence=getattr(row, "evidence", None),
        taken_back=getattr(row, "revocation", None),
    )  # fmt: skip


@dataclass(frozen=True)
class TrackStep:
    """One step of the picture; `state` is one of the track's own words: done, current, late, waiting, returned."""

    label: str
    who: str
    state: str
    date: dt.date | None
    word: str
    phase: str
    late: bool
    age: Ageing | None = None
    key: int = 0
    clause: str = ""


def track(case: Case, *, to: Subject, on: dt.date | None = None) -> list[TrackStep]:
    """The steps with who has decided or is asked, and who is late `on` that day (nobody, when no day is given)."""
    seats: dict[int, list[CaseSeat]] = {}
    found = (
        CaseSeat.objects.visible_to(to)
        .filter(case=case)
        .exclude(decision__revocation__isnull=False)
        .select_related("office", "decision__user", "decision__on_behalf_of", "decision__evidence")
    )
    for seat in found.order_by("id"):
        seats.setdefault(seat.step_id, []).append(seat)
    steps = CaseStep.objects.visible_to(to).filter(case=case).order_by("order", "id")
    calendar = work_calendar() if on else WorkCalendar()
    return [_track_step(step, seats.get(step.pk, []), on, calendar) for step in steps]


SHOWN = {
    StepState.WAITING: "waiting",
    StepState.OPEN: "current",
    StepState.DONE: "done",
    StepState.RETURNED: "returned",
    StepState.REJECTED: "returned",
    StepState.NOT_NEEDED: "waiting",
}


def _track_step(
    step: CaseStep, seats: list[CaseSeat], on: dt.date | None, calendar: WorkCalendar
) -> TrackStep:
    state = StepState(step.state)
    late = bool(on and state == StepState.OPEN and step.due_on and step.due_on < on)
    return TrackStep(
        label=step.name,
        who=" · ".join(_who(seat, state) for seat in seats if state != StepState.DONE or decision_of(seat)),
        state="late" if late else SHOWN[state],
        date=step.due_on
        if state == StepState.OPEN
        else step.closed_on
        if state != StepState.NOT_NEEDED
        else None,
        word=_word(step, state, late),
        phase=step.phase,
        late=late,
        age=ageing(step, on, calendar) if on and state != StepState.NOT_NEEDED else None,
        key=step.pk,
        clause=step.clause,
    )


def decision_of(seat: CaseSeat) -> Decision | None:
    """The decision of a seat, where there is one."""
    return getattr(seat, "decision", None)


def _who(seat: CaseSeat, state: StepState) -> str:
    decision = decision_of(seat)
    if decision is None:
        return str(seat.office)
    if decision.is_recorded:
        person = f"{decision.evidence.decided_by} ({_('on paper')})"
    else:
        person = decision.user.full_name + _quality(decision)
    return person if state != StepState.OPEN else f"{person} – {word_given(decision)}"


def _quality(decision: Decision) -> str:
    """In which quality somebody decided, where the office is not his own."""
    if decision.on_behalf_of:
        return f" ({_('on behalf of %(name)s') % {'name': decision.on_behalf_of.full_name}})"
    return f" ({_('acting')})" if decision.is_acting else ""


def word_given(decision: Decision) -> str:
    """The decision as something that has happened: concurred, returned."""
    return WORDS_DONE[Verdict(decision.verdict)]()


WORDS_DONE = {
    Verdict.CONCUR: lambda: _("Concurred"),
    Verdict.APPROVE: lambda: _("Approved"),
    Verdict.SIGN: lambda: _("Signed"),
    Verdict.ACKNOWLEDGE: lambda: _("Acknowledged"),
    Verdict.RETURN: lambda: _("Returned"),
    Verdict.REJECT: lambda: _("Rejected"),
}


def _word(step: CaseStep, state: StepState, late: bool) -> str:
    if state == StepState.DONE:
        return WORDS_DONE[Verdict(step.verdict)]()
    if state == StepState.OPEN:
        return (
            _("Late, asked to answer by")
            if late
            else _("Asked to answer by")
            if step.due_on
            else _("Under way")
        )
    return str(state.label)
