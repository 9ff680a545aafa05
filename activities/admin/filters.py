"""Filters of the lists: by year, and by what is late."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from activities.selectors.activities import in_year
from activities.selectors.exercises import late_exercises
from directory.models import Country
from foundation.clock import today

BACK, AHEAD_YEARS = 5, 2


class ByYear(SimpleListFilter):
    """By the year of the first day."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        this = today().year
        return [(str(year), str(year)) for year in range(this + AHEAD_YEARS, this - BACK - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not (self.value() or "").isdecimal() or self.value() not in dict(self.lookup_choices):
            return queryset
        if queryset.model is Activity:
            return in_year(queryset, int(self.value() or 0))
        year = int(self.value() or 0)
        return queryset.filter(activity__starts_on__year=year)


class ByPartner(SimpleListFilter):
    """By the main partner; only countries with something the reader may see are offered."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        seen = Activity.objects.visible_to(request.subject).filter(country=OuterRef("pk"))  # type: ignore[attr-defined]
        if model_admin.model is not Activity:
            seen = seen.filter(exercise__isnull=False)
        return [(row.iso2, row.name) for row in Country.objects.filter(Exists(seen)).by_name()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        path = "country__iso2" if queryset.model is Activity else "activity__country__iso2"
        return queryset.filter(**{path: self.value()})


class Lateness(SimpleListFilter):
    """Exercises with a conference, a notification or a report that is late."""

    title = _("lateness")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("late")), ("no", _("nothing late"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        late = late_exercises(to=request.subject, on=today()).values("pk")  # type: ignore[attr-defined]
        if self.value() == "yes":
            return queryset.filter(pk__in=late)
        return queryset.exclude(pk__in=late) if self.value() == "no" else queryset
