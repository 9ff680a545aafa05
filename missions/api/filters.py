"""Filters of the lists of papers and documents."""

import datetime as dt

import django_filters
from django.db.models import QuerySet

from foundation.rest.lists import CodeFilter
from missions.lifecycle import DocumentKind, DocumentState, PaperState
from missions.models import MissionPaper, StrategicDocument


class PaperFilter(django_filters.FilterSet):
    """?mission=emb-tr, ?country=TR, ?state=effective, ?on=YYYY-MM-DD (whose period holds that day)."""

    mission = CodeFilter("mission__code", of="directory.DiplomaticMission")
    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    state = django_filters.ChoiceFilter(choices=PaperState.choices)
    on = django_filters.DateFilter(method="holding")

    class Meta:
        model = MissionPaper
        fields: list[str] = []

    def holding(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        """Papers whose period holds the day, in whatever state."""
        return rows.filter(period__contains=value)


class DocumentFilter(django_filters.FilterSet):
    """?kind=strategy, ?state=effective, ?custodian=mfa."""

    kind = django_filters.ChoiceFilter(choices=DocumentKind.choices)
    state = django_filters.ChoiceFilter(choices=DocumentState.choices)
    custodian = CodeFilter("custodian__code", of="directory.Institution")

    class Meta:
        model = StrategicDocument
        fields: list[str] = []
