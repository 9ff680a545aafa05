"""Countries, organisations, kinds of activity and the working-day calendar."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from directory.admin.kept import KeptAdmin
from directory.models import ActivityKind, CalendarDay, Country, Organisation
from foundation.admin_forms import DayInput
from foundation.admin_kit import OpenAdmin
from foundation.site import site


@admin.register(Country, site=site)
class CountryAdmin(KeptAdmin):
    """States by ISO code."""

    list_display = ("name", "iso2", "region", "is_neighbour", "is_osce", "is_nato", "is_eu")
    list_filter = ("region", "is_neighbour", "is_nato", "is_eu")
    details = (
        "iso2", "iso3", "name_en", "name_az", "region", ("is_neighbour", "is_osce", "is_nato", "is_eu"),
    )  # fmt: skip
    fixed = ("iso2", "iso3")


@admin.register(Organisation, site=site)
class OrganisationAdmin(KeptAdmin):
    """International organisations and headquarters."""

    list_display = ("name", "code", "seat")
    list_select_related = ("seat",)
    autocomplete_fields = ("seat",)
    details = ("code", "name_en", "name_az", "seat")
    fixed = ("code",)


@admin.register(ActivityKind, site=site)
class ActivityKindAdmin(KeptAdmin):
    """Kinds of activity of the source paper and their sub-kinds."""

    list_display = ("name", "number", "code", "parent")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)
    details = ("code", "number", "name_en", "name_az", "parent")
    fixed = ("code",)


@admin.register(CalendarDay, site=site)
class CalendarDayAdmin(KeptAdmin):
    """Holidays and worked weekends; a day entered by hand stays as it is."""

    list_display = ("day", "name", "is_working", "is_override")
    list_filter = ("is_working", "is_override")
    search_fields = ()
    formfield_overrides = {models.DateField: {"widget": DayInput}}
    details = ("day", "name_en", "name_az", "is_working")
    fixed = ("day",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return OpenAdmin.get_queryset(self, request).order_by("day")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset, False

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        form.instance.is_override = True
        return super().record(request, form, formsets)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        form.instance.is_override = True
        return super().amend(request, form, formsets)
