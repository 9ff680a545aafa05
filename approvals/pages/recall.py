"""Taking an own agreement back, and recording a decision that was taken on paper, beside the case page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from access.selectors.markings import page_marking
from approvals.models import Case
from approvals.pages.forms import RecallForm, RecordForm
from approvals.registry import approvable
from approvals.selectors.cases import case_of
from approvals.selectors.recalls import recallable
from approvals.selectors.recordings import available_recordings
from approvals.services.evidence import Paper, record_outside
from approvals.services.recalls import recall
from foundation.admin_kit import add_refusal
from foundation.clock import now, today
from foundation.errors import DomainError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def recall_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Say why, and the office is asked anew."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    case = case_of(reference, to=subject)
    form, status = RecallForm(request.POST or None), 200
    if request.method == "POST":
        try:
            if form.is_valid():
                recall(case, by=subject, reason=form.cleaned_data["reason"], at=now(), on=today())
                messages.success(request, _("You have taken it back. Your office is asked anew."))
                return redirect("approvals:case", reference=case.reference)
            status = 400
        except DomainError as error:
            add_refusal(form, error)
            status = error.status
    mine = recallable(case, to=subject, on=today())
    return _shown(request, case, "approvals/recall.html", {"form": form, "recallable": mine}, status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Who decided on paper, on which day, by which note, with its scan."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    case = case_of(reference, to=subject)
    open_to_me = available_recordings(case, to=subject)
    initial = {"content_hash": case.content_hash}
    form, status = (
        RecordForm(request.POST or None, request.FILES or None, initial=initial, seats=open_to_me),
        200,
    )
    if request.method == "POST":
        try:
            if form.is_valid():
                _record(case, subject, form.cleaned_data)
                messages.success(request, _("It is recorded, with its proof on the decision sheet."))
                return redirect("approvals:case", reference=case.reference)
            status = 400
        except DomainError as error:
            add_refusal(form, error)
            status = error.status
    return _shown(request, case, "approvals/record.html", {"form": form, "seats": open_to_me}, status)


def _record(case: Case, by: Subject, given: dict[str, Any]) -> None:
    order, office = given["seat"].split(":", 1)
    scan = given["file"]
    paper = Paper(
        decided_by=given["decided_by"], decided_on=given["decided_on"], file=(scan.name, scan.read()),
        letter=given["letter"], citation=given["citation"],
    )  # fmt: skip
    record_outside(
        case, by=by, step_order=int(order), office_code=office, verdict=given["verdict"],
        content_hash=given["content_hash"], paper=paper, reason_code=given["reason_code"], comment=given["comment"],
        at=now(), on=today(),
    )  # fmt: skip


def _shown(
    request: HttpRequest, case: Case, template: str, more: dict[str, Any], status: int
) -> HttpResponse:
    matter = approvable(case.kind).matter(case.object_reference, case.version_no, to=request.subject)  # type: ignore[attr-defined]
    context = {
        "case": case,
        "matter": matter,
        "today": today(),
        "page_marking": page_marking([case.label_id]),
        **more,
    }
    return render(request, template, context, status=status)
