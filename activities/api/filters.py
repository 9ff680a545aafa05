"""Filters of the lists of activities and exercises; nothing else is looked up."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from activities.lifecycle import ActivityState, Direction, ExerciseSize, Level
from activities.models import Activity
from activities.selectors import activities as read
from activities.selectors.duplicates import duplicated
from activities.selectors.exercises import late_exercises
from foundation.clock import today
from foundation.rest.lists import CodeFilter


class ActivityFilter(django_filters.FilterSet):
    """?country=TR&state=planned&kind=exercise&year=2026&agreement=AGR-2026-7K3QF"""

    country = CodeFilter(method="with_country", of="directory.Country", code="iso2")
    state = django_filters.ChoiceFilter(choices=ActivityState.choices)
    kind = CodeFilter(method="of_kind", of="directory.ActivityKind")
    year = django_filters.NumberFilter(method="in_year", min_value=1900, max_value=2200)
    level = django_filters.ChoiceFilter(choices=Level.choices)
    direction = django_filters.ChoiceFilter(choices=Direction.choices)
    blocked = django_filters.BooleanFilter(method="filter_blocked")
    similar = django_filters.BooleanFilter(method="filter_similar")
    agreement = django_filters.CharFilter(method="under_agreement", max_length=20)

    class Meta:
        model = Activity
        fields: list[str] = []

    @property
    def subject(self) -> Any:
        """Who asks."""
        return self.request._request.subject

    def with_country(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By ISO code of the main partner."""
        return read.of_country(queryset, value)

    def of_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By code of the kind."""
        return read.of_kind(queryset, value)

    def in_year(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """By the year of the first day."""
        return read.in_year(queryset, int(value))

    def filter_blocked(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """Approved or under way on an agreement that is no longer in force, or not."""
        held = read.with_blocked(Activity.objects.visible_to(self.subject), to=self.subject, on=today())
        return queryset.filter(pk__in=held.filter(blocked=value).values("pk"))

    def filter_similar(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """With another live engagement that looks like it, or without."""
        alike = duplicated(Activity.objects.visible_to(self.subject), to=self.subject).values("pk")
        return queryset.filter(pk__in=alike) if value else queryset.exclude(pk__in=alike)

    def under_agreement(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By reference of the agreement it stands on."""
        return read.under(queryset, value, to=self.subject)


class ExerciseFilter(ActivityFilter):
    """?size=major&late=true&notifiable=true"""

    kind = None
    size = django_filters.ChoiceFilter("exercise__size", choices=ExerciseSize.choices)
    notifiable = django_filters.BooleanFilter("exercise__notify_by", lookup_expr="isnull", exclude=True)
    late = django_filters.BooleanFilter(method="filter_late")

    def filter_late(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """With a conference, a notification or a report that is late, or without."""
        late = late_exercises(to=self.subject, on=today()).values("activity")
        return queryset.filter(pk__in=late) if value else queryset.exclude(pk__in=late)
