"""Tables of activities and of exercises (docs/decisions/0011): their columns, the service each row calls."""

from activities.imports.activities import ACTIVITIES
from activities.imports.exercises import EXERCISES
from documents.registry import register


def register_all() -> None:
    """Called from apps.py: ready()."""
    register(ACTIVITIES)
    register(EXERCISES)
