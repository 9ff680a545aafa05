"""How lists of obligations and returns are narrowed over REST."""

import django_filters
from django.db.models import QuerySet

from activities.lifecycle import ReturnState
from activities.models import DueReturn, ReportingObligation
from activities.selectors import returns as read
from activities.terms import Recurrence, Regime
from foundation.clock import today
from foundation.rest.lists import CodeFilter


class ObligationFilter(django_filters.FilterSet):
    """?regime=vienna_document&addressee=OSCE&recurrence=yearly"""

    regime = django_filters.ChoiceFilter(choices=Regime.choices)
    recurrence = django_filters.ChoiceFilter(choices=Recurrence.choices)
    addressee = CodeFilter("addressee__code", of="directory.Organisation")

    class Meta:
        model = ReportingObligation
        fields: list[str] = []


class ReturnFilter(django_filters.FilterSet):
    """?regime=vienna_document&state=submitted&due_year=2026&owed=true&late=true&due_by=2026-12-31"""

    regime = django_filters.ChoiceFilter("obligation__regime", choices=Regime.choices)
    obligation = django_filters.CharFilter("obligation__reference", max_length=20)
    state = django_filters.ChoiceFilter(choices=ReturnState.choices)
    due_year = django_filters.NumberFilter(min_value=1900, max_value=2200)
    due_by = django_filters.DateFilter("due_on", lookup_expr="lte")
    owed = django_filters.BooleanFilter(method="filter_owed")
    late = django_filters.BooleanFilter(method="filter_late")

    class Meta:
        model = DueReturn
        fields: list[str] = []

    def filter_owed(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """What is still owed, or the rest."""
        return _one_of(queryset, read.owed(queryset), value)

    def filter_late(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Submitted or still owed after its day, or the rest."""
        return _one_of(queryset, read.late(queryset, on=today()), value)


def _one_of(rows: QuerySet, chosen: QuerySet, value: bool) -> QuerySet:
    return chosen if value else rows.exclude(pk__in=chosen.values("pk"))
