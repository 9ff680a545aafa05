"""What hangs together as a tree: nothing is its own ancestor."""

from typing import Any

from django.core.exceptions import ValidationError

DEEPEST = 50


def refuse_own_ancestor(record: Any, words: Any) -> None:
    """Raise ValidationError beside `parent`; PostgreSQL refuses the same by trigger."""
    above, steps = record.parent, 0
    while above is not None and steps < DEEPEST:
        if above.pk == record.pk:
            raise ValidationError({"parent": words})
        above, steps = above.parent, steps + 1
    if above is not None:
        raise ValidationError({"parent": words})
