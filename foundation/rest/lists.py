"""The list kit: columns declared once give the query, the rows and the schema (stack.md, speed of REST answers)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, CharFilter
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from foundation.rest.pagination import Cursor

FIELD_OF: dict[type, type[serializers.Field]] = {
    str: serializers.CharField,
    int: serializers.IntegerField,
    bool: serializers.BooleanField,
    dt.date: serializers.DateField,
    dt.datetime: serializers.DateTimeField,
    Decimal: serializers.CharField,
    list: serializers.ListField,
}
PAGING = frozenset({"cursor", "page_size", "ordering", "search"})


@dataclass(frozen=True)
class Column:
    """One column of a list: its public name, the ORM path behind it, its type."""

    name: str
    path: str
    type: type = str
    nullable: bool = True


class CodeFilter(CharFilter):
    """Filters by the code of a row of an open table, `of` e.g. "directory.Country" and its field `code`.

    A code nobody has is an error, because an empty list would say that there is nothing under it.
    """

    def __init__(self, *args: Any, of: str, code: str = "code", **kwargs: Any) -> None:
        self.of, self.code = of, code
        super().__init__(*args, **kwargs)

    def knows(self, value: str) -> bool:
        """True where the table has the code."""
        table: Any = apps.get_model(self.of)
        return bool(table.objects.filter(**{self.code: value}).exists())


def refuse_unknown_codes(filters: Mapping[str, Any], given: Mapping[str, str]) -> None:
    """Asked when a list came out empty, so that a full one costs nothing more."""
    unknown = [
        name
        for name, filter_ in filters.items()
        if isinstance(filter_, CodeFilter) and given.get(name) and not filter_.knows(given[name])
    ]
    if unknown:
        raise ValidationError({name: [_("There is no such code.")] for name in unknown})


def row_serializer(name: str, columns: Sequence[Column]) -> type[serializers.Serializer]:
    """The schema of one row, from the same declaration."""
    fields: dict[str, Any] = {c.name: FIELD_OF[c.type](allow_null=c.nullable) for c in columns}
    return type(f"{name}Row", (serializers.Serializer,), fields)


def refuse_unknown(params: Mapping[str, Any], known: Iterable[str]) -> None:
    """Unknown parameters are an error, never ignored (interfaces.md)."""
    names = set(known)
    unknown = sorted(set(params) - names)
    if unknown:
        raise ValidationError({name: [unknown_parameter(names)] for name in unknown})


def unknown_parameter(known: Iterable[str]) -> str:
    """Says which names would have been understood."""
    names = ", ".join(sorted(known))
    return str(
        _("Unknown parameter; known are: %(known)s.") % {"known": names} if names else _("Unknown parameter.")
    )


@lru_cache(maxsize=512)
def narrowed(filterset_class: Any, names: frozenset[str]) -> Any:
    """The same filters without those nobody asks for: a form of all of them costs more than the query."""
    only: Any = type(filterset_class.__name__, (filterset_class,), {})
    only.base_filters = {name: f for name, f in filterset_class.base_filters.items() if name in names}
    return only


def refuse_unclear(params: Mapping[str, Any], filters: Mapping[str, Any]) -> None:
    """A yes-or-no filter takes true or false; the library would ignore anything else."""
    for name, found in filters.items():
        if isinstance(found, BooleanFilter) and params.get(name, "true").lower() not in {"true", "false"}:
            raise ValidationError({name: [_("Either true or false.")]})


def chosen_ordering(
    params: Mapping[str, str], allowed: Mapping[str, str], default: tuple[str, ...]
) -> tuple[str, ...]:
    """The ORM ordering for ?ordering=, always ending in the primary key; raises for anything not allowed."""
    given = params.get("ordering")
    if not given:
        return default
    name, descending = given.lstrip("-"), given.startswith("-")
    if name not in allowed or given.count("-") > 1 + name.count("-"):
        raise ValidationError({"ordering": [_("Cannot order by this.")]})
    sign = "-" if descending else ""
    return (f"{sign}{allowed[name]}", f"{sign}id")


def page_of(
    view: Any, queryset: QuerySet, columns: Sequence[Column], ordering: tuple[str, ...]
) -> dict[str, Any]:
    """One page: {"next", "previous", "results"}; a single query whatever the columns."""
    paths = list(dict.fromkeys([*(c.path for c in columns), *(o.lstrip("-") for o in ordering)]))
    cursor = Cursor(ordering)
    raw = cursor.paginate_queryset(queryset.values(*paths), view.request, view=view) or []
    results = [{c.name: row[c.path] for c in columns} for row in raw]
    return {"next": cursor.get_next_link(), "previous": cursor.get_previous_link(), "results": results}
