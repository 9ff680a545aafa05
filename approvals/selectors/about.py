"""Cases about one record of another floor."""

from typing import Any

from access.context import Subject
from approvals.lifecycle import CaseState
from approvals.models import Case


def cases_about(reference: str, *kinds: str, to: Subject) -> Any:
    """Every case of these kinds about a record that the viewer may see, the latest first."""
    return Case.objects.visible_to(to).filter(kind__in=kinds, object_reference=reference).order_by("-id")


def open_case_about(reference: str, *kinds: str, to: Subject) -> Case | None:
    """The one that runs."""
    found: Case | None = cases_about(reference, *kinds, to=to).filter(state=CaseState.OPEN).first()
    return found
