"""What a program tells of a record of the directory, with the rows below it: the same keeping as in data entry."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from directory.services.keeping import RowRefused, keep
from foundation.acts import act
from foundation.errors import InvalidInput
from foundation.permissions import require

M = TypeVar("M", bound=Model)
Row = Mapping[str, Any]
# Rows that only list something are told as a whole, each known by these columns. All others are dated facts: they are
# known by their `id`, changed and added to, and never taken away (decisions.md 17).
WHOLE = {"variants": ("text", "language"), "places": ("country",)}


def keep_told(
    record: M, *, by: Any, version: int | None = None, links: Mapping[str, Any] | None = None,
    rows: Mapping[str, Iterable[Row]] | None = None, **facts: Any,
) -> M:  # fmt: skip
    """Save a record with what is told of it; `rows` are its own rows by the name they are related with.

    Raises InvalidInput beside the row that is wrong, RecordChanged when the record no longer has `version`.
    """
    with act("directory.keep"):
        require(by, "directory.keep")
        for name, value in facts.items():
            setattr(record, name, value)
        told = {name: _Told(record, name, list(given)) for name, given in (rows or {}).items()}
        parts = [row for one in told.values() for row in one.changed]
        gone = [row for one in told.values() for row in one.gone]
        try:
            return keep(record, by=by, version=version, links=dict(links or {}), parts=parts, gone=gone)
        except RowRefused as refusal:
            raise _placed(refusal, told) from refusal


class _Told:
    """The rows of one kind as they are told, beside those that stand."""

    def __init__(self, record: Model, name: str, given: list[Row]) -> None:
        relation: Any = record._meta.get_field(name)
        self.name, self.record = name, record
        self.model, self.owner = relation.related_model, relation.field.name
        self.whole = WHOLE.get(name)
        self.held = list(self.model.objects.filter(**{self.owner: record})) if record.pk else []
        self.rows: list[Any] = []
        self.changed: list[Any] = []
        for place, row in enumerate(given):
            self._take(place, dict(row))
        self.gone = [row for row in self.held if row not in self.rows] if self.whole else []

    def _take(self, place: int, row: dict[str, Any]) -> None:
        found = self._listed(place, row) if self.whole else self._numbered(place, row)
        one = found or self.model(**{self.owner: self.record})
        if found is None or any(getattr(one, name) != value for name, value in row.items()):
            self.changed.append(one)
        for name, value in row.items():
            setattr(one, name, value)
        self.rows.append(one)

    def _listed(self, place: int, row: dict[str, Any]) -> Any:
        known = [
            one
            for one in (*self.rows, *self.held)
            if all(getattr(one, key) == row[key] for key in self.whole or ())
        ]
        if known and known[0] in self.rows:
            raise InvalidInput(
                fields={self.name: {str(place): {self._key: [_("This stands in the list already.")]}}}
            )
        return known[0] if known else None

    def _numbered(self, place: int, row: dict[str, Any]) -> Any:
        number = row.pop("id", None)
        if number is None:
            return None
        found = next((one for one in self.held if one.pk == number and one not in self.rows), None)
        if found is None:
            raise InvalidInput(
                fields={self.name: {str(place): {"id": [_("There is no such row of this record.")]}}}
            )
        return found

    @property
    def _key(self) -> str:
        return (self.whole or ("id",))[0]


def _placed(refusal: RowRefused, told: Mapping[str, _Told]) -> InvalidInput:
    """The refusal beside the row it concerns."""
    for name, one in told.items():
        for place, row in enumerate(one.rows):
            if row is refusal.row:
                return InvalidInput(refusal.message, fields={name: {str(place): refusal.fields}})
    return refusal
