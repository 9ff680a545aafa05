"""Why nobody is asked any more to read what was approved, for whoever opens the case."""

from typing import Any

from access.context import Subject
from approvals.engine import CaseFacts
from approvals.lifecycle import Over, StepState
from approvals.models import Case, Movement


def why_over(case: Case, facts: CaseFacts, *, to: Subject) -> Any:
    """In words; empty while the matter stands, or where everybody had read it before it ended."""
    if not facts.over:
        return ""
    closed = Movement.objects.visible_to(to).filter(case=case, state=StepState.NOT_NEEDED).order_by("-id")
    reason = closed.values_list("reason", flat=True).first()
    return Over(reason).label if reason in Over.values else Over.MATTER_ENDED.label
