"""Reference data kept by hand: entered and amended by the Center, never deleted."""

from typing import Any, TypeVar

from django.db.models import Model

from foundation.acts import act
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.writes import check_characters

M = TypeVar("M", bound=Model)


def keep(record: M, *, by: Any, version: int | None = None, links: dict[str, Any] | None = None) -> M:
    """Save a new or changed row of the directory; `links` are its many-to-many sides.

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
        check_characters(record, unchanged)
        held.save()
        for name, rows in (links or {}).items():
            getattr(held, name).set(rows)
        return record
