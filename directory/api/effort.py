"""Shares of effort over REST: how much of what is done each tier of States is to get, from when to when, and why."""

import datetime as dt

import django_filters
from django.db.models import QuerySet

from directory.api.writing import DatedSerializer, KeptViewSet
from directory.models import EffortShare
from directory.models.stance import FEWEST, MOST
from directory.selectors import stances
from foundation.rest.lists import Column
from foundation.rest.views import listed


class EffortShareSerializer(DatedSerializer):
    """The share of one tier in its days; the tiers share at most all there is on any day."""

    class Meta:
        model = EffortShare
        fields = ("id", "tier", "percent", "starts_on", "ends_before", "reason", "version")
        read_only_fields = ("id", "version")
        fixed = ("tier",)


class EffortShareFilter(django_filters.FilterSet):
    """?tier=1&on=2027-01-01"""

    tier = django_filters.NumberFilter(min_value=FEWEST, max_value=MOST, decimal_places=0)
    on = django_filters.DateFilter("period", lookup_expr="contains")

    class Meta:
        model = EffortShare
        fields: list[str] = []


@listed
class EffortShareViewSet(KeptViewSet):
    """Shares of effort, tier by tier, the latest first; the report of effort against priority measures against them."""

    lookup_field = "pk"
    serializer_class = EffortShareSerializer
    filterset_class = EffortShareFilter
    default_ordering = ("tier", "-period", "id")
    columns = (
        Column("id", "id", int, nullable=False),
        Column("tier", "tier", int, nullable=False),
        Column("percent", "percent", int, nullable=False),
        Column("starts_on", "period__startswith", dt.date),
        Column("ends_before", "period__endswith", dt.date),
        Column("reason", "reason", nullable=False),
    )
    orderings = {"tier": "tier", "percent": "percent"}

    def rows(self) -> QuerySet:
        return stances.effort_shares()
