"""Filters of the four lists; each is named here, nothing else is looked up."""

from typing import Any

import django_filters
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from attaches.lifecycle import (
    INCUMBENT,
    AccreditationRole,
    AccreditationState,
    PostingState,
    PostKind,
    PostState,
)
from attaches.models import Accreditation, Officer, Post, Posting
from attaches.selectors import pool
from attaches.terms import LEVEL_OR_SLP, Obligation, Rank, ServiceBranch, TrainingKind
from foundation.clock import today
from foundation.rest.lists import CodeFilter

A_LEVEL = _("A level from 0 to 5, below 5 with or without a plus, or a profile of four such levels.")


class OfficerFilter(django_filters.FilterSet):
    """?rank=colonel&language=tr&level=3&course=attache_course&cleared=true&obligation=over, each as of today."""

    rank = django_filters.ChoiceFilter(choices=Rank.choices)
    service_branch = django_filters.ChoiceFilter(choices=ServiceBranch.choices)
    language = django_filters.CharFilter(method="with_language", max_length=3)
    level = django_filters.CharFilter(method="with_level", validators=[RegexValidator(LEVEL_OR_SLP, A_LEVEL)])
    course = django_filters.ChoiceFilter(method="with_course", choices=TrainingKind.choices)
    cleared = django_filters.BooleanFilter(method="with_clearance")
    obligation = django_filters.ChoiceFilter(method="with_obligation", choices=Obligation.choices)

    class Meta:
        model = Officer
        fields: list[str] = []

    @property
    def _whom(self) -> dict[str, Any]:
        return {"to": self.request._request.subject, "on": today()}

    def with_language(self, queryset: Any, name: str, value: str) -> Any:
        """Whose newest result in the language is valid."""
        return pool.speaking(queryset, language=value, **self._whom)

    def with_level(self, queryset: Any, name: str, value: str) -> Any:
        """At least this level in every skill, or this profile; in the language asked for beside it, else in any."""
        language = self.form.cleaned_data.get("language") or ""
        return pool.speaking(queryset, language=language, level=value, **self._whom)

    def with_course(self, queryset: Any, name: str, value: str) -> Any:
        """Who has completed a course of this kind that has not lapsed."""
        return pool.trained(queryset, value, **self._whom)

    def with_clearance(self, queryset: Any, name: str, value: bool) -> Any:
        """Who has a valid clearance, or none."""
        return pool.cleared(queryset, value, **self._whom)

    def with_obligation(self, queryset: Any, name: str, value: str) -> Any:
        """Whose obligation after a course abroad runs, or is over."""
        return pool.obliged(queryset, value, **self._whom)


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
