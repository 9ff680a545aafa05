"""Saving under an optimistic version: the WHERE clause carries it, so a lost race is seen (walls.md pitfall 9)."""

from typing import Any, TypeVar

from django.db import models

from foundation.errors import InvalidInput, RecordChanged

M = TypeVar("M", bound=models.Model)


def validate(record: models.Model, exclude: tuple[str, ...] = ()) -> None:
    """Field rules and friendly words of clean(); constraints stay with PostgreSQL. Raises InvalidInput."""
    from django.core.exceptions import ValidationError

    try:
        record.clean_fields(exclude={"reference", "version", *exclude})
        record.clean()
    except ValidationError as error:
        raise InvalidInput(fields=error.message_dict) from error


def insert(record: M) -> M:
    """Validate and insert a new record."""
    validate(record)
    record.save(force_insert=True)
    return record


def update(record: M, *, version: int | None = None, **changes: Any) -> M:
    """Write `changes` to `record` where it still has `version` (default: the one read); raises RecordChanged.

    The change is one UPDATE of the named columns; the version grows by one.
    """
    based_on = record.version if version is None else version  # type: ignore[attr-defined]
    for name, value in changes.items():
        setattr(record, name, value)
    validate(record, exclude=tuple(f.name for f in record._meta.fields if f.name not in changes))
    columns = {name: getattr(record, name) for name in changes}
    held = type(record)._base_manager.filter(pk=record.pk, version=based_on)
    if not held.update(**columns, version=based_on + 1):
        raise RecordChanged
    record.version = based_on + 1  # type: ignore[attr-defined]
    return record
