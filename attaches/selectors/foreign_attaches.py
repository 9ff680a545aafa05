"""Foreign attachés accredited to us: the register, and its page."""

from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch

from access.context import Subject
from attaches.models import (
    ForeignAttache,
    ForeignAttacheParticulars,
    ForeignAttacheTransition,
    ForeignCall,
)
from reminders.registry import Titled


def foreign_attaches(*, to: Subject) -> Any:
    """Foreign attachés with the States they come from and live in."""
    return ForeignAttache.objects.visible_to(to).select_related("country", "seat", "label")


def foreign_attache_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Who it is, of those of these records that the reader may see."""
    rows = foreign_attaches(to=to).filter(reference__in=references)
    return {row.reference: Titled(str(row), row.label_id) for row in rows}


def foreign_attache_pages(*, to: Subject) -> Any:
    """Foreign attachés with everything their page shows, as far as the viewer may see it."""
    parts = (
        Prefetch(
            "steps", ForeignAttacheTransition.objects.visible_to(to).select_related("by").order_by("id")
        ),
        Prefetch("calls", ForeignCall.objects.visible_to(to).order_by("id")),
        Prefetch("particulars", ForeignAttacheParticulars.objects.visible_to(to)),
    )
    return foreign_attaches(to=to).select_related("predecessor__country").prefetch_related(*parts)


def particulars(attache: ForeignAttache, *, to: Subject) -> ForeignAttacheParticulars | None:
    """The personal row, for those on the `personal` list; for everybody else there is none."""
    return ForeignAttacheParticulars.objects.visible_to(to).filter(attache=attache).first()


def successor_of(attache: ForeignAttache, *, to: Subject) -> ForeignAttache | None:
    """Who takes over from him, the latest of them."""
    return foreign_attaches(to=to).filter(predecessor=attache).order_by("-id").first()
