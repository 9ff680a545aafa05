"""Records that correspondence is about: known by reference alone, so that any floor's record can be meant."""

from dataclasses import dataclass
from typing import Any

from access.context import Subject
from access.models import ClassifiedRecord
from access.selectors.records import kinds_of, record_of
from correspondence.registry import merged_into


@dataclass(frozen=True)
class Meant:
    """The record a reference stands for."""

    kind: str
    record: ClassifiedRecord


def meant(reference: str, *, to: Subject) -> Meant | None:
    """The record with this reference, as far as `to` may see it."""
    row = record_of(reference, to=to)
    return Meant(kind_of(reference), row) if row is not None else None


def model_of(reference: str) -> Any:
    """Which kind of record a reference belongs to; None for what is no reference."""
    kinds = kinds_of(reference)
    return kinds[-1] if kinds else None


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
