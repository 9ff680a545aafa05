"""What every page's header needs: who acts, in which offices one may act, navigation, inbox count, marking."""

from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest

from access.selectors.receivers import receiver_name
from accounts.models import Appointment

_suppliers: list[Any] = []


def supply(supplier: Any) -> None:
    """Register a callable(request) -> dict of further header values (workspace: navigation, inbox count)."""
    _suppliers.append(supplier)


def _choice(appointment: Appointment, current: int | None) -> dict[str, Any]:
    return {
        "id": appointment.pk, "label": appointment.label, "acting": appointment.is_acting,
        "current": appointment.office_id == current,
    }  # fmt: skip


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `subject`, `offices` and whatever the floors above supply."""
    subject = getattr(request, "subject", None)
    held = getattr(request, "offices", [])
    if subject is None or request.user.is_anonymous:
        return {"subject": None, "offices": []}
    current = next((a for a in held if a.office_id == subject.office_id), None)
    shown = SimpleNamespace(
        user=request.user,
        role=subject.role,
        office_label=current.office.name if current else "",
        ministry_label=current.office.institution.name if current else request.user.institution.name,
        is_acting=subject.acting,
    )
    frame: dict[str, Any] = {
        "subject": shown, "offices": [_choice(a, subject.office_id) for a in held],
        "released_to": receiver_name(subject.release_to),
    }  # fmt: skip
    for supplier in _suppliers:
        frame.update(supplier(request))
    return frame
