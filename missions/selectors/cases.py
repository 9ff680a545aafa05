"""The approval cases of papers."""

from django.db.models import QuerySet

from access.context import Subject
from approvals.models import Case

KIND = "mission_paper"


def cases_of(reference: str, *, to: Subject) -> QuerySet[Case]:
    """Every case of a paper, newest first."""
    return Case.objects.visible_to(to).filter(kind=KIND, object_reference=reference).order_by("-id")


def latest_case(reference: str, *, to: Subject) -> Case | None:
    """The case that runs, or ran last."""
    return cases_of(reference, to=to).first()
