"""Accreditations by receiving State or organisation."""

from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch

from access.context import Subject
from attaches.models import Accreditation, AccreditationTransition
from reminders.registry import Titled


def accreditations(*, to: Subject) -> Any:
    """Accreditations with their posting and receiver."""
    path = ("label", "country", "organisation", "posting__officer", "posting__post__mission")
    return Accreditation.objects.visible_to(to).select_related(*path).with_receiver()


def accreditation_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Who is accredited where, of those of these accreditations that the reader may see."""
    rows = accreditations(to=to).filter(reference__in=references)
    return {
        row.reference: Titled(f"{row.posting.officer} – {row.country or row.organisation}", row.label_id)
        for row in rows
    }


def accreditation_pages(*, to: Subject) -> Any:
    """Accreditations with the steps they took."""
    steps = AccreditationTransition.objects.visible_to(to).select_related("by").order_by("id")
    return accreditations(to=to).prefetch_related(Prefetch("steps", steps))
