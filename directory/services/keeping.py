"""Reference data kept by hand: entered and amended by the Center, never deleted."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import Model

from foundation.acts import act
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.writes import validate

M = TypeVar("M", bound=Model)


def keep(
    record: M, *, by: Any, version: int | None = None, links: dict[str, Any] | None = None,
    parts: Sequence[Model] = (), gone: Sequence[Model] = (),
) -> M:  # fmt: skip
    """Save a new or changed row of the directory; `links` are its many-to-many sides, `parts` its own rows.

    `gone` are rows of its own that only listed something, such as another name.
    Raises InvalidInput, and RecordChanged when a row that exists no longer has `version`.
    """
    with act("directory.keep"):
        require(by, "directory.keep")
        held: Any = record
        unchanged: list[str] = []
        if record.pk is not None:
            present: Any = type(record)._base_manager.select_for_update().get(pk=record.pk)
            names = [field.attname for field in record._meta.concrete_fields]
            unchanged = [name for name in names if getattr(present, name) == getattr(record, name)]
            if version is not None and present.version != version:
                raise RecordChanged
            held.version = present.version + 1
        validate(record, exclude=tuple(unchanged))
        held.save()
        for name, rows in (links or {}).items():
            getattr(held, name).set(rows)
        for part in gone:
            part.delete()
        for row in parts:
            _keep_part(row)
        return record


def _keep_part(part: Any) -> None:
    """A row entered together with the record it belongs to did not know its key yet."""
    for field in part._meta.concrete_fields:
        if field.is_relation and field.is_cached(part):
            setattr(part, field.name, getattr(part, field.name))
    if part.pk is not None:
        part.version += 1
    validate(part)
    part.save()
