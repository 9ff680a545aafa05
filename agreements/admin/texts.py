"""Language versions and papers of stages in data entry: reached from the agreement's page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agreements.admin.parts import Part
from agreements.lifecycle import AgreementState
from agreements.models import Agreement, AgreementText, StageDocument
from agreements.selectors.texts import stage_called
from agreements.services import texts
from documents.engine import FileRefused, inspect
from foundation.admin_forms import BasedOnVersion
from foundation.clock import now
from foundation.errors import InvalidInput
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING

FORMATS = _("PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB.")


def looked_at(file: Any) -> tuple[str, bytes] | None:
    """Name and bytes of what was chosen; its refusal stands beside it."""
    if not file:
        return None
    file.seek(0)
    data = file.read()
    try:
        inspect(file.name, data)
    except FileRefused as refusal:
        raise forms.ValidationError(str(refusal.message)) from refusal
    return file.name, data


def way_to(file: Any) -> SafeString | str:
    """A link that opens a stored file, where there is one."""
    return NOTHING if file is None else format_html('<a href="/files/{}/">{}</a>', file.reference, file.name)


class TextForm(BasedOnVersion):
    """A language version with its file."""

    text = forms.FileField(label=_("File"), required=False, help_text=FORMATS)

    def clean_text(self) -> Any:
        """See looked_at()."""
        return looked_at(self.cleaned_data.get("text"))


class PaperForm(forms.ModelForm):
    """A paper with the stage it belongs to."""

    reached = forms.ChoiceField(label=_("Stage"), choices=AgreementState.choices)
    paper = forms.FileField(label=_("File"), help_text=FORMATS)

    def clean_paper(self) -> Any:
        """See looked_at()."""
        return looked_at(self.cleaned_data.get("paper"))


class WithFile(Part):
    """A part that carries a file."""

    @admin.display(description=_("file"))
    def way(self, row: Any) -> SafeString | str:
        """Opens it."""
        return way_to(row.file)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("file")


@admin.register(AgreementText, site=site)
class AgreementTextAdmin(WithFile):
    """Texts of agreements."""

    form = TextForm
    record_verb = "agreements.keep_text"
    amend_verb = "agreements.keep_text"
    list_display = ("agreement", "language", "is_authentic", "prevails", "way")
    list_filter = ("language", "is_authentic")
    final_steps = frozenset({"remove"})

    def remove(self, request: HttpRequest, text: AgreementText, reason: str) -> None:
        """Entered by mistake."""
        texts.remove_text(text, by=request.subject, reason=reason)  # type: ignore[attr-defined]

    lifecycle = {"remove": (_("Entered by mistake"), remove)}

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        return []

    def step_possible(self, request: HttpRequest, obj: AgreementText, name: str) -> bool:
        return may(request.subject, "agreements.remove_text") and obj.language != obj.agreement.language  # type: ignore[attr-defined]

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """What was taken out has no page to come back to."""
        text = self.get_object(request, object_id)
        answer = super().step_view(request, object_id, step)
        if text is not None and not AgreementText.in_context.filter(pk=text.pk).exists():
            return self.back_to_agreement(text.agreement_id)
        return answer

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        chosen = ("agreement", "language", "is_authentic", "prevails", "text", "based_on")
        return chosen if obj is None else (*chosen[:-2], "way", *chosen[-2:])

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("agreement", "language", "way")

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> AgreementText:
        data = form.cleaned_data
        return self._kept(request, data["agreement"], data["language"], data)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> AgreementText:
        text = form.instance
        return self._kept(request, text.agreement, text.language, form.cleaned_data)

    def _kept(
        self, request: HttpRequest, agreement: Agreement, language: str, data: dict[str, Any]
    ) -> AgreementText:
        told = {name: data[name] for name in ("is_authentic", "prevails", "text")}
        texts.keep_text(agreement, by=request.subject, at=now(), language=language, **told)  # type: ignore[attr-defined]
        return AgreementText.in_context.get(agreement=agreement, language=language)


@admin.register(StageDocument, site=site)
class StageDocumentAdmin(WithFile):
    """Papers of stages."""

    form = PaperForm
    record_verb = "agreements.add_stage_document"
    list_display = ("title", "agreement", "stage", "way")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (
            ("agreement", "reached", "title", "paper")
            if obj is None
            else ("agreement", "stage", "title", "way")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("way",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("stage")

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        data, subject = form.cleaned_data, request.subject  # type: ignore[attr-defined]
        stage = stage_called(data["agreement"], data["reached"], to=subject)
        if stage is None:
            raise InvalidInput(fields={"reached": _("This agreement has not reached this stage.")})
        texts.add_stage_document(
            data["agreement"], by=subject, stage=stage, title=data["title"], file=data["paper"]
        )
        return StageDocument.in_context.filter(agreement=data["agreement"]).order_by("-pk").first()
