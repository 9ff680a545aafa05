"""Tables of agreements and of items of plans (docs/decisions/0011): their columns, the service each row calls."""

from agreements.imports.agreements import AGREEMENTS
from agreements.imports.items import PLAN_ITEMS
from documents.registry import register


def register_all() -> None:
    """Called from apps.py: ready()."""
    register(AGREEMENTS)
    register(PLAN_ITEMS)
