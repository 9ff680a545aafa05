"""Remarks, conflicts and readings in data entry: found and read here, made on the paper's own pages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from foundation.site import site
from missions.models import IndicatorReading, PaperComment, PaperConflict


class SaidAdmin(ClassifiedAdmin):
    """Nothing is entered or changed here."""

    remarkable = False  # the marking follows the paper, or is the ministry's own
    reference_path = None
    list_select_related = ("paper", "by", "office", "label")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model.objects.visible_to(request.subject).select_related(*self.list_select_related)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("the paper"))
    def page(self, row: Any) -> SafeString:
        """Where it is read and answered."""
        return format_html('<a href="{}">{}</a>', self.address(row), row.paper.title)

    def address(self, row: Any) -> str:
        """The page of the row."""
        return reverse("missions:paper", args=[row.paper.reference])


@admin.register(PaperComment, site=site)
class PaperCommentAdmin(SaidAdmin):
    """Remarks of both sides, as far as one may see them."""

    list_display = ("page", "part", "row", "severity", "office", "on", "resolution")
    list_filter = ("severity", "resolution", "ministry")
    search_fields = ("text",)
    search_help_text = _("Words of the remark, or of why it was resolved.")
    fields = readonly_fields = (
        "page", "part", "row", "severity", "text", "ministry", "internal_to", "by", "office", "on", "resolution",
        "resolved_because", "resolved_by", "resolved_office", "resolved_on", "label",
    )  # fmt: skip

    def address(self, row: Any) -> str:
        return reverse("missions:remark", args=[row.paper.reference, row.key])


@admin.register(PaperConflict, site=site)
class PaperConflictAdmin(SaidAdmin):
    """Conflicts between the two sections."""

    list_display = ("page", "task", "objective", "state", "office", "on")
    list_filter = ("state",)
    search_fields = ("text",)
    search_help_text = _("Words of what the conflict is about.")
    fields = readonly_fields = (
        "page", "version_no", "task", "objective", "text", "state", "by", "office", "on", "label",
    )  # fmt: skip

    def address(self, row: Any) -> str:
        return reverse("missions:conflict", args=[row.paper.reference, row.key])


@admin.register(IndicatorReading, site=site)
class IndicatorReadingAdmin(SaidAdmin):
    """Readings of indicators."""

    list_display = ("page", "indicator", "on", "value", "office")
    fields = readonly_fields = (
        "page", "indicator", "on", "value", "source", "by", "office", "recorded_at", "label",
    )  # fmt: skip

    def address(self, row: Any) -> str:
        return reverse("missions:readings", args=[row.paper.reference])
