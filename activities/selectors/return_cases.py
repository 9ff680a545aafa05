"""What of a marked return went to those who agree to it, and whether it may leave as it is now (domain.md C6)."""

from typing import Any

from access.context import Subject
from access.selectors.dependants import dominates
from activities.lifecycle import CHECKED, ReturnState
from activities.models import DueReturn, ReturnSubmission
from activities.selectors.contents import changed, told
from activities.selectors.returns import went_through
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.selectors.about import cases_about

KIND = "arms_control_return"
SCHEMA_VERSION = 1
OF_THE_OBLIGATION = ("name_en", "name_az", "regime", "instrument", "addressee")
OF_THE_RETURN = ("covers_year", "event", "event_on", "corrects", "label")


def cases_of(row: DueReturn, *, to: Subject) -> Any:
    """Every case about a return, the latest first."""
    return cases_about(row.reference, KIND, to=to)


def submission(reference: str, no: int, *, to: Subject) -> ReturnSubmission | None:
    """A return as it was put up under this number."""
    rows = ReturnSubmission.objects.visible_to(to).filter(due_return__reference=reference, no=no)
    related = ("due_return__obligation__addressee", "due_return__corrects", "due_return__label")
    return rows.select_related(*related).first()


def text_put_up(row: DueReturn, *, to: Subject) -> dict[str, Any] | None:
    """The file that lay with those who agree when it was put up last: its reference, name and digest."""
    last = ReturnSubmission.objects.visible_to(to).filter(due_return=row).order_by("-no").first()
    found: dict[str, Any] | None = last.content["text"] if last else None
    return found


def content_for_approval(row: DueReturn, text: dict[str, Any] | None) -> dict[str, Any]:
    """What is owed for which period, its marking, and the text that is to leave by its digest.

    The day it is due is no part of it: another day asks nobody anew.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "return": row.reference,
        "obligation": row.obligation.reference,
        **told(row.obligation, OF_THE_OBLIGATION),
        **told(row, OF_THE_RETURN),
        "text": text,
    }


def facts_for_route(row: DueReturn) -> dict[str, Any]:
    """What conditions of a route may ask for."""
    return {
        "regime": row.obligation.regime,
        "level": row.label.level_code,
        "correction": row.corrects_id is not None,
    }


def changed_since(submitted: ReturnSubmission) -> list[str]:
    """Words of what was put up that are said otherwise now."""
    now = content_for_approval(submitted.due_return, submitted.content["text"])
    return changed(submitted.content, now)


def is_as_agreed(row: DueReturn, *, to: Subject) -> bool:
    """Whether everybody its route asked agreed to a marked return as it is now, under a marking no lower.

    What security had agreed to before there were routes stays agreed to.
    """
    if went_through(row, CHECKED):
        return True
    case: Case | None = cases_of(row, to=to).select_related("submitted_label").first()
    if case is None or case.state != CaseState.APPROVED or not went_through(row, ReturnState.IN_APPROVAL):
        return False
    submitted = submission(row.reference, case.version_no, to=to)
    return (
        submitted is not None and dominates(case.submitted_label, row.label) and not changed_since(submitted)
    )
