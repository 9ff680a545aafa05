"""Stages that papers belong to."""

from access.context import Subject
from agreements.models import Agreement, StageEvent


def stage_called(agreement: Agreement, state: str, *, to: Subject) -> StageEvent | None:
    """The last time the agreement reached a state."""
    return StageEvent.objects.visible_to(to).filter(agreement=agreement, state=state).order_by("-id").first()
