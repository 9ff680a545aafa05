"""Files signed with a paper: attached to the draft, taken off again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from access.context import Subject
from documents.pages.forms import content_of
from foundation.admin_kit import add_refusal
from foundation.clock import now, today
from foundation.errors import DomainError
from foundation.permissions import require
from missions.pages.parts import frame_of
from missions.pages.talk_forms import AttachForm, DetachForm
from missions.selectors.papers import paper
from missions.services import attachments


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One more file for the draft."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = paper(reference, to=subject)
    require(subject, "papers.attach")
    initial = {"version": found.version}
    form = AttachForm(request.POST or None, request.FILES or None, initial=initial, by=subject)
    if request.method == "POST" and form.is_valid():
        try:
            given = {**form.cleaned_data, "file": content_of(form.cleaned_data["file"])}
            attachments.attach(found, by=subject, at=now(), **given)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The file is attached; it is signed with the paper."))
            return redirect(_back(reference))
    context = {**frame_of(found, to=subject, on=today()), "form": form}
    return render(request, "missions/attach.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def detach(request: HttpRequest, reference: str, code: str) -> HttpResponse:
    """Take a file off the draft."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found, form = paper(reference, to=subject), DetachForm(request.POST)
    try:
        if form.is_valid():
            attachments.detach(found, by=subject, code=code, at=now(), **form.cleaned_data)
            messages.success(request, _("The file is taken off the draft."))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(_back(reference))


def _back(reference: str) -> str:
    return f"/papers/{reference}/#attachments"
