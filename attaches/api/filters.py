"""Filters of the four lists; each is named here, nothing else is looked up."""

from typing import Any

import django_filters

from attaches.lifecycle import (
    INCUMBENT,
    AccreditationRole,
    AccreditationState,
    PostingState,
    PostKind,
    PostState,
)
from attaches.models import Accreditation, Officer, Post, Posting
from attaches.terms import Rank, ServiceBranch
from foundation.rest.lists import CodeFilter


class OfficerFilter(django_filters.FilterSet):
    """?rank=colonel&service_branch=air_force"""

    rank = django_filters.ChoiceFilter(choices=Rank.choices)
    service_branch = django_filters.ChoiceFilter(choices=ServiceBranch.choices)

    class Meta:
        model = Officer
        fields: list[str] = []


class PostFilter(django_filters.FilterSet):
    """?kind=attache_office&state=established&country=TR&vacant=true"""

    kind = django_filters.ChoiceFilter(choices=PostKind.choices)
    state = django_filters.ChoiceFilter(choices=PostState.choices)
    mission = CodeFilter("mission__code", of="directory.DiplomaticMission")
    country = CodeFilter("mission__country__iso2", of="directory.Country", code="iso2")
    organisation = CodeFilter("mission__organisation__code", of="directory.Organisation")
    vacant = django_filters.BooleanFilter("incumbent_posting", lookup_expr="isnull")

    class Meta:
        model = Post
        fields: list[str] = []


class PostingFilter(django_filters.FilterSet):
    """?state=in_post&country=TR&ends_before=YYYY-MM-DD&current_on=YYYY-MM-DD"""

    state = django_filters.ChoiceFilter(choices=PostingState.choices)
    in_post = django_filters.BooleanFilter(method="filter_in_post")
    post = django_filters.CharFilter("post__reference")
    officer = django_filters.CharFilter("officer__reference")
    kind = django_filters.ChoiceFilter(field_name="post__kind", choices=PostKind.choices)
    mission = CodeFilter("post__mission__code", of="directory.DiplomaticMission")
    country = CodeFilter("post__mission__country__iso2", of="directory.Country", code="iso2")
    current_on = django_filters.DateFilter("incumbency", lookup_expr="contains")
    ends_before = django_filters.DateFilter("planned__endswith", lookup_expr="lt")

    class Meta:
        model = Posting
        fields: list[str] = []

    def filter_in_post(self, queryset: Any, name: str, value: bool) -> Any:
        """In post now, asked extension and handover included; or everybody else."""
        return queryset.in_post() if value else queryset.exclude(state__in=INCUMBENT)


class AccreditationFilter(django_filters.FilterSet):
    """?country=TR&role=side&state=accredited"""

    posting = django_filters.CharFilter("posting__reference")
    role = django_filters.ChoiceFilter(choices=AccreditationRole.choices)
    state = django_filters.ChoiceFilter(choices=AccreditationState.choices)
    country = CodeFilter("country__iso2", of="directory.Country", code="iso2")
    organisation = CodeFilter("organisation__code", of="directory.Organisation")

    class Meta:
        model = Accreditation
        fields: list[str] = []
