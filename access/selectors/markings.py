"""The marking of a page or export: the least label that dominates everything shown on it (pages.md)."""

from collections.abc import Iterable
from typing import Any

from access.models import Label
from access.models.label import marking_of, shared_release


def page_marking(label_ids: Iterable[int]) -> dict[str, Any] | None:
    """`{"text": "OFFICIAL USE // NEGOTIATIONS", "level": 1}`, or None for a page without protected rows."""
    labels = list(Label.objects.filter(pk__in=set(label_ids)))
    if not labels:
        return None
    level = max(label.level for label in labels)
    caveats = sorted({caveat for label in labels for caveat in label.caveats})
    return {"text": marking_of(level, caveats, sorted(shared_release(labels))), "level": level}
