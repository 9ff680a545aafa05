"""National institutions and their units."""

from django.contrib import admin

from directory.admin.kept import KeptAdmin
from directory.models import Institution, Unit
from foundation.site import site


@admin.register(Institution, site=site)
class InstitutionAdmin(KeptAdmin):
    """Ministries, services, agencies."""

    list_display = ("name", "code", "kind")
    list_filter = ("kind",)
    details = ("code", "kind", "name_en", "name_az")
    fixed = ("code",)


@admin.register(Unit, site=site)
class UnitAdmin(KeptAdmin):
    """Departments, centres, branches."""

    list_display = ("name", "code", "institution", "parent")
    list_select_related = ("institution", "parent")
    list_filter = ("institution",)
    autocomplete_fields = ("institution", "parent")
    details = ("code", "institution", "parent", "name_en", "name_az")
    fixed = ("code",)
