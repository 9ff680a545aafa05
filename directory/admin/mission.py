"""Diplomatic missions and who heads them."""

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from directory.admin.kept import KeptAdmin
from directory.models import DiplomaticMission, HeadOfMissionTenure
from foundation.admin_forms import DayInput
from foundation.admin_kit import OpenAdmin
from foundation.site import site


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

    list_display = ("public_name", "kind", "mission", "period")
    list_select_related = ("mission",)
    list_filter = ("kind",)
    autocomplete_fields = ("mission",)
    formfield_overrides = {models.DateField: {"widget": DayInput}}
    details = ("mission", "public_name", "kind", "period", ("agrement_on", "credentials_on"))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            OpenAdmin.get_queryset(self, request)
            .select_related("mission")
            .order_by("mission__code", "-period")
        )
