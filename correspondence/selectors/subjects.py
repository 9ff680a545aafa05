"""Records that correspondence is about: known by reference alone, so that any floor's record can be meant."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps

from access.context import Subject
from access.models import ClassifiedRecord
from correspondence.registry import merged_into
from foundation.references import PATTERN, NewReference


@dataclass(frozen=True)
class Meant:
    """The record a reference stands for."""

    kind: str
    record: ClassifiedRecord


@cache
def _models() -> dict[str, type[ClassifiedRecord]]:
    """Kinds of records by the letters their references begin with."""
    found: dict[str, type[ClassifiedRecord]] = {}
    for model in apps.get_models():
        if issubclass(model, ClassifiedRecord):
            fields: Any = {field.name: field for field in model._meta.concrete_fields}
            drawn = getattr(fields.get("reference"), "db_default", None)
            if isinstance(drawn, NewReference):
                found[str(drawn.source_expressions[0].value)] = model  # type: ignore[attr-defined]
    return found


def meant(reference: str, *, to: Subject) -> Meant | None:
    """The record with this reference, as far as `to` may see it."""
    model = model_of(reference)
    if model is None:
        return None
    row = model.objects.visible_to(to).select_related("label").filter(reference=reference).first()
    return Meant(kind_of(reference), row) if row is not None else None


def model_of(reference: str) -> Any:
    """Which kind of record a reference belongs to; None for what is no reference."""
    return _models().get(reference.partition("-")[0]) if PATTERN.match(reference) else None


def kind_of(reference: str) -> str:
    """Name of the kind, as `about_kind` keeps it."""
    model = model_of(reference)
    return model._meta.model_name if model is not None else ""


def names_of(reference: str, *, to: Subject) -> list[str]:
    """The reference itself and those of records that were merged into this one: older notes are about them."""
    return [reference, *merged_into(kind_of(reference), reference, to=to)]


def kind_words(reference: str) -> str:
    """The kind in the reader's language."""
    model = model_of(reference)
    return str(model._meta.verbose_name) if model is not None else ""
