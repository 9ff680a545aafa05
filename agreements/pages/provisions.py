"""What an agreement obliges to: its section on the agreement's page, one obligation, and a report about it."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from agreements.engine import Implementation, ProvisionState
from agreements.models import Agreement, Provision
from agreements.models.provision import REPORTABLE
from agreements.selectors.provisions import of_agreement, provision_titles
from agreements.selectors.provisions import provision as one
from agreements.services import provisions
from foundation.admin_forms import DayInput
from foundation.admin_kit import add_refusal
from foundation.beside import beside, labels_of
from foundation.clock import now, today
from foundation.errors import DomainError, NotPermitted
from foundation.permissions import may
from reminders.selectors.of_record import of_record

P = ProvisionState
TONES = {P.DUE: "soon", P.PARTIAL: "info", P.FULFILLED: "ok", P.BREACHED: "late", P.OVERTAKEN: "neutral"}


class ReportForm(forms.Form):
    """What happened, who says so, what proves it."""

    on = forms.DateField(label=_("Day it happened"), widget=DayInput)
    what = forms.CharField(
        label=_("What happened"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    source = forms.CharField(label=_("According to"), max_length=200)
    status = forms.ChoiceField(
        label=_("It says the obligation is"), required=False, choices=[("", _("Says nothing of it")), *REPORTABLE]
    )  # fmt: skip
    decides = forms.BooleanField(
        label=_("The register follows this source"), required=False, initial=True,
        help_text=_("Off: another view is kept beside the one the register follows."),
    )  # fmt: skip
    evidence = forms.FileField(
        label=_("Evidence"), required=False, help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB.")
    )  # fmt: skip


def row_of(provision: Provision) -> dict[str, Any]:
    """A provision as lists show it."""
    return {"provision": provision, "tone": TONES.get(P(provision.state), "neutral")}


def provisions_section(agreement: Agreement, *, to: Subject) -> dict[str, Any]:
    """What the agreement's page shows of its provisions, in one query."""
    held = of_agreement(agreement, to=to)
    counted = Implementation.of(row.state for row in held if row.is_obligation)
    return {"provisions": held, "provision_rows": [row_of(row) for row in held], "implementation": counted}


def _may_report(provision: Provision, subject: Subject) -> bool:
    return provision.is_obligation and (
        may(subject, "provisions.report") or subject.office_id == provision.owner_id
    )


@login_required
@require_safe
def provision_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Until when, by whom, and what sources say."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    held = one(reference, to=subject)
    reminders = of_record(reference, to=subject, on=today(), kinds=(provision_titles,))
    panels = beside(held, to=subject)
    context = {
        **row_of(held),
        "panels": panels,
        "reminders": reminders,
        "may_report": _may_report(held, subject),
        "may_amend": may(subject, "provisions.amend"),
        "today": today(),
        "page_marking": page_marking(
            [held.label_id, held.agreement.label_id, *reminders.label_ids, *labels_of(panels)]
        ),
    }
    return render(request, "agreements/provision.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One report with its evidence; a refusal keeps what was typed."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    held = one(reference, to=subject)
    if not _may_report(held, subject):
        raise NotPermitted
    form = ReportForm(request.POST or None, request.FILES or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        file = facts.pop("evidence")
        try:
            provisions.report(
                held, by=subject, at=now(), evidence=(file.name, file.read()) if file else None, **facts
            )
            return redirect("agreements:provision", held.reference)
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {
        "provision": held,
        "form": form,
        "page_marking": page_marking([held.label_id, held.agreement.label_id]),
    }
    return render(request, "agreements/provision_report.html", context, status=400 if form.errors else 200)
