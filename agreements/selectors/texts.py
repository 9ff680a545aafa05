"""Texts of an agreement in each language, and the papers of its stages."""

from django.db.models import QuerySet

from access.context import Subject
from agreements.models import Agreement, AgreementText, StageDocument, StageEvent


def texts_of(agreement: Agreement, *, to: Subject) -> QuerySet:
    """Language versions, authentic ones first."""
    return AgreementText.objects.visible_to(to).filter(agreement=agreement).select_related("file")


def papers_of(agreement: Agreement, *, to: Subject) -> QuerySet:
    """Papers of its stages, in the order of the stages."""
    rows = StageDocument.objects.visible_to(to).filter(agreement=agreement)
    return rows.select_related("stage", "file").order_by("stage_id", "id")


def stage_called(agreement: Agreement, state: str, *, to: Subject) -> StageEvent | None:
    """The last time the agreement reached a state."""
    return StageEvent.objects.visible_to(to).filter(agreement=agreement, state=state).order_by("-id").first()
