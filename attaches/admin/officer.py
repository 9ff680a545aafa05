"""Officers in data entry: name and rank by the Center, the personal row by personnel and protocol."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from attaches.admin.panels import door, lines, reader, span
from attaches.models import LanguageResult, Officer, OfficerParticulars
from attaches.selectors.officers import particulars, tenures
from attaches.services import officers
from foundation.admin_forms import BasedOnVersion, DayInput
from foundation.permissions import may
from foundation.site import site

DAYS: dict[Any, Any] = {models.DateField: {"widget": DayInput}}


class ParticularsInline(admin.StackedInline):
    """The personal row: there for personnel and protocol, for nobody else."""

    model = OfficerParticulars
    fields = ("service_number", "born_on", "passport_no", "passport_expires_on", "biography")
    formfield_overrides = DAYS
    max_num = 1
    extra = 1
    can_delete = False

    def _may(self, request: HttpRequest) -> bool:
        return may(request.subject, "officers.record_particulars")  # type: ignore[attr-defined]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)


class LanguageInline(admin.TabularInline):
    """Results are added, never rewritten."""

    model = LanguageResult
    fields = ("language", "slp", "tested_on", "valid_until")
    formfield_overrides = DAYS
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.subject, "officers.record_language")  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Officer, site=site)
class OfficerAdmin(ClassifiedAdmin):
    """Everybody sees name and rank; what an office may enter decides what it can change."""

    form = BasedOnVersion
    record_verb = "officers.record"
    list_display = ("full_name", "rank", "service_branch", "reference")
    list_filter = ("rank", "service_branch")
    search_fields = ("reference",)
    search_help_text = _("Name or reference, with or without diacritics.")
    inlines = (LanguageInline, ParticularsInline)
    fieldsets = (
        (None, {"fields": ("full_name", "rank", "service_branch", "based_on")}),
        (_("Abroad"), {"fields": ("where",)}),
    )
    readonly_fields = ("where",)

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
        rows: Any = super().get_queryset(request)
        return rows.by_name()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ()  # by_name() orders

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        verbs = ("officers.amend", "officers.record_particulars", "officers.record_language")
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

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Officer:
        data = dict(form.cleaned_data)
        data.pop("based_on", None)
        return officers.record(by=request.subject, **data, **_parts(formsets))  # type: ignore[attr-defined]

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Officer:
        data = dict(form.cleaned_data)
        version = data.pop("based_on", None)
        by = request.subject  # type: ignore[attr-defined]
        return officers.amend(form.instance, by=by, version=version, **data, **_parts(formsets))


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
        if formset.model is LanguageResult and rows:
            parts["languages"] = rows
    return parts
