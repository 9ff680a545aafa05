"""The trail as its readers may see it: row policies decide, an auditor gets envelopes without values."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from foundation.admin_kit import OpenAdmin
from foundation.site import site

READERS = frozenset({"auditor", "mod_security", "mfa_security", "cmd_head", "imcd_head", "mfa_milpol"})


@admin.register(Event, site=site)
class EventAdmin(OpenAdmin):
    """Who did what, when, in which office."""

    list_display = ("at", "verb", "table", "reference", "actor_id", "office_id", "said")
    fields = readonly_fields = (
        "at", "verb", "table", "reference", "actor_id", "office_id", "said", "request_id", "purpose", "transaction",
    )  # fmt: skip
    list_select_related = ("change",)
    list_filter = ("verb",)
    search_fields = ("=reference",)
    ordering = ("-id",)
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        subject = getattr(request, "subject", None)
        return subject is not None and subject.role in READERS

    @admin.display(description=_("reason"))
    def said(self, event: Event) -> str:
        """Words about a record are for whoever may see its values (decisions.md 10)."""
        return event.reason if event.label_id is None or getattr(event, "change", None) is not None else ""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self.changeform_view(request, object_id)
