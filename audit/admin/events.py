"""The trail as its readers may see it: row policies decide, an auditor gets envelopes without values."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from audit.admin.filters import DayFilter, DoneFilter, PersonFilter
from audit.models import Event
from foundation.admin_kit import OpenAdmin
from foundation.permissions import in_words, reason_in_words
from foundation.site import site
from foundation.wording import NOTHING

READERS = frozenset({"auditor", "mod_security", "mfa_security", "cmd_head", "imcd_head", "mfa_milpol"})


@admin.register(Event, site=site)
class EventAdmin(OpenAdmin):
    """Who did what, when, in which office."""

    list_display = ("at", "done", "kind", "reference", "person", "acted_in", "said")
    fields = readonly_fields = (
        "at", "done", "kind", "reference", "person", "acted_in", "said", "request_id", "purpose", "transaction",
    )  # fmt: skip
    list_select_related = ("change",)
    list_filter = (PersonFilter, DayFilter, DoneFilter)
    search_fields = ("=reference",)
    ordering = ("-id",)
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        subject = getattr(request, "subject", None)
        return subject is not None and subject.role in READERS

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        shown = getattr(answer, "context_data", None) or {}
        if "cl" in shown:
            self._name(list(shown["cl"].result_list))
        return answer

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        event = super().get_object(request, object_id, from_field)
        self._name([event] if event else [])
        return event

    def _name(self, events: list[Event]) -> None:
        namer = getattr(self.admin_site, "namer", None)
        if namer and events:
            namer(events)

    @admin.display(description=_("what was done"))
    def done(self, event: Event) -> str:
        """The verb in words; what no service did says only what PostgreSQL saw."""
        return in_words(event.verb)

    @admin.display(description=_("person"))
    def person(self, event: Event) -> str:
        """Who; of what the system did by itself the office says it."""
        return str(getattr(event, "who", "")) or NOTHING

    @admin.display(description=_("office"))
    def acted_in(self, event: Event) -> str:
        """The office acted in."""
        return str(getattr(event, "office", "")) or NOTHING

    @admin.display(description=_("kind of record"))
    def kind(self, event: Event) -> str:
        """What was written, in words."""
        models = {model._meta.db_table: model for model in apps.get_models()}
        return str(models[event.table]._meta.verbose_name) if event.table in models else event.table

    @admin.display(description=_("reason"))
    def said(self, event: Event) -> str:
        """Words about a record are for whoever may see its values (decisions.md 10)."""
        readable = event.label_id is None or getattr(event, "change", None) is not None
        return reason_in_words(event.reason) if readable else ""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return self.changeform_view(request, object_id)
