"""National institutions and their units."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from directory.admin.kept import KeptAdmin
from directory.models import Institution, Unit
from foundation.admin_kit import OpenAdmin
from foundation.site import site

INDENT = "\u2003"  # a wide blank: no style in the page is needed, and the tree can be copied as text


@admin.register(Institution, site=site)
class InstitutionAdmin(KeptAdmin):
    """Ministries, services, agencies."""

    list_display = ("name", "code", "kind")
    list_filter = ("kind",)
    details = ("code", "kind", "name_en", "name_az")
    fixed = ("code",)


@admin.register(Unit, site=site)
class UnitAdmin(KeptAdmin):
    """Departments, centres, branches: each under the unit it is part of."""

    list_display = ("indented", "code", "path")
    list_display_links = ("indented",)
    list_select_related = ("institution", "parent")
    list_filter = ("institution",)
    autocomplete_fields = ("institution", "parent")
    details = ("code", "institution", "parent", "name_en", "name_az")
    fixed = ("code",)
    told = ("path",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = OpenAdmin.get_queryset(self, request)
        return rows.as_tree()

    @admin.display(description=_("unit"))
    def indented(self, unit: Unit) -> SafeString:
        """The name, the further right the deeper."""
        depth = len(unit.path_codes) - 1  # type: ignore[attr-defined]
        return format_html("{}{}", INDENT * depth, unit.name)

    @admin.display(description=_("path"))
    def path(self, unit: Unit) -> str:
        """Names from the institution down."""
        names = unit.path_az if translation.get_language() == "az" else unit.path_en  # type: ignore[attr-defined]
        return " › ".join([unit.institution.name, *names])
