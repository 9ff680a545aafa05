"""Serializers that ignore nothing: a field that is not written here is an error, like an unknown parameter."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.periods import NEAR_YEARS

HOLDING = ("child", "child_relation")


def own(field: serializers.Field) -> serializers.Field:
    """A field to be bound to one serializer, with those it holds, which know it as their parent.

    The library's own copy makes every field anew from what it was made with, for every record it reads or writes.
    """
    fresh: serializers.Field = object.__new__(type(field))
    fresh.__dict__.update(field.__dict__)
    # Those a serializer has read off so far know the other as their parent.
    fresh.__dict__.pop("fields", None)
    for name in HOLDING:
        if name in fresh.__dict__:
            held: Any = own(fresh.__dict__[name])
            held.parent = fresh
            setattr(fresh, name, held)
    return fresh


class Strict:
    """Mixin: what is sent must be a field that is written here."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            written = {name for name, field in self.fields.items() if not field.read_only}  # type: ignore[attr-defined]
            if unknown := sorted(set(map(str, data)) - written):
                raise serializers.ValidationError({name: [_("Not written here.")] for name in unknown})
        return super().to_internal_value(data)  # type: ignore[misc]


class InstantField(serializers.DateTimeField):
    """An hour within reach; the library fails on years that no time zone can move."""

    default_error_messages = {"far": _("This date is too far away.")}

    def enforce_timezone(self, value: dt.datetime) -> dt.datetime:
        if value.year not in NEAR_YEARS:
            self.fail("far")
        return super().enforce_timezone(value)


class StrictSerializer(Strict, serializers.Serializer):
    """Base of the shapes of verbs and rows: a row of a list is whole, also where the rest of a record is not sent."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return {name: own(field) for name, field in self._declared_fields.items()}

    def to_internal_value(self, data: Any) -> Any:
        is_row = isinstance(self.parent, serializers.ListField | serializers.ListSerializer)
        if is_row and isinstance(data, dict) and getattr(self.root, "partial", False):
            asked = {name: field for name, field in self.fields.items() if field.required}
            if missing := [name for name in asked if name not in data]:
                raise serializers.ValidationError(
                    {name: [asked[name].error_messages["required"]] for name in missing}
                )
        return super().to_internal_value(data)


class StrictModelSerializer(Strict, serializers.ModelSerializer):
    """Base of the shapes of records. Constraints over several fields are for services and PostgreSQL.

    The library would ask for every field a unique constraint names, also where one of two is enough.
    """

    serializer_field_mapping: ClassVar[dict[Any, Any]] = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: InstantField,
    }
    made: ClassVar[dict[type, dict[str, serializers.Field]]] = {}

    def get_fields(self) -> dict[str, serializers.Field]:
        """Read off the model once per class; the library does it again for every record it reads or writes."""
        kind = type(self)
        if kind not in self.made:
            self.made[kind] = super().get_fields()
        return {name: own(field) for name, field in self.made[kind].items()}

    def get_unique_together_validators(self) -> list[Any]:
        return []
