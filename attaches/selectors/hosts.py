"""What receiving States ask for."""

from typing import Any

from access.context import Subject
from attaches.models import HostPractice


def practices(*, to: Subject) -> Any:
    """The practice of every State somebody entered it for."""
    return HostPractice.objects.visible_to(to).select_related("country", "label")
