"""The table of agreements (docs/decisions/0011): its columns, and the service each row calls."""

from agreements.imports.agreements import AGREEMENTS
from documents.registry import register


def register_all() -> None:
    """Called from apps.py: ready()."""
    register(AGREEMENTS)
