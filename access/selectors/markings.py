"""The marking of a page or export: the least label that dominates everything shown on it (pages.md)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from access.ladder import CAVEAT_NAMES, LEVEL_CHOICES
from access.models import Label
from foundation.azerbaijani import capitals


def page_marking(label_ids: Iterable[int]) -> dict[str, Any] | None:
    """`{"text": "OFFICIAL USE // NEGOTIATIONS", "level": 1}`, or None for a page without protected rows."""
    labels = list(Label.objects.filter(pk__in=set(label_ids)))
    if not labels:
        return None
    level = max(label.level for label in labels)
    caveats = sorted({caveat for label in labels for caveat in label.caveats})
    words = [str(dict(LEVEL_CHOICES)[level]), *(str(CAVEAT_NAMES.get(caveat, caveat)) for caveat in caveats)]
    return {"text": capitals(" // ".join(words), get_language() or "en"), "level": level}
