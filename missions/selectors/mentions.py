"""Where papers and documents mention a word: in their texts as they stand, and in what is said to them."""

from django.db.models import F, Q, QuerySet

from access.context import Subject
from missions.lifecycle import VersionState
from missions.models import (
    CommentReply,
    ConflictEntry,
    DocumentVersion,
    Objective,
    PaperComment,
    PaperConflict,
    PaperVersion,
    StrategicObjective,
)


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


def remarks(words: str, *, to: Subject) -> QuerySet[PaperComment]:
    """Remarks that say it, or whose resolution or answers do, the newest first; each under its own marking."""
    said = PaperComment.objects.visible_to(to)
    answered = CommentReply.objects.visible_to(to).matching(words).order_by().values("comment")
    either = said.matching(words).order_by().values("pk").union(answered)
    return said.filter(pk__among=either).select_related("paper").order_by("-id")


def conflicts(words: str, *, to: Subject) -> QuerySet[PaperConflict]:
    """Conflicts in papers of which it is said, when they were raised or talked over, the newest first."""
    raised = PaperConflict.objects.visible_to(to)
    logged = ConflictEntry.objects.visible_to(to).matching(words).order_by().values("conflict")
    either = raised.matching(words).order_by().values("pk").union(logged)
    return raised.filter(pk__among=either).select_related("paper").order_by("-id")
