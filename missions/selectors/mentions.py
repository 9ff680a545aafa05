"""Where papers, documents and meetings mention a word: in their texts as they stand, not only in their titles."""

from django.db.models import F, Q, QuerySet

from access.context import Subject
from missions.lifecycle import VersionState
from missions.models import DocumentVersion, Objective, PaperVersion, StrategicObjective


def paper_texts(words: str, *, to: Subject) -> QuerySet[PaperVersion]:
    """Present versions of papers whose sections say it, the newest first."""
    rows = PaperVersion.objects.visible_to(to).matching(words).filter(no=F("paper__current_no"))
    return rows.select_related("paper").order_by("-paper")


def paper_objectives(words: str, *, to: Subject) -> QuerySet[Objective]:
    """Objectives of the present versions of papers, the newest papers first."""
    rows = (
        Objective.objects.visible_to(to).matching(words).filter(version__no=F("version__paper__current_no"))
    )
    return rows.select_related("version__paper").order_by("-version__paper", "order")


def document_texts(words: str, *, to: Subject) -> QuerySet[DocumentVersion]:
    """Texts of documents that are in effect or the newest of their document."""
    stands = Q(state=VersionState.EFFECTIVE) | Q(no=F("document__current_no"))
    rows = DocumentVersion.objects.visible_to(to).matching(words).filter(stands)
    return rows.select_related("document").order_by("-document", "-no")


def strategic_objectives(words: str, *, to: Subject) -> QuerySet[StrategicObjective]:
    """Objectives of documents, by their wording in effect."""
    rows = StrategicObjective.objects.visible_to(to).matching(words)
    return rows.select_related("document").order_by("-document", "code")
