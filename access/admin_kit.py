"""Base of every admin class over protected rows."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from access.marking_step import MarkingStep
from access.selectors.markings import page_marking
from access.selectors.trail import Told, parts_of, told
from audit.selectors.history import Parts, history_with_parts
from foundation.beside import beside, labels_of
from foundation.references import PATTERN


class ClassifiedAdmin(MarkingStep):
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

    def listed_labels(self, row: Any) -> Iterable[int]:
        """Labels of everything a line of the list shows; subclasses add those of other records it tells of."""
        return [row.label_id]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        panels = context["beside"] = beside(obj, to=getattr(request, "subject", None))
        shown = [*self.shown_labels(request, obj), *labels_of(panels)] if obj is not None else []
        context["page_marking"] = page_marking(shown) if obj is not None else None
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        answer = super().changelist_view(request, extra_context)
        shown = getattr(answer, "context_data", None) or {}
        if "cl" in shown:
            shown["page_marking"] = page_marking(
                label for row in shown["cl"].result_list for label in self.listed_labels(row)
            )
        return answer

    # --- history ---------------------------------------------------------------------------------------------------
    def history_parts(self, record: Any) -> list[Parts]:
        """Rows whose changes belong to this record's history; subclasses add parts of parts."""
        return parts_of(record)

    def history_lines(self, request: HttpRequest, record: Any) -> list[Told]:
        subject: Any = getattr(request, "subject", None)
        parts = self.history_parts(record)
        events = history_with_parts(getattr(record, "reference", ""), parts, to=subject)
        return told(events, head=self.opts.db_table, links={part.column for part in parts})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        page = super().history_view(request, object_id, extra_context)
        shown: Any = page.context_data  # type: ignore[attr-defined]
        told_of = {label for line in shown["lines"] for label in line.label_ids}
        shown["page_marking"] = page_marking({shown["object"].label_id, *told_of})
        return page
