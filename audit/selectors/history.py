"""What happened to a record, for history tabs everywhere (decisions.md 10)."""

from typing import Any

from audit.models import Event


def history(reference: str, *, to: Any) -> Any:
    """Events of one record, newest first, as far as `to` may see them; values ride along only where their label allows.

    Row policies decide on both tables: an auditor gets envelopes, a reader of the record gets the values too.
    """
    if to is None or not reference:
        return Event.objects.none()
    return Event.objects.filter(reference=reference).select_related("change").order_by("-id")
