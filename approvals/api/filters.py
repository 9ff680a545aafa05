"""Filters of the list of cases."""

import datetime as dt

import django_filters
from django.db.models import QuerySet

from approvals.lifecycle import CaseState
from approvals.models import Case, Delegation, Route
from approvals.registry import kind_label, kinds
from foundation.clock import today
from foundation.rest.lists import CodeFilter


class CaseFilter(django_filters.FilterSet):
    """?state=open, ?kind=mission_paper, ?mission=emb-tr, ?matter=MPA-2026-7K3QF, ?overdue=true, ?opened_from=..."""

    state = django_filters.ChoiceFilter(choices=CaseState.choices)
    kind = django_filters.ChoiceFilter("kind", choices=lambda: [(kind, kind_label(kind)) for kind in kinds()])
    phase = django_filters.CharFilter("phase")
    mission = CodeFilter("mission__code", of="directory.DiplomaticMission")
    matter = django_filters.CharFilter("object_reference")
    opened_from = django_filters.DateFilter("opened_on", lookup_expr="gte")
    opened_to = django_filters.DateFilter("opened_on", lookup_expr="lte")
    urgent = django_filters.BooleanFilter("acted_on", lookup_expr="isnull", exclude=True)
    overdue = django_filters.BooleanFilter(method="late")

    class Meta:
        model = Case
        fields: list[str] = []

    def late(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """Cases with an open step past its last day, or those without."""
        return rows.filter(due_on__lt=today()) if value else rows.exclude(due_on__lt=today())


class RouteFilter(django_filters.FilterSet):
    """?kind=posting, ?is_default=true"""

    kind = django_filters.ChoiceFilter("kind", choices=lambda: [(kind, kind_label(kind)) for kind in kinds()])
    is_default = django_filters.BooleanFilter("is_default")

    class Meta:
        model = Route
        fields: list[str] = []


class DelegationFilter(django_filters.FilterSet):
    """?office=mfa-milpol, ?delegate=mfa_desk, ?in_force_on=2026-11-27"""

    office = CodeFilter("appointment__office__code", of="accounts.Office")
    delegate = CodeFilter("appointment__user__username", of="accounts.User", code="username")
    in_force_on = django_filters.DateFilter(method="in_force")

    class Meta:
        model = Delegation
        fields: list[str] = []

    def in_force(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        """Confirmed ones that count on a day."""
        return rows.filter(appointment__confirmed_at__isnull=False, appointment__valid__contains=value)
