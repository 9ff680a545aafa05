"""Which decisions taken on paper an office may record in a case now."""

from dataclasses import dataclass
from typing import Any

from access.context import Subject
from accounts.models import Office
from approvals import engine
from approvals.lifecycle import Verdict
from approvals.models import Case, CaseSeat
from approvals.selectors.bars import bar_of
from approvals.selectors.cases import open_seats
from approvals.selectors.facts import facts_of
from foundation.permissions import may


@dataclass(frozen=True)
class Recordable:
    """A seat whose decision on paper may be recorded, with the words it takes."""

    step: Any
    office: Office
    verdicts: tuple[Verdict, ...]
    content_hash: str

    @property
    def outside(self) -> bool:
        """True where nobody decides in the system at all."""
        return bool(self.step.outside)


def recordable_seats(case: Case, *, to: Subject) -> list[CaseSeat]:
    """Open seats of the institution of the office acted in; of what is decided outside, the office's own alone."""
    seats = open_seats(to=to).filter(case=case, office__institution__code=to.institution)
    return [
        seat
        for seat in seats.order_by("step__order", "id")
        if not seat.step.outside or seat.office_id == to.office_id
    ]


def available_recordings(
    case: Case, *, to: Subject, known: engine.CaseFacts | None = None
) -> tuple[Recordable, ...]:
    """What this person may record in the office acted in; the one answer for page, admin and API."""
    if to.office_id is None or not may(to, "cases.record_outside"):
        return ()
    facts, barred = known or facts_of(case), bar_of(case, to=to)
    steps = {step.key: step for step in facts.steps}
    found = []
    for seat in recordable_seats(case, to=to):
        verdicts = engine.available_verdicts(
            facts, steps[seat.step_id], person=to.user_id, office=seat.office_id, barred=barred, recorded=True
        )
        if verdicts:
            found.append(Recordable(seat.step, seat.office, verdicts, case.content_hash))
    return tuple(found)
