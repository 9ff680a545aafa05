"""Records of any floor by their public reference alone: which kind it is, and the row as far as a reader sees it."""

from functools import cache
from typing import Any

from django.apps import apps

from access.context import Subject
from access.models import ClassifiedRecord
from foundation.references import PATTERN, NewReference


@cache
def _kinds() -> dict[str, tuple[type[ClassifiedRecord], ...]]:
    """Kinds of records by the letters their references begin with; two kinds may share theirs."""
    found: dict[str, tuple[type[ClassifiedRecord], ...]] = {}
    for model in apps.get_models():
        if issubclass(model, ClassifiedRecord):
            fields: Any = {field.name: field for field in model._meta.concrete_fields}
            drawn = getattr(fields.get("reference"), "db_default", None)
            if isinstance(drawn, NewReference):
                letters = str(drawn.source_expressions[0].value)  # type: ignore[attr-defined]
                found[letters] = (*found.get(letters, ()), model)
    return found


def kinds_of(reference: str) -> tuple[type[ClassifiedRecord], ...]:
    """Which kinds of record a reference may belong to; none for what is no reference."""
    return _kinds().get(reference.partition("-")[0], ()) if PATTERN.match(reference) else ()


def record_of(reference: str, *, to: Subject) -> ClassifiedRecord | None:
    """The record with this reference; None where it is hidden as where there is none."""
    for model in kinds_of(reference):
        row = model.objects.visible_to(to).select_related("label").filter(reference=reference).first()
        if row is not None:
            return row
    return None
