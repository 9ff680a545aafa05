"""Submitting and withdrawing: final acts, confirmed on a page that says what follows."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from foundation.admin_kit import add_refusal
from foundation.clock import now, today
from foundation.errors import DomainError
from foundation.permissions import require
from missions.engine import PART_OF, gaps
from missions.lifecycle import PaperState
from missions.models import MissionPaper
from missions.pages.editing import PAGE
from missions.pages.forms import VersionForm, WithdrawForm
from missions.pages.parts import frame_of
from missions.selectors.cases import who_will_be_asked
from missions.selectors.contents import written
from missions.selectors.papers import authors, current, paper
from missions.selectors.remarks import blocking, open_conflicts
from missions.selectors.sight import is_guided
from missions.services import submissions
from missions.services.papers import NotInDraft


@login_required
@require_http_methods(PAGE)
def submit_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Who will be asked to sign what; or what is still missing."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = paper(reference, to=subject)
    require(subject, "papers.submit")
    if request.method != "POST":
        if found.state != PaperState.DRAFT:
            raise NotInDraft
        return _ask(request, found)
    form = VersionForm(request.POST)
    try:
        based_on = form.cleaned_data["version"] if form.is_valid() else 0
        submissions.submit(found, by=subject, version=based_on, at=now(), on=today())
    except DomainError as error:
        if paper(reference, to=subject).state != PaperState.DRAFT:
            raise
        return _ask(request, paper(reference, to=subject), error)
    messages.success(request, _("Submitted. The attaché and the head of mission are asked to sign."))
    return redirect("missions:paper", reference=reference)


def _ask(request: HttpRequest, found: MissionPaper, error: DomainError | None = None) -> HttpResponse:
    subject: Subject = request.subject  # type: ignore[attr-defined]
    version = current(found, to=subject)
    writers = list(authors(version, to=subject))
    guided = is_guided(version, to=subject)
    missing = [(PART_OF[gap], gap.label) for gap in gaps(written(version), guided=guided)]
    asked = who_will_be_asked(found, authors=[user.pk for user in writers], on=today())
    context: dict[str, Any] = {
        **frame_of(found, to=subject, on=today()),
        "version": version,
        "writers": writers,
        "gaps": missing,
        "blocking": list(blocking(found, to=subject)),
        "conflicts": list(open_conflicts(found, to=subject)),
        "asked": asked,
        "refusal": error,
    }
    return render(request, "missions/submit.html", context, status=error.status if error else 200)


@login_required
@require_http_methods(PAGE)
def withdraw_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a paper back, with the reason."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = paper(reference, to=subject)
    require(subject, "papers.withdraw")
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            submissions.withdraw(found, by=subject, at=now(), on=today(), **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The paper is withdrawn."))
            return redirect("missions:paper", reference=reference)
    context = {**frame_of(found, to=subject, on=today()), "form": form}
    return render(request, "missions/withdraw.html", context, status=400 if form.errors else 200)
