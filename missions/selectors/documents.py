"""Reading strategic documents and their objectives."""

from django.db.models import F, Func, QuerySet
from django.db.models.fields import DateField

from access.context import Subject
from foundation.errors import NotFound
from missions.lifecycle import DocumentState
from missions.models import StrategicDocument, StrategicObjective


def documents(*, to: Subject) -> QuerySet[StrategicDocument]:
    """Every strategic document the viewer may see, newest first."""
    rows: QuerySet[StrategicDocument] = StrategicDocument.objects.visible_to(to)
    return (
        rows.select_related("custodian", "label", "derives_from")
        .annotate(
            effective_from=Func(F("effective"), function="lower", output_field=DateField()),
            effective_to=Func(F("effective"), function="upper", output_field=DateField()),
        )
        .order_by("-id")
    )


def document(reference: str, *, to: Subject) -> StrategicDocument:
    """One document; hidden and absent are the same NotFound."""
    found = documents(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def objectives_in_force(*, to: Subject) -> QuerySet[StrategicObjective]:
    """Objectives of documents in effect: what a paper's objectives trace to (A2.11)."""
    rows = StrategicObjective.objects.visible_to(to).filter(document__state=DocumentState.EFFECTIVE)
    return rows.select_related("document").order_by("document__kind", "document_id", "code")


def strategic_objective(reference: str, code: str, *, to: Subject) -> StrategicObjective | None:
    """One objective by its document and code."""
    rows = StrategicObjective.objects.visible_to(to).filter(document__reference=reference, code=code)
    return rows.select_related("document", "label").first()
