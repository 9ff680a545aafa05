"""Base of every admin class over protected rows."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from access.selectors.markings import page_marking
from audit.selectors.history import history
from foundation.admin_kit import ServiceAdmin
from foundation.references import PATTERN


class ClassifiedAdmin(ServiceAdmin):
    """Rows of the running subject only; history from the audit trail; no raw or guessed keys.

    `reference_path` leads to the public reference where that stands on another row; None where one has many.
    """

    reference_path: str | None = "reference"

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """By key or by public reference, so that a link needs no look-up."""
        if self.reference_path and PATTERN.match(object_id):
            return get_object_or_404(self.get_queryset(request), **{self.reference_path: object_id})
        return super().get_object(request, object_id, from_field)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Also what autocompletes ask: through the table's search function, with or without diacritics."""
        words = search_term.strip()
        return (queryset.matching(words) if words and self.search_fields else queryset), False

    # --- the marking of what is shown (pages.md) -------------------------------------------------------------------
    def shown_labels(self, request: HttpRequest, obj: Any) -> Iterable[int]:
        """Labels of everything a record's page shows; subclasses add those of parts with labels of their own."""
        return [obj.label_id]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        context["page_marking"] = page_marking(self.shown_labels(request, obj)) if obj is not None else None
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        shown = getattr(answer, "context_data", None) or {}
        if "cl" in shown:
            shown["page_marking"] = page_marking(row.label_id for row in shown["cl"].result_list)
        return answer

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        subject: Any = getattr(request, "subject", None)
        record = self.get_object(request, object_id)
        events = history(record.reference, to=subject)[:200]
        context = {
            **self.admin_site.each_context(request), "title": record, "object": record, "events": events,
            "opts": self.opts, "module_name": self.opts.verbose_name_plural,
            "page_marking": page_marking([record.label_id]),
        }  # fmt: skip
        return TemplateResponse(request, "admin/parley_history.html", context)
