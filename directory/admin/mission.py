"""Diplomatic missions and who heads them."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directory.admin.kept import KeptAdmin
from directory.admin.parts import NameTable
from directory.models import DiplomaticMission, HeadOfMissionTenure
from directory.models.mission import TenureKind
from directory.selectors.missions import head_words, standing_words, tenures, tenures_of
from foundation.admin_forms import DayInput
from foundation.clock import today
from foundation.site import site
from foundation.wording import NOTHING, written_days


class HeadFilter(admin.SimpleListFilter):
    """Who is in charge today."""

    title = _("headed by")
    parameter_name = "head"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*TenureKind.choices, ("none", _("nobody"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "none":
            return queryset.filter(head_name__isnull=True)
        return queryset.filter(head_kind=self.value()) if self.value() else queryset


@admin.register(DiplomaticMission, site=site)
class DiplomaticMissionAdmin(KeptAdmin):
    """Embassies, permanent missions and military representations."""

    list_display = ("name", "code", "kind", "receiver", "city", "head")
    list_select_related = ("country", "organisation")
    list_filter = ("kind", HeadFilter, "country__region")
    autocomplete_fields = ("country", "organisation", "side_accredited")
    details = (
        "code", "kind", "name_en", "name_az", ("country", "organisation"), ("seat_en", "seat_az"), "side_accredited",
    )  # fmt: skip
    fixed = ("code",)
    told = ("head", "heads")
    inlines = (NameTable,)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        return rows.with_head(today())

    @admin.display(description=_("accredited to"))
    def receiver(self, mission: DiplomaticMission) -> str:
        """The receiving State or organisation."""
        return str(mission.country or mission.organisation)

    @admin.display(description=pgettext_lazy("mission", "seat"))
    def city(self, mission: DiplomaticMission) -> str:
        """In the reader's language."""
        return mission.seat or NOTHING

    @admin.display(description=_("head of mission today"))
    def head(self, mission: DiplomaticMission) -> str:
        """Name and quality; where nobody is in charge, since when."""
        return head_words(mission)

    @admin.display(description=_("heads of mission"))
    def heads(self, mission: DiplomaticMission) -> SafeString | str:
        """Everybody who headed, heads or shall head the mission, the latest first."""
        day = today()
        return (
            format_html_join("", "<div>{}</div>", ((self._line(row, day),) for row in tenures_of(mission)))
            or NOTHING
        )

    @staticmethod
    def _line(row: HeadOfMissionTenure, day: dt.date) -> SafeString:
        page = reverse("admin:directory_headofmissiontenure_change", args=[row.pk])
        return format_html(
            '<a href="{}">{}</a> · {} · {} · {}',
            page, row.public_name, row.get_kind_display(), written_days(row.period), standing_words(row, on=day),
        )  # fmt: skip


class TenureFilter(admin.SimpleListFilter):
    """Where a tenure stands today."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ahead", pgettext_lazy("head of mission", "to come")),
            ("present", _("in charge today")),
            ("over", pgettext_lazy("head of mission", "over")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {
            "ahead": {"period__startswith__gt": today()},
            "present": {"period__contains": today()},
            "over": {"period__endswith__lte": today()},
        }.get(self.value() or "")
        return queryset.filter(**chosen) if chosen else queryset


@admin.register(HeadOfMissionTenure, site=site)
class HeadOfMissionTenureAdmin(KeptAdmin):
    """Who heads a mission, from when to when; names as published."""

    list_display = ("public_name", "kind", "mission", "term", "stands")
    list_select_related = ("mission",)
    list_filter = (TenureFilter, "kind")
    autocomplete_fields = ("mission",)
    formfield_overrides = {models.DateField: {"widget": DayInput}}
    details = ("mission", "public_name", "kind", "period", ("agrement_on", "credentials_on"))
    told = ("stands",)
    search_help_text = _("Name or mission, with or without diacritics.")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        shown = ["term" if name == "period" else name for name in (*self.details, *self.told)]
        return ((None, {"fields": shown}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), "term")

    @admin.display(description=_("from – to"), ordering="period")
    def term(self, tenure: HeadOfMissionTenure) -> str:
        """First and last day."""
        return written_days(tenure.period)

    @admin.display(description=_("stands today"))
    def stands(self, tenure: HeadOfMissionTenure) -> str:
        """In words."""
        return standing_words(tenure, on=today())

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return tenures()
