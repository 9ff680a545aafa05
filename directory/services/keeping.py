"""Reference data kept by hand: entered and amended by the Center, never deleted."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from directory.terms import SET
from foundation.acts import act
from foundation.errors import InvalidInput, RecordChanged
from foundation.permissions import require
from foundation.writes import validate

M = TypeVar("M", bound=Model)


class RowRefused(InvalidInput):
    """One of the rows below a record cannot be right; `row` says which."""

    code = "invalid_input"  # told like any other input

    def __init__(self, row: Model, refusal: InvalidInput) -> None:
        super().__init__(refusal.message, fields=refusal.fields)
        self.row = row


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
        _judge(record)
        held.save()
        for name, rows in (links or {}).items():
            getattr(held, name).set(rows)
        for part in gone:
            part.delete()
        for row in parts:
            _about(row, _keep_part)
        for row in parts:
            _about(row, _judge)
        return record


def _judge(record: Model, *, alone: bool = False) -> None:
    """Unique columns and constraints, in words. `alone`: what rows say against each other waits until all stand."""
    fields: dict[str, list[str]] = {}
    for ask in (record.validate_unique, record.validate_constraints):
        try:
            ask()
        except ValidationError as refusal:
            for name, errors in refusal.error_dict.items():
                said = [str(word) for one in errors if not (alone and one.code == SET) for word in one]
                fields.setdefault(name, []).extend(said)
    if wrong := {name: said for name, said in fields.items() if said}:
        raise InvalidInput(fields=wrong)


def _about(row: Model, judge: Callable[[Model], None]) -> None:
    try:
        judge(row)
    except InvalidInput as refusal:
        raise RowRefused(row, refusal) from refusal


def _keep_part(part: Any) -> None:
    """A row entered together with the record it belongs to did not know its key yet."""
    for field in part._meta.concrete_fields:
        if field.is_relation and field.is_cached(part):
            setattr(part, field.name, getattr(part, field.name))
    if part.pk is not None:
        part.version += 1
    validate(part)
    _judge(part, alone=True)
    part.save()
