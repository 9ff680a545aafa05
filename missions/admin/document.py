"""Strategic documents in data entry: written by the custodian ministry's offices, read by all."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.context import current_subject
from access.selectors.trail import parts
from audit.selectors.history import Parts
from foundation.admin_forms import BasedOnVersion
from foundation.clock import today
from foundation.site import site
from foundation.wording import NOTHING, written_date
from missions.admin import document_steps
from missions.lifecycle import VersionState
from missions.models import (
    AnswerDays,
    ContactPoint,
    GuidancePriority,
    GuidanceResource,
    StatedObjective,
    StrategicDocument,
)
from missions.selectors.documents import documents, newest
from missions.services import documents as services

PARTS = (StatedObjective, GuidancePriority, GuidanceResource, AnswerDays, ContactPoint)


class DocumentForm(BasedOnVersion):
    """A new document is in the custody of the ministry that enters it; its text is written in its first version."""

    level = forms.ChoiceField(
        label=_("Level"), choices=settings.LADDER, initial="official_use", required=False
    )

    class Meta:
        model = StrategicDocument
        fields = ("kind", "title", "register_no", "derives_from")


@admin.register(StrategicDocument, site=site)
class StrategicDocumentAdmin(ClassifiedAdmin):
    """White paper, concept, doctrine, strategy, plans, procedures, joint agreement."""

    form = DocumentForm
    change_form_template = "missions/admin/guided_form.html"
    change_list_template = "missions/admin/guided_list.html"
    record_verb = "documents.record"
    amend_verb = "documents.amend"
    list_display = ("title", "kind", "custodian", "state", "newest_state", "in_effect")
    list_filter = ("kind", "state", ("custodian", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference",)
    search_help_text = _("Words of the title, register number or reference.")
    autocomplete_fields = ("derives_from",)
    readonly_fields = ("page", "text", "reference", "state", "newest_state", "in_effect", "custodian")
    lifecycle = document_steps.BUTTONS
    final_steps = document_steps.FINAL

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return documents(to=request.subject)  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        entered = ("kind", "title", "register_no", "derives_from")
        if obj is None:
            return ((None, {"fields": (*entered, "level", "based_on")}),)
        where = ("state", "newest_state", "in_effect", "custodian", "reference")
        return (
            (None, {"fields": ("page", "text", *entered, "based_on")}),
            (_("Where it stands"), {"fields": where}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return self.readonly_fields
        kept = () if obj.newest == VersionState.DRAFT else ("derives_from",)
        return (*self.readonly_fields, "kind", "title", *kept)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        keeps = obj is None or obj.custodian_code == request.subject.institution  # type: ignore[attr-defined]
        return super().has_change_permission(request, obj) and keeps

    def history_parts(self, record: StrategicDocument) -> list[Parts]:
        """Objectives, versions, and what each version says in its lists."""
        found = super().history_parts(record)
        texts = next(one for one in found if one.table == "missions_documentversion")
        lists = [parts(model, model._meta.get_field("version"), list(texts.present)) for model in PARTS]
        return [*found, *lists]

    @admin.display(description=_("the document"))
    def page(self, document: StrategicDocument) -> SafeString:
        """Where it is read, submitted and compared."""
        url = reverse("missions:document", args=[document.reference])
        return format_html('<a href="{}">{}</a>', url, _("Open the document's page"))

    @admin.display(description=_("its text"))
    def text(self, document: StrategicDocument) -> SafeString:
        """The newest version with its lists."""
        subject: Any = current_subject()
        url = reverse("admin:missions_documentversion_change", args=[newest(document, to=subject).pk])
        words = _("Version %(number)s: text, objectives, priorities, means") % {"number": document.current_no}
        return format_html('<a href="{}">{}</a>', url, words)

    @admin.display(description=_("newest version"))
    def newest_state(self, document: Any) -> str:
        """How far its newest text has come."""
        return (
            f"{document.current_no} · {VersionState(document.newest).label}" if document.newest else NOTHING
        )

    @admin.display(description=_("effective"))
    def in_effect(self, document: StrategicDocument) -> str:
        """First and last day."""
        if not document.effective:
            return NOTHING
        days = (document.effective.lower, document.last_on)
        return " – ".join(written_date(day) if day else "…" for day in days)

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any]) -> StrategicDocument:
        data = {name: form.cleaned_data[name] for name in ("kind", "title", "register_no", "derives_from")}
        level = form.cleaned_data.get("level") or "official_use"
        by = request.subject  # type: ignore[attr-defined]
        return services.record(by=by, level=level, on=today(), **data)

    def amend(self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any]) -> StrategicDocument:
        names = ("register_no", "derives_from")
        data = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        version = form.cleaned_data.get("based_on")
        by = request.subject  # type: ignore[attr-defined]
        return services.amend(form.instance, by=by, version=version, **data)

    # --- buttons ------------------------------------------------------------------------------------------------
    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return document_steps.is_possible(request, obj, name)
