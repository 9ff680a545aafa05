"""Columns and stored values of the trail in people's words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from access.ladder import CAVEAT_NAMES
from access.models import Classified
from foundation.wording import NOTHING, written_date, written_period

LONGEST = 400


class Wordings:
    """Says changes; what they point to is asked once per kind of record, as far as the running subject may see it."""

    def __init__(
        self, models_by_table: dict[str, Any], differences: Iterable[tuple[str, dict[str, Any]]]
    ) -> None:
        self.models = models_by_table
        wanted: dict[Any, set[int]] = defaultdict(set)
        for table, difference in differences:
            fields = self._fields(table)
            for column, values in difference.items():
                field = fields.get(column)
                if field is not None and field.remote_field is not None:
                    wanted[field.remote_field.model].update(
                        value for value in values if isinstance(value, int)
                    )
        self.names = {model: _names(model, keys) for model, keys in wanted.items()}

    def changes(
        self, table: str, told: dict[str, tuple[Any, Any]], *, unsaid: Collection[str]
    ) -> tuple[tuple[str, str, str], ...]:
        """(field, before, after) in words."""
        fields = self._fields(table)
        columns = [*fields, *(column for column in told if column not in fields)]  # in the order of the form
        shown = {
            column: told[column]
            for column in columns
            if column in told and column not in unsaid and any(v not in (None, "", []) for v in told[column])
        }
        return tuple(
            (
                self._name(fields.get(column), column),
                self.said(fields.get(column), old),
                self.said(fields.get(column), new),
            )
            for column, (old, new) in shown.items()
        )

    def _fields(self, table: str) -> dict[str, Any]:
        model = self.models.get(table)
        return {field.column: field for field in model._meta.concrete_fields} if model else {}

    @staticmethod
    def _name(field: Any, column: str) -> str:
        return str(field.verbose_name) if field is not None else column.replace("_", " ")

    def said(self, field: Any, value: Any) -> str:
        """A stored value as people say it."""
        if value is None or value == "" or value == []:
            return NOTHING
        if field is None:
            return Truncator(str(value)).chars(LONGEST)
        if coded := getattr(field.model, "coded", {}).get(
            field.name
        ):  # codes of what the floors above registered
            return str(coded(value))
        if field.remote_field is not None:
            return self.names.get(field.remote_field.model, {}).get(value, NOTHING)
        return _plain(field, value)


def _names(model: Any, keys: set[int]) -> dict[int, str]:
    rows = model._default_manager.filter(pk__in=keys)
    if issubclass(model, Classified):  # whose words may need more rows to be read
        return {row.pk: getattr(row, "reference", "") or str(row) for row in rows}
    return {row.pk: str(row) for row in rows}


def _plain(field: Any, value: Any) -> str:
    if isinstance(field, ArrayField):
        return ", ".join(str(CAVEAT_NAMES.get(item, item)) for item in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, DateRangeField):
        return _range(str(value), said_by_end=getattr(field.model, "said_by_end_day", False))
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return written_date(moment) if moment else str(value)
    if isinstance(field, models.DateField):
        day = parse_date(str(value))
        return written_date(day) if day else str(value)
    if isinstance(field, models.DecimalField):
        amount = Decimal(str(value))
        return number_format(amount, 0 if amount == int(amount) else None, force_grouping=True)
    return Truncator(str(value)).chars(LONGEST)


def _range(text: str, *, said_by_end: bool) -> str:
    """PostgreSQL's own writing of a half-open range, up to its last day or to the day it ends."""
    first, _comma, after = text.strip("[]()").partition(",")
    start, end = parse_date(first), parse_date(after)
    if start is None:
        return NOTHING if text == "empty" else text
    return written_period(start, end - dt.timedelta(days=0 if said_by_end else 1) if end else None)
