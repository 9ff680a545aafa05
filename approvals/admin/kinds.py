"""Kinds of matter as data entry lists and filters them: in people's words, never by their code."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from approvals.registry import kind_label, kinds


class ByKind(admin.SimpleListFilter):
    """Kinds of matter in people's words."""

    title = _("kind of matter")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind, kind_label(kind)) for kind in kinds()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class OfKind(admin.ModelAdmin):
    """For admin classes over records that have a kind of matter."""

    @admin.display(description=_("kind of matter"), ordering="kind")
    def of_kind(self, record: Any) -> str:
        """The kind in people's words."""
        return str(kind_label(record.kind))
