"""Who may read which officers."""

from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch

from access.context import Subject
from attaches.models import (
    LanguageResult,
    Officer,
    OfficerClearance,
    OfficerParticulars,
    Posting,
    TrainingRecord,
)
from foundation.azerbaijani import search_fold
from foundation.sorting import AzSearchFold
from reminders.registry import Titled


def officers(*, to: Subject) -> Any:
    """Officers in the order of the alphabet, each once."""
    return Officer.objects.visible_to(to).current().by_name()


def officers_to_choose(*, to: Subject) -> Any:
    """The same with the posting that binds each and the day he is free from, as far as the viewer may see postings."""
    return officers(to=to).with_tenure(Posting.objects.visible_to(to).live())


def officer_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Rank and name of those of these officers that the reader may see."""
    rows = Officer.objects.visible_to(to).filter(reference__in=references)
    return {row.reference: Titled(str(row), row.label_id) for row in rows}


def merged_references(reference: str, to: Subject) -> list[str]:
    """Of those who were found to be this officer; what was written about them is about him."""
    rows = Officer.objects.visible_to(to).filter(merged_into__reference=reference).order_by("id")
    return list(rows.values_list("reference", flat=True))


def leads_on_to(reference: str, to: Subject) -> str:
    """The reference of whom somebody entered twice turned out to be; empty for everybody else."""
    rows = Officer.objects.visible_to(to).filter(reference=reference, merged_into__isnull=False)
    return str(rows.values_list("merged_into__reference", flat=True).first() or "")


def possible_duplicates(officer: Officer, *, to: Subject) -> Any:
    """Other officers whose names are spelt alike, diacritics and case apart."""
    alike = (
        officers(to=to).alias(folded=AzSearchFold("full_name")).filter(folded=search_fold(officer.full_name))
    )
    return alike.exclude(pk=officer.pk)


ENTERED: dict[str, Any] = {
    "language": LanguageResult, "training": TrainingRecord, "clearance": OfficerClearance,
}  # fmt: skip


def entered(officer: Officer, kind: str, *, to: Subject) -> Any:
    """Results, courses or clearances of an officer in the order they were entered, the withdrawn ones among them."""
    return (
        ENTERED[kind].objects.visible_to(to).filter(officer=officer).select_related("officer").order_by("no")
    )


def officer_pages(*, to: Subject) -> Any:
    """Officers with everything their page shows, as far as the viewer may see it."""
    postings = (
        Posting.objects.visible_to(to).select_related("post__mission").order_by("-planned__startswith", "-id")
    )
    languages = LanguageResult.objects.visible_to(to).order_by("language", "-tested_on")
    personal = OfficerParticulars.objects.visible_to(to)
    courses = TrainingRecord.objects.visible_to(to).select_related("country").order_by("no")
    clearances = OfficerClearance.objects.visible_to(to).order_by("-valid_until")
    parts = (
        Prefetch("postings", postings),
        Prefetch("languages", languages),
        Prefetch("particulars", personal),
        Prefetch("trainings", courses),
        Prefetch("clearances", clearances),
    )
    rows = Officer.objects.visible_to(to).by_name()  # a merged one too: its reference leads on
    return rows.select_related("label", "merged_into").prefetch_related(*parts)


def particulars(officer: Officer, *, to: Subject) -> OfficerParticulars | None:
    """The personal row, for those on the `personal` list; for everybody else there is none."""
    return OfficerParticulars.objects.visible_to(to).filter(officer=officer).first()


def tenures(officer: Officer, *, to: Subject) -> Any:
    """Where the officer was, is and shall be, the latest first."""
    rows = Posting.objects.visible_to(to).filter(officer=officer).select_related("officer", "post__mission")
    return rows.order_by("-planned__startswith", "-id")
