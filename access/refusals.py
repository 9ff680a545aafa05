"""Refusals stand in the trail too, in a transaction of their own (decisions.md 13)."""

from django.http import HttpRequest

from access.context import Subject, enter_subject
from audit.services.events import record


def record_refusal(subject: Subject, request: HttpRequest, status: int) -> None:
    """Write who was refused what; the path carries a reference, never a title."""
    with enter_subject(subject, f"{request.method} {request.path}"[:120]):
        record("access.refused", reason=str(status))
