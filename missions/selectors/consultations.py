"""Consultations on foreign-policy decisions, as the viewer may see them."""

from collections.abc import Collection

from django.db.models import QuerySet

from access.context import Subject
from missions.models import DecisionConsultation
from reminders.registry import Titled


def consultations(*, to: Subject) -> QuerySet[DecisionConsultation]:
    """Every entry, the latest decision first; those taken back too."""
    rows = DecisionConsultation.objects.visible_to(to)
    return rows.select_related("label", "country", "organisation", "meeting").order_by("-decided_on", "-id")


def consultation_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What those of these decisions are called that the reader may see."""
    rows = DecisionConsultation.objects.visible_to(to).filter(reference__in=references).order_by()
    return {row.reference: Titled(row.decision, row.label_id) for row in rows}
