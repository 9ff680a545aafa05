"""Proposals to lower a marking: what waits for a second person."""

from django.db.models import QuerySet

from access.context import Subject
from access.models import LoweringProposal


def proposals(*, to: Subject) -> QuerySet[LoweringProposal]:
    """Those about records the viewer may read, what waits first and the newest above."""
    return (
        LoweringProposal.objects.visible_to(to)
        .select_related("label", "from_label", "new_label", "proposed_by", "confirmed_by")
        .order_by("-confirmed_at", "-id")
    )
