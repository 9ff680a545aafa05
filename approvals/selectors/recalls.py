"""What somebody may still take back in a case, and until when."""

import datetime as dt
from dataclasses import dataclass

from access.context import Subject
from approvals.engine import RecallRefusal, recall_refusal
from approvals.lifecycle import CaseState, Verdict
from approvals.models import Case, Decision
from directory.selectors.calendar import work_calendar


@dataclass(frozen=True)
class Recallable:
    """A decision of one's own that may be taken back, up to and including `last_on`."""

    decision: Decision
    last_on: dt.date


def own_decision(case: Case, *, to: Subject) -> Decision | None:
    """The latest decision that this person gave in the office acted in and that stands; not one only recorded."""
    return (
        Decision.objects.visible_to(to)
        .filter(case=case, user_id=to.user_id, office_id=to.office_id or 0, is_recorded=False)
        .filter(revocation__isnull=True)
        .order_by("-id")
        .first()
    )


def last_day(decision: Decision, case: Case) -> dt.date | None:
    """Last day on which the route lets it be taken back."""
    return work_calendar().add(decision.on, case.recall_days) if case.recall_days else None


def refusal_of(decision: Decision, case: Case, *, to: Subject, on: dt.date) -> RecallRefusal | None:
    """The rule that keeps it from being taken back on a day."""
    later = Decision.objects.visible_to(to).filter(case=case, pk__gt=decision.pk, revocation__isnull=True)
    return recall_refusal(
        Verdict(decision.verdict), CaseState(case.state), decided_since=later.exists(), on=on,
        last_on=last_day(decision, case),
    )  # fmt: skip


def recallable(case: Case, *, to: Subject, on: dt.date) -> Recallable | None:
    """What this person may take back now; the one answer for page, admin and API."""
    if case.state != CaseState.OPEN or to.scope != "write":
        return None
    decision = own_decision(case, to=to)
    if decision is None or refusal_of(decision, case, to=to, on=on) is not None:
        return None
    last_on = last_day(decision, case)
    return Recallable(decision, last_on) if last_on else None
