"""What reports of posts and months of the advice log share over REST."""

import datetime as dt
from collections.abc import Callable

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from access.rest import ClassifiedViewSet, Relabels, VisibleReference
from foundation.rest.lists import Column
from foundation.rest.serializers import StrictModelSerializer


class PeriodSerializer(StrictModelSerializer):
    """A period of a post; `ends_on` is its last day, from which reminders are counted."""

    post = VisibleReference(read_only=True)
    rhythm = VisibleReference(read_only=True)
    starts_on = serializers.DateField(source="period.lower", read_only=True)
    marking = serializers.CharField(source="label.marking", read_only=True)


class PeriodFilter(django_filters.FilterSet):
    """?post=PST-2026-7K3QF&owed=true&ends_by=2026-12-31; subclasses say which rows are `still_owed`."""

    still_owed: Callable[[QuerySet], QuerySet]
    post = django_filters.CharFilter("post__reference", max_length=20)
    ends_by = django_filters.DateFilter("ends_on", lookup_expr="lte")
    owed = django_filters.BooleanFilter(method="filter_owed")

    def filter_owed(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """What is still owed, or the rest."""
        owed = self.still_owed(queryset)
        return owed if value else queryset.exclude(pk__in=owed.values("pk"))


class SteppedViewSet(Relabels, ClassifiedViewSet):
    """Never changed but by its steps."""

    http_method_names = ["get", "post", "head", "options"]


PERIOD_COLUMNS = (
    Column("reference", "reference", nullable=False),
    Column("post", "post__reference", nullable=False),
    Column("starts_on", "period__startswith", dt.date, nullable=False),
    Column("ends_on", "ends_on", dt.date, nullable=False),
)
