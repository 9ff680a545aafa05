"""Filters of the inbox."""

import django_filters

from foundation.rest.lists import CodeFilter
from reminders.models import Notice


class NoticeFilter(django_filters.FilterSet):
    """?record=MPA-2026-7K3QF, ?rule=..., ?open=true, ?due_before=YYYY-MM-DD"""

    record = django_filters.CharFilter("reminder__record")
    rule = CodeFilter("reminder__rule__code", of="reminders.Rule")
    open = django_filters.BooleanFilter("acknowledged_at", lookup_expr="isnull")
    due_before = django_filters.DateFilter("reminder__due_on", lookup_expr="lt")

    class Meta:
        model = Notice
        fields: list[str] = []
