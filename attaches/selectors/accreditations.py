"""Accreditations by receiving State or organisation."""

from typing import Any

from access.context import Subject
from attaches.models import Accreditation


def accreditations(*, to: Subject) -> Any:
    """Accreditations with their posting and receiver."""
    path = ("country", "organisation", "posting__officer", "posting__post__mission")
    return Accreditation.objects.visible_to(to).select_related(*path).with_receiver()
