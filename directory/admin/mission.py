"""Diplomatic missions and who heads them."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.admin.kept import KeptAdmin
from directory.models import DiplomaticMission, HeadOfMissionTenure
from foundation.admin_forms import DayInput
from foundation.admin_kit import OpenAdmin
from foundation.site import site
from foundation.wording import written_days


@admin.register(DiplomaticMission, site=site)
class DiplomaticMissionAdmin(KeptAdmin):
    """Embassies, permanent missions and military representations."""

    list_display = ("name", "code", "kind", "country", "organisation")
    list_select_related = ("country", "organisation")
    list_filter = ("kind", "country__region")
    autocomplete_fields = ("country", "organisation", "side_accredited")
    details = ("code", "kind", "name_en", "name_az", "country", "organisation", "side_accredited")
    fixed = ("code",)


@admin.register(HeadOfMissionTenure, site=site)
class HeadOfMissionTenureAdmin(KeptAdmin):
    """Who heads a mission, from when to when; names as published."""

    list_display = ("public_name", "kind", "mission", "term")
    list_select_related = ("mission",)
    list_filter = ("kind",)
    autocomplete_fields = ("mission",)
    formfield_overrides = {models.DateField: {"widget": DayInput}}
    details = ("mission", "public_name", "kind", "period", ("agrement_on", "credentials_on"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        return ((None, {"fields": ["term" if name == "period" else name for name in self.details]}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "term")

    @admin.display(description=_("from – to"), ordering="period")
    def term(self, tenure: HeadOfMissionTenure) -> str:
        """First and last day."""
        return written_days(tenure.period)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            OpenAdmin.get_queryset(self, request)
            .select_related("mission")
            .order_by("mission__code", "-period")
        )
