"""Writing the directory over REST: the service of data entry, for the offices that keep it there."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from directory.services.told import keep_told
from foundation.errors import DomainError, InvalidInput
from foundation.rest.serializers import StrictModelSerializer
from foundation.rest.views import Amends, Creates, OpenViewSet

FIRST, END = "starts_on", "ends_before"


class KeptSerializer(StrictModelSerializer):
    """Base of the shapes of the directory; what is `fixed` is told once, of a new record."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if self.instance is not None:
            for name in getattr(self.Meta, "fixed", ()):
                fields[name].read_only = True
        return fields


class DatedSerializer(KeptSerializer):
    """Base of dated facts that stand by themselves: the first day, and the day it ended before."""

    starts_on = serializers.DateField(source="period.lower", allow_null=True)
    ends_before = serializers.DateField(source="period.upper", required=False, allow_null=True)


class KeptViewSet(Creates, Amends, OpenViewSet):
    """Read by everybody who is signed in; entered and changed by the offices that keep the directory."""

    lookup_url_kwarg = "reference"
    rows_told: ClassVar[Mapping[str, str]] = {}  # relation of the record -> name of its rows over REST
    links_told: ClassVar[tuple[str, ...]] = ()

    subject: Any  # who calls, in which office

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.subject = getattr(request._request, "subject", None)

    def create(self, request: Request, **kwargs: Any) -> Response:
        """Enter one; for the offices that keep the directory."""
        return super().create(request, **kwargs)

    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        """Change one; what is not sent stays, and so does the code. For the offices that keep the directory."""
        return super().partial_update(request, **kwargs)

    def perform_create(self, data: dict[str, Any]) -> Any:
        shape: Any = self.serializer_class
        return self.kept(shape.Meta.model(), data)

    def perform_update(self, record: Any, data: dict[str, Any], version: int) -> Any:
        return self.kept(record, data, version)

    def kept(self, record: Any, data: dict[str, Any], version: int | None = None) -> Any:
        """One service with what was told, periods and rows in the words of the register."""
        facts = dict(data)
        links = {name: facts.pop(name) for name in self.links_told if name in facts}
        try:
            rows = {
                name: _rows(facts.pop(name), told, getattr(record, name) if record.pk else None)
                for name, told in self.rows_told.items()
                if name in facts
            }
            facts = with_period(facts, record)
            return keep_told(record, by=self.subject, version=version, links=links, rows=rows, **facts)
        except DomainError as refusal:
            refusal.fields = _said(refusal.fields, self.rows_told)
            raise


def _rows(given: list[dict[str, Any]], name: str, held: Any) -> list[dict[str, Any]]:
    """`held`: the rows of the record that stand, of which one with an id keeps the days that are not told."""
    known = (
        {row.pk: row for row in held.all()} if held is not None and any("id" in row for row in given) else {}
    )
    wrong, rows = {}, []
    for place, row in enumerate(given):
        try:
            rows.append(with_period(row, known.get(row.get("id"))))
        except InvalidInput as refusal:
            wrong[str(place)] = refusal.fields
    if wrong:
        raise InvalidInput(fields={name: wrong})
    return rows


def with_period(facts: Mapping[str, Any], record: Any) -> dict[str, Any]:
    """What was told, with the period in the place of its days; a day that is not told stays as it is."""
    told = dict(facts)
    if "period" not in told:
        return told
    days, held = told.pop("period"), getattr(record, "period", None)
    first: dt.date | None = days.get("lower", held.lower if held else None)
    end: dt.date | None = days.get("upper", held.upper if held else None)
    if first is None and not told.get("id") and held is None:
        raise InvalidInput(fields={FIRST: [_("Enter the first day.")]})
    if first is not None and end is not None and end <= first:
        raise InvalidInput(fields={END: [_("The last day is before the first.")]})
    return {**told, "period": DateRange(first, end)}


def _said(fields: Any, names: Mapping[str, str]) -> Any:
    """What is refused under the names it was told by."""
    if not isinstance(fields, Mapping):
        return fields
    public = {"period": FIRST, NON_FIELD_ERRORS: api_settings.NON_FIELD_ERRORS_KEY, **names}
    return {public.get(name, name): _said(words, names) for name, words in fields.items()}
