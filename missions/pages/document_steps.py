"""Steps of a document, each confirmed on a page that says what follows: submission, decision, effect, withdrawal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.context import Subject
from foundation.admin_kit import add_refusal
from foundation.clock import now, today
from foundation.errors import DomainError
from foundation.permissions import require
from foundation.refused_forms import refusal_words
from missions.lifecycle import VersionState
from missions.models import StrategicDocument
from missions.pages.document_forms import DecisionForm
from missions.pages.document_parts import frame_of
from missions.pages.editing import PAGE
from missions.pages.forms import VersionForm, WithdrawForm
from missions.selectors.document_cases import who_will_be_asked
from missions.selectors.document_contents import written
from missions.selectors.documents import authors, document, newest
from missions.services import document_decisions, document_effects, document_submissions, documents
from missions.services.document_moves import check_custodian
from missions.services.document_submissions import FirstDayMissing
from missions.terms import PART_OF, document_gaps


def _held(request: HttpRequest, reference: str, verb: str) -> StrategicDocument:
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = document(reference, to=subject)
    require(subject, verb)
    check_custodian(subject, found.kind, found.custodian_code)
    return found


def _based_on(request: HttpRequest) -> int:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else 0


@login_required
@require_http_methods(PAGE)
def submit_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Who will be asked to agree; or what is still missing."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = _held(request, reference, "documents.submit")
    if request.method != "POST":
        if newest(found, to=subject).state != VersionState.DRAFT:
            raise documents.DocumentNotInDraft
        return _ask(request, found)
    try:
        document_submissions.submit(found, by=subject, version=_based_on(request), at=now(), on=today())
    except DomainError as error:
        fresh = document(reference, to=subject)
        if newest(fresh, to=subject).state != VersionState.DRAFT:
            raise
        return _ask(request, fresh, error)
    messages.success(request, _("Submitted. The first offices on the way are asked now."))
    return redirect("missions:document", reference=reference)


def _ask(request: HttpRequest, found: StrategicDocument, error: DomainError | None = None) -> HttpResponse:
    subject: Subject = request.subject  # type: ignore[attr-defined]
    version = newest(found, to=subject)
    writers = list(authors(version, to=subject))
    gaps: list[tuple[str, Any]] = [(PART_OF[gap], gap.label) for gap in document_gaps(written(version))]
    if version.starts_on is None:
        gaps.append(("starts_on", FirstDayMissing.message))
    context: dict[str, Any] = {
        **frame_of(found, on=today()),
        "version": version,
        "writers": writers,
        "gaps": gaps,
        "asked": who_will_be_asked(found, authors=[user.pk for user in writers], on=today()),
        "refusal": error,
    }
    return render(request, "missions/document_submit.html", context, status=error.status if error else 200)


@login_required
@require_http_methods(PAGE)
def decision_page(request: HttpRequest, reference: str) -> HttpResponse:
    """A decision taken on paper or above the ministries, with its number and evidence."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = _held(request, reference, "documents.record_decision")
    version = newest(found, to=subject)
    first = {"version": found.version, "starts_on": version.starts_on or today(), "last_on": version.last_on}
    form = DecisionForm(request.POST or None, request.FILES or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            document_decisions.record_decision(found, by=subject, at=now(), on=today(), **form.said())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("missions:document", reference=reference)
    context = {**frame_of(found, on=today()), "form": form, "version": version}
    return render(request, "missions/document_decision.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(PAGE)
def withdraw_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the newest version back, with the reason."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = _held(request, reference, "documents.withdraw")
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            document_submissions.withdraw(found, by=subject, at=now(), on=today(), **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("It is withdrawn."))
            return redirect("missions:document", reference=reference)
    context = {**frame_of(found, on=today()), "form": form, "version": newest(found, to=subject)}
    return render(request, "missions/document_withdraw.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def take_effect(request: HttpRequest, reference: str) -> HttpResponse:
    """What was approved guides from today."""
    return _pressed(
        request, reference, document_effects.take_effect, _("It is in effect from today."), "document"
    )


@login_required
@require_POST
def revise(request: HttpRequest, reference: str) -> HttpResponse:
    """The next version in draft; what is in effect stays so until that one takes effect."""
    words = _("A new version is open. What is in effect goes on guiding until this one takes effect.")
    return _pressed(request, reference, documents.revise, words, "document-edit")


def _pressed(
    request: HttpRequest, reference: str, service: Callable[..., Any], words: str, then: str
) -> HttpResponse:
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = document(reference, to=subject)
    try:
        service(found, by=subject, version=_based_on(request), on=today())
    except DomainError as error:
        messages.error(request, refusal_words(error))
        return redirect("missions:document", reference=reference)
    messages.success(request, words)
    return redirect(f"missions:{then}", reference=reference)
