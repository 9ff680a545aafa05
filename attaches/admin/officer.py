"""Officers in data entry: name and rank by the Center, the personal row by personnel and protocol."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from attaches.admin.officer_filters import ByClearance, ByCourse, ByLanguage, ByLevel, ByObligation
from attaches.admin.officer_parts import (
    ClearanceInline,
    LanguageInline,
    ParticularsInline,
    TrainingInline,
    Whereabouts,
)
from attaches.admin.officer_steps import OfficerSteps
from attaches.admin.panels import door, lines, reader, span
from attaches.models import LanguageResult, Officer, OfficerClearance, OfficerParticulars, TrainingRecord
from attaches.selectors.officers import officers_to_choose, particulars, possible_duplicates, tenures
from attaches.services import officers
from foundation.admin_forms import BasedOnVersion
from foundation.clock import now
from foundation.permissions import may
from foundation.site import site


@admin.register(Officer, site=site)
class OfficerAdmin(Whereabouts, OfficerSteps, ClassifiedAdmin):
    """Everybody sees name and rank; what an office may enter decides what it can change."""

    form = BasedOnVersion
    record_verb = "officers.record"
    list_display = ("full_name", "rank", "service_branch", "tenure", "free", "reference")
    list_filter = ("rank", "service_branch", ByLanguage, ByLevel, ByCourse, ByClearance, ByObligation)
    search_fields = ("reference",)
    search_help_text = _("Name or reference, with or without diacritics.")
    inlines = (LanguageInline, TrainingInline, ClearanceInline, ParticularsInline)
    fieldsets = (
        (None, {"fields": ("full_name", "rank", "service_branch", "based_on")}),
        (_("Abroad"), {"fields": ("where",)}),
        (_("Entered once"), {"fields": ("alike", "merged_into", "reference")}),
    )
    readonly_fields = ("where", "alike", "merged_into", "reference")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj is not None else self.fieldsets[:1]

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """An empty table that nobody may fill says nothing on a new page."""
        shown = super().get_inline_instances(request, obj)
        return shown if obj is not None else [i for i in shown if i.has_add_permission(request, None)]

    def shown_labels(self, request: HttpRequest, obj: Officer) -> list[int]:
        personal = particulars(obj, to=reader())
        return [obj.label_id, *([personal.label_id] if personal else [])]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        if not _one_record(request):
            return officers_to_choose(to=request.subject)  # type: ignore[attr-defined]
        rows: Any = super().get_queryset(request)
        return rows.by_name()

    def listed_labels(self, row: Officer) -> list[int]:
        return [row.label_id, *filter(None, [row.tenure_label])]  # type: ignore[attr-defined]

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ()  # by_name() orders

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.merged_into_id:
            return False
        verbs = (
            "officers.amend", "officers.record_particulars", "officers.record_language", "officers.record_training",
            "officers.record_clearance",
        )  # fmt: skip
        return any(may(request.subject, verb) for verb in verbs)  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        may_name = may(request.subject, "officers.amend" if obj else "officers.record")  # type: ignore[attr-defined]
        return (
            self.readonly_fields
            if may_name
            else ("full_name", "rank", "service_branch", *self.readonly_fields)
        )

    @admin.display(description=_("postings"))
    def where(self, officer: Officer) -> SafeString | str:
        """Where the officer was, is and shall be."""
        if officer.pk is None:
            return "–"
        rows = tenures(officer, to=reader())
        return lines(
            door("posting", row, f"{row.post} · {row.get_state_display()} · {span(row.planned)}")
            for row in rows
        )

    @admin.display(description=_("possibly the same"))
    def alike(self, officer: Officer) -> SafeString | str:
        """Others whose names are spelt alike."""
        return lines(
            door("officer", other, str(other)) for other in possible_duplicates(officer, to=reader())
        )

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Officer:
        data = dict(form.cleaned_data)
        data.pop("based_on", None)
        saved = officers.record(by=request.subject, at=now(), **data, **_parts(formsets))  # type: ignore[attr-defined]
        if others := ", ".join(str(other) for other in possible_duplicates(saved, to=reader())[:5]):
            messages.warning(
                request, _("Names that are spelt alike are there already: %(names)s.") % {"names": others}
            )
        return saved

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Officer:
        data = dict(form.cleaned_data)
        version = data.pop("based_on", None)
        by = request.subject  # type: ignore[attr-defined]
        return officers.amend(form.instance, by=by, version=version, at=now(), **data, **_parts(formsets))


ADDED = {LanguageResult: "languages", TrainingRecord: "trainings", OfficerClearance: "clearances"}


def _one_record(request: HttpRequest) -> bool:
    """A record's own page, where one that was merged still says where it went."""
    match = request.resolver_match
    return match is not None and "object_id" in match.kwargs


def _parts(formsets: list[Any]) -> dict[str, Any]:
    """What was entered in the inlines, as the services take it."""
    parts: dict[str, Any] = {}
    for formset in formsets:
        rows = [
            {
                name: row[name]
                for name in form.fields
                if name in row and name not in {"id", "officer", "DELETE"}
            }
            for form in formset.forms
            if form.has_changed() and (row := form.cleaned_data)
        ]
        if formset.model is OfficerParticulars and rows:
            parts["particulars"] = rows[0]
        if formset.model in ADDED and rows:
            parts[ADDED[formset.model]] = rows
    return parts
