"""Countries, organisations, formats of co-operation and kinds of activity."""

from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import DateRangeField
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.admin.kept import KeptAdmin
from directory.admin.parts import MeetingTable, MembershipTable, MemberTable, NameTable, StanceTable
from directory.models import (
    ActivityKind,
    ClearanceRule,
    CooperationFormat,
    Country,
    EffortShare,
    Organisation,
)
from directory.selectors.formats import turns
from directory.selectors.reference import organisations
from directory.selectors.stances import effort_shares
from directory.terms import MembershipKind
from foundation.admin_forms import TermField
from foundation.clock import today
from foundation.site import site
from foundation.wording import NOTHING


class OrganisationFilter(admin.SimpleListFilter):
    """Members of an organisation today."""

    title = _("organisation")
    parameter_name = "member_of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        joined = organisations().filter(memberships__kind=MembershipKind.MEMBER).order_by("code")
        return list(joined.distinct().values_list("code", "code"))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.members_of(self.value(), today()) if self.value() else queryset


@admin.register(Country, site=site)
class CountryAdmin(KeptAdmin):
    """States by ISO code."""

    list_display = ("name", "iso2", "numeric", "region", "member_of", "is_neighbour")
    list_filter = (OrganisationFilter, "region", "is_neighbour", "is_iso")
    details = (("iso2", "iso3", "numeric"), "is_iso", "name_en", "name_az", "region", "is_neighbour")
    fixed = ("iso2", "iso3")
    inlines = (MembershipTable, StanceTable, NameTable)
    search_help_text = _("Code or any name a country is written about with, with or without diacritics.")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        return rows.in_organisations(today())

    @admin.display(description=_("member of"))
    def member_of(self, country: Country) -> str:
        """Organisations it belongs to today."""
        return ", ".join(country.member_of) or NOTHING  # type: ignore[attr-defined]


@admin.register(Organisation, site=site)
class OrganisationAdmin(KeptAdmin):
    """International organisations and headquarters."""

    list_display = ("name", "code", "seat")
    list_select_related = ("seat",)
    autocomplete_fields = ("seat",)
    details = ("code", "name_en", "name_az", "seat")
    fixed = ("code",)
    inlines = (NameTable,)


@admin.register(CooperationFormat, site=site)
class CooperationFormatAdmin(KeptAdmin):
    """Formats with their members in order, their meetings and whose turn it is to host."""

    list_display = ("name", "code", "status", "members")
    list_filter = ("status",)
    details = ("code", "name_en", "name_az", "status", "proposed_by", "source")
    fixed = ("code",)
    told = ("host_next",)
    inlines = (
        MemberTable,
        MeetingTable,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        return rows.with_members()

    @admin.display(description=_("members"))
    def members(self, record: CooperationFormat) -> str:
        """Codes in the order in which they host."""
        return ", ".join(record.member_codes) or NOTHING  # type: ignore[attr-defined]

    @admin.display(description=_("hosts next"))
    def host_next(self, record: CooperationFormat) -> str:
        """By the order of the members and the last meeting held, for each level that meets."""
        found = [f"{turn.country} ({turn.words})" for turn in turns(record, on=today())]
        return " · ".join(found) or str(_("Enter the members in the order in which they host."))


@admin.register(ActivityKind, site=site)
class ActivityKindAdmin(KeptAdmin):
    """Kinds of activity of the source paper and their sub-kinds."""

    list_display = ("name", "number", "code", "parent")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)
    details = ("code", "number", "name_en", "name_az", "parent")
    fixed = ("code",)


@admin.register(ClearanceRule, site=site)
class ClearanceRuleAdmin(KeptAdmin):
    """The rule table of diplomatic clearances; a gap in it is shown as "no rule: ask"."""

    list_display = (
        "name",
        "country",
        "vehicle",
        "passage",
        "cargo",
        "lead_days",
        "day_type",
        "validity_hours",
    )
    list_filter = (("country", admin.RelatedOnlyFieldListFilter), "vehicle", "cargo")
    list_select_related = ("country",)
    autocomplete_fields = ("country",)
    details = (
        "code", "name_en", "name_az", "country", ("vehicle", "passage", "cargo"), ("lead_days", "day_type"),
        "validity_hours", "source",
    )  # fmt: skip
    fixed = ("code",)


@admin.register(EffortShare, site=site)
class EffortShareAdmin(KeptAdmin):
    """Which share of the activities each tier of States is to get; reports measure against it."""

    list_display = ("tier", "percent", "period", "reason")
    list_filter = ("tier",)
    details = (("tier", "percent"), "period", "reason")
    fixed = ("tier",)
    search_fields = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return effort_shares()

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, DateRangeField):
            kwargs.setdefault("form_class", TermField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
