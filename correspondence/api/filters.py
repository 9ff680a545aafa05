"""Filters of the register; each is named here, nothing else is looked up."""

from typing import Any

import django_filters

from correspondence.lifecycle import CorrespondenceDirection, CorrespondenceKind, CorrespondenceState
from correspondence.models import Correspondence
from correspondence.querysets import CODES, TABLES
from correspondence.selectors.subjects import names_of
from foundation.rest.lists import CodeFilter


class PartyFilter(CodeFilter):
    """A mission, institution, country or organisation by its code."""

    def __init__(self, side: str, **kwargs: Any) -> None:
        self.side = side
        super().__init__(of="directory.DiplomaticMission", **kwargs)

    def filter(self, qs: Any, value: str) -> Any:
        return qs.of_party(self.side, value) if value else qs

    def knows(self, value: str) -> bool:
        return any(TABLES[body].objects.filter(**{code: value}).exists() for body, code in CODES.items())


class CorrespondenceFilter(django_filters.FilterSet):
    """?kind=note_verbale&direction=incoming&outstanding=true&about=ACC-2026-7K3QF&sender=GE"""

    kind = django_filters.ChoiceFilter(choices=CorrespondenceKind.choices)
    direction = django_filters.ChoiceFilter(choices=CorrespondenceDirection.choices)
    state = django_filters.ChoiceFilter(choices=CorrespondenceState.choices)
    sender = PartyFilter("sender")
    addressee = PartyFilter("addressee")
    about = django_filters.CharFilter(method="filter_about")
    outstanding = django_filters.BooleanFilter(method="filter_outstanding")
    year = django_filters.NumberFilter("year", min_value=1800, max_value=2200)

    class Meta:
        model = Correspondence
        fields: list[str] = []

    def filter_about(self, queryset: Any, name: str, value: str) -> Any:
        """About a record, or about one that was merged into it."""
        subject: Any = self.request._request.subject
        return queryset.filter(about_reference__in=names_of(value, to=subject))

    def filter_outstanding(self, queryset: Any, name: str, value: bool) -> Any:
        """A reply is waited for; or everything else."""
        waiting = queryset.model.in_context.outstanding()
        return queryset.outstanding() if value else queryset.exclude(pk__in=waiting.values("pk"))
