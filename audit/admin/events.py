"""The trail as its readers may see it: row policies decide, an auditor gets envelopes without values."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from audit.models import Event
from foundation.admin_kit import OpenAdmin
from foundation.site import site

READERS = frozenset({"auditor", "mod_security", "mfa_security", "cmd_head", "imcd_head", "mfa_milpol"})


@admin.register(Event, site=site)
class EventAdmin(OpenAdmin):
    """Who did what, when, in which office."""

    list_display = ("at", "verb", "table", "reference", "actor_id", "office_id", "reason")
    list_filter = ("verb",)
    search_fields = ("=reference",)
    ordering = ("-id",)
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        subject = getattr(request, "subject", None)
        return subject is not None and subject.role in READERS

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self.changeform_view(request, object_id)
