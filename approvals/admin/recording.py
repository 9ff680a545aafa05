"""Beside a case: recording a decision that was taken on paper, with who took it, when, and the scan."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from access.selectors.markings import page_marking
from approvals.lifecycle import ReturnReason, Verdict
from approvals.models import Case
from approvals.models.case import CONTENT_HASH
from approvals.selectors.recordings import Recordable, available_recordings
from approvals.services.evidence import Paper, record_outside
from foundation.admin_forms import DayInput
from foundation.admin_kit import add_refusal
from foundation.clock import now, today
from foundation.errors import DomainError


class RecordingForm(forms.Form):
    """The seat, the word, and what proves it."""

    content_hash = forms.CharField(max_length=64, validators=[CONTENT_HASH], widget=forms.HiddenInput)
    seat = forms.ChoiceField(label=_("Step and office"))
    verdict = forms.ChoiceField(label=_("Decision"), choices=Verdict.choices)
    decided_by = forms.CharField(
        label=_("Decided by"), max_length=200, help_text=_("Person and office, as on the paper.")
    )
    decided_on = forms.DateField(label=_("Decided on"), widget=DayInput())
    citation = forms.CharField(label=_("Number and date of the paper"), max_length=300, required=False)
    letter = forms.CharField(
        label=_("Reference in the register of correspondence"), max_length=20, required=False
    )
    file = forms.FileField(label=_("Scan"))
    reason_code = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", "–"), *ReturnReason.choices],
        help_text=_("Of a return or a rejection."),
    )  # fmt: skip
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, offered: tuple[Recordable, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [
            (f"{row.step.order}:{row.office.code}", f"{row.step.name} · {row.office}") for row in offered
        ]
        words = {verdict for row in offered for verdict in row.verdicts}
        fields: Any = self.fields
        fields["seat"].choices = seats
        fields["verdict"].choices = [(v.value, v.label) for v in Verdict if v in words]

    def said(self) -> dict[str, Any]:
        """What the service asks for."""
        given = self.cleaned_data
        order, _colon, office = given["seat"].partition(":")
        sent = given["file"]
        told = {name: given[name] for name in ("decided_by", "decided_on", "citation", "letter")}
        kept = {name: given[name] for name in ("verdict", "content_hash", "reason_code", "comment")}
        paper = Paper(file=(sent.name, sent.read()), **told)
        return {"step_order": int(order), "office_code": office, "paper": paper, **kept}


class RecordsPaper(admin.ModelAdmin):
    """For the admin of cases."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.record_view)
        return [path("<path:object_id>/record/", view, name="approvals_case_record"), *super().get_urls()]

    def record_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The form; a refusal keeps what was typed."""
        case: Any = self.get_object(request, object_id)
        subject: Any = request.subject  # type: ignore[attr-defined]
        offered = available_recordings(case, to=subject)
        if not offered:
            raise PermissionDenied
        form = RecordingForm(offered, initial={"content_hash": case.content_hash})
        if request.method == "POST":
            form = RecordingForm(offered, request.POST, request.FILES)
            if form.is_valid() and self._recorded(request, case, form):
                return HttpResponseRedirect(reverse("approvals:case", args=[case.reference]))
        context = {
            **self.admin_site.each_context(request), "title": _("Record a decision on paper"), "original": case,
            "opts": self.opts, "form": form, "page_marking": page_marking([case.label_id]),
        }  # fmt: skip
        page = TemplateResponse(request, "approvals/admin/record.html", context)
        page.status_code = 400 if form.is_bound else 200
        return page

    def _recorded(self, request: HttpRequest, case: Case, form: RecordingForm) -> bool:
        subject: Any = request.subject  # type: ignore[attr-defined]
        try:
            record_outside(case, by=subject, at=now(), on=today(), **form.said())
        except DomainError as error:
            add_refusal(form, error)
            return False
        messages.success(
            request, _("It is recorded: the decision sheet shows who decided, and that you recorded it.")
        )
        return True
