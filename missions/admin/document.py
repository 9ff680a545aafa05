"""Strategic documents in data entry: written by the custodian ministry's offices, read by all."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from foundation.admin_forms import BasedOnVersion, posted_day
from foundation.clock import today
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING, written_date
from missions.lifecycle import DOCUMENT_TRANSITIONS, DocumentState
from missions.models import StrategicDocument, StrategicObjective
from missions.selectors.documents import documents
from missions.services import documents as services

EDITABLE = ("title", "register_no", "derives_from")


class DocumentForm(BasedOnVersion):
    """A new document is in the custody of the ministry that enters it."""

    class Meta:
        model = StrategicDocument
        fields = ("kind", *EDITABLE)


class ObjectiveEntry(admin.TabularInline):
    """Objectives of a document; papers may trace to them, so none is removed."""

    model = StrategicObjective
    fields = ("code", "text")
    extra = 1
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _writes(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _writes(request, obj)


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


def _keeps(request: HttpRequest, obj: StrategicDocument | None) -> bool:
    return obj is None or obj.custodian_code == _subject(request).institution


def _writes(request: HttpRequest, obj: StrategicDocument | None) -> bool:
    is_draft = obj is None or obj.state == DocumentState.DRAFT
    return is_draft and _keeps(request, obj) and may(_subject(request), "documents.amend")


@admin.register(StrategicDocument, site=site)
class StrategicDocumentAdmin(ClassifiedAdmin):
    """White paper, concept, doctrine, strategy, plans, procedures, joint agreement."""

    form = DocumentForm
    record_verb = "documents.record"
    amend_verb = "documents.amend"
    inlines = (ObjectiveEntry,)
    list_display = ("title", "kind", "custodian", "state", "in_effect")
    list_filter = ("kind", "state")
    search_fields = ("reference",)
    search_help_text = _("Words of the title, register number or reference.")
    autocomplete_fields = ("derives_from",)
    readonly_fields = ("reference", "state", "in_effect", "custodian")
    fieldsets = (
        (None, {"fields": ("kind", *EDITABLE, "based_on")}),
        (_("Where it stands"), {"fields": ("state", "in_effect", "custodian", "reference")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return documents(to=_subject(request))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj is not None else self.fieldsets[:1]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return self.readonly_fields
        kept = () if obj.state == DocumentState.DRAFT else ("title", "derives_from")
        return (*self.readonly_fields, "kind", *kept)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _keeps(request, obj)

    @admin.display(description=_("effective"))
    def in_effect(self, document: StrategicDocument) -> str:
        """First and last day."""
        if not document.effective:
            return NOTHING
        days = (document.effective.lower, document.last_on)
        return " – ".join(written_date(day) if day else "…" for day in days)

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any]) -> StrategicDocument:
        data = {name: form.cleaned_data[name] for name in ("kind", *EDITABLE)}
        return services.record(by=_subject(request), objectives=_objectives(formsets), **data)

    def amend(self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any]) -> StrategicDocument:
        data = {name: form.cleaned_data[name] for name in EDITABLE if name in form.cleaned_data}
        version = form.cleaned_data.get("based_on")
        return services.amend(
            form.instance, by=_subject(request), version=version, objectives=_objectives(formsets), **data
        )

    # --- buttons ------------------------------------------------------------------------------------------------
    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        target, verb = STEPS[name]
        allowed = target in DOCUMENT_TRANSITIONS[DocumentState(obj.state)]
        return allowed and _keeps(request, obj) and may(_subject(request), verb)

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        if not self.step_possible(request, obj, "take-effect"):
            return []
        return [
            {"name": "starts_on", "label": _("In effect from"), "value": today()},
            {"name": "last_on", "label": _("Last day, if known"), "value": None},
        ]

    def take_effect(self, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
        """In effect from a day; of the solitary kinds the one before ends."""
        services.take_effect(
            document,
            by=_subject(request),
            starts_on=posted_day(request, "starts_on", today()) or today(),
            last_on=posted_day(request, "last_on", None),
        )

    def withdraw(self, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
        """The document no longer counts."""
        services.withdraw(document, by=_subject(request), reason=reason, on=today())

    final_steps = frozenset({"withdraw"})
    lifecycle = {
        "take-effect": (_("Put into effect"), take_effect),
        "withdraw": (_("Withdraw"), withdraw),
    }


STEPS = {
    "take-effect": (DocumentState.EFFECTIVE, "documents.take_effect"),
    "withdraw": (DocumentState.WITHDRAWN, "documents.withdraw"),
}


def _objectives(formsets: list[Any]) -> list[dict[str, str]]:
    return [
        {"code": form.cleaned_data["code"], "text": form.cleaned_data["text"]}
        for formset in formsets
        for form in formset.forms
        if form.cleaned_data.get("code")
    ]
