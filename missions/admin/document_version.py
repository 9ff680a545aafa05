"""The texts of strategic documents in data entry: a draft is written with its lists, what was submitted is read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.context import current_subject
from foundation.admin_forms import LooksUp
from foundation.site import site
from foundation.wording import NOTHING, written_days
from missions.lifecycle import Dimension, VersionState
from missions.models import (
    AnswerDays,
    ContactPoint,
    DocumentVersion,
    GuidancePriority,
    GuidanceResource,
    StatedObjective,
)
from missions.selectors.documents import objectives_to_serve, text_rows
from missions.selectors.guidance import matters
from missions.services import documents as services
from missions.services.document_entries import TEXTS
from missions.terms import ObjectiveNature

ROWS = {
    "priorities": ("country", "region", "political", "geographic", "rationale"),
    "resources": ("kind", "amount", "currency", "fiscal_year", "activity_kind", "source", "note"),
    "answer_days": ("kind", "role", "days"),
    "contacts": ("institution", "level", "office", "reached_by"),
}
OBJECTIVE = ("text", "serves", "dimensions", "aspect", "indicator", "baseline", "target", "due_on", "horizon")
PARTICULARS = ("title", "language", "summary", "body", "starts_on", "last_on", "review_on")


class TextForm(forms.ModelForm):
    """Carries the version of the document the person looked at; the service refuses when that has moved on."""

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = DocumentVersion
        fields = PARTICULARS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["based_on"] = self.instance.document.version


class ObjectiveForm(forms.ModelForm):
    """An objective under its lasting code; the code of another one says what it is part of."""

    code = forms.CharField(label=_("Code"), max_length=20, required=False)
    part_of = forms.CharField(label=_("Part of"), max_length=20, required=False)
    nature = forms.ChoiceField(
        label=_("Nature"), choices=ObjectiveNature.choices, required=False, initial=ObjectiveNature.OBJECTIVE,
        help_text=_("Threats are named by doctrines and concepts."),
    )  # fmt: skip
    dimensions = forms.MultipleChoiceField(
        label=_("Dimensions"), choices=Dimension.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = StatedObjective
        fields = OBJECTIVE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject, version = current_subject(), getattr(self.instance, "version", None)
        if self.instance.pk:
            self.initial["code"] = self.instance.objective.code
            self.initial["nature"] = self.instance.objective.nature
            self.initial["part_of"] = self.instance.parent.code if self.instance.parent else ""
        field: Any = self.fields.get("serves")
        if field is not None and subject is not None and version is not None:
            field.queryset = objectives_to_serve(version.document, to=subject)


class DaysForm(forms.ModelForm):
    """Kinds of matter by name."""

    class Meta:
        model = AnswerDays
        fields = ROWS["answer_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind of matter"), choices=[("", "–"), *matters()]
            )


class OnText(LooksUp, admin.options.InlineModelAdmin):
    """Whoever may write the draft writes its lists."""

    extra = 1
    fk_name = "version"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site._registry[DocumentVersion].has_change_permission(request, obj)

    has_add_permission = has_delete_permission = has_change_permission


class ObjectiveInline(OnText, admin.StackedInline):
    """The tree of objectives."""

    model = StatedObjective
    form = ObjectiveForm
    fields = (("code", "part_of", "nature"), *OBJECTIVE)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = (
            super().get_queryset(request).select_related("objective", "parent", "version__document", "serves")
        )
        return rows.order_by("order")


class PriorityInline(OnText, admin.TabularInline):
    """Countries and regions by both criteria."""

    model = GuidancePriority
    fields = ROWS["priorities"]
    autocomplete_fields = ("country",)


class ResourceInline(OnText, admin.TabularInline):
    """Money, people, materiel."""

    model = GuidanceResource
    fields = ROWS["resources"]


class DaysInline(OnText, admin.TabularInline):
    """Days to answer, for the joint agreement."""

    model = AnswerDays
    form = DaysForm
    fields = ROWS["answer_days"]


class ContactInline(OnText, admin.TabularInline):
    """Contact points, for the joint agreement."""

    model = ContactPoint
    fields = ROWS["contacts"]


@admin.register(DocumentVersion, site=site)
class DocumentVersionAdmin(ClassifiedAdmin):
    """Versions are begun on their document; here a draft is written and what was submitted is read."""

    form = TextForm
    amend_verb = "documents.amend"
    reference_path = None
    remarkable = False  # its marking is its document's
    inlines = (ObjectiveInline, PriorityInline, ResourceInline, DaysInline, ContactInline)
    list_display = ("title", "no", "kind", "state", "guided")
    list_filter = ("state", "document__kind")
    fields = (
        "of",
        "no",
        "state",
        *PARTICULARS,
        "guided",
        "decided_no",
        "evidence",
        "content_hash",
        "based_on",
    )
    readonly_fields = ("of", "no", "state", "guided", "decided_no", "evidence", "content_hash")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return text_rows(to=request.subject)  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        subject = request.subject  # type: ignore[attr-defined]
        writes = obj is None or (
            obj.state == VersionState.DRAFT and obj.document.custodian_code == subject.institution
        )
        return super().has_change_permission(request, obj) and writes

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        may_write = self.has_change_permission(request, obj)
        return [name for name in self.fields if may_write or name != "based_on"]

    def amend(self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any]) -> DocumentVersion:
        texts = {name: form.cleaned_data[name] for name in TEXTS if name in form.cleaned_data}
        services.amend(
            form.instance.document, by=request.subject, version=form.cleaned_data.get("based_on"),  # type: ignore[attr-defined]
            **texts, **_lists(formsets),
        )  # fmt: skip
        return form.instance

    @admin.display(description=_("the document"))
    def of(self, version: DocumentVersion) -> SafeString:
        """Where its steps are."""
        url = reverse("admin:missions_strategicdocument_change", args=[version.document_id])
        return format_html('<a href="{}">{}</a>', url, version.document)

    @admin.display(description=_("kind"))
    def kind(self, version: DocumentVersion) -> str:
        """Of its document."""
        return version.document.get_kind_display()

    @admin.display(description=_("effective"))
    def guided(self, version: DocumentVersion) -> str:
        """The days it really guided."""
        return written_days(version.effective) if version.effective else NOTHING


def _lists(formsets: list[Any]) -> dict[str, Any]:
    """What the service takes, from the inlines; rows that are emptied or ticked are left out."""
    found: dict[str, Any] = {}
    for formset in formsets:
        name = formset.prefix
        rows = [form.cleaned_data for form in formset.forms if _counts(form)]
        if name == "stated":
            found["objectives"] = [_objective(row) for row in rows]
        elif name in ROWS:
            found[name] = [{key: row[key] for key in ROWS[name]} for row in rows]
    return found


def _counts(form: Any) -> bool:
    data = getattr(form, "cleaned_data", {})
    return bool(data) and not data.get("DELETE") and (form.instance.pk is not None or form.has_changed())


def _objective(row: dict[str, Any]) -> dict[str, Any]:
    said = {key: row[key] for key in OBJECTIVE}
    return {
        **said,
        "code": row["code"].strip(),
        "parent": row["part_of"].strip() or None,
        "nature": row["nature"],
    }
