"""Beginning and writing a document: a page that keeps what was typed and says what is wrong beside it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from foundation.admin_kit import add_refusal
from foundation.clock import today
from foundation.errors import DomainError, RecordChanged, TransitionRefused
from foundation.permissions import require
from missions.lifecycle import VersionState
from missions.models import StrategicDocument
from missions.pages.document_drafting import DocumentDrafting
from missions.pages.document_forms import BeginForm
from missions.pages.document_parts import frame_of
from missions.pages.drafting import ADD
from missions.pages.editing import PAGE
from missions.selectors.documents import document, newest
from missions.services import documents
from missions.services.document_moves import check_custodian

AFTER = {"stay": "missions:document-edit", "read": "missions:document", "submit": "missions:document-submit"}


@login_required
@require_http_methods(PAGE)
def begin_page(request: HttpRequest) -> HttpResponse:
    """A new document in the custody of one's own ministry."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    require(subject, "documents.record")
    kind = request.GET.get("kind", "strategy")
    form = BeginForm(request.POST or None, by=subject, initial={"kind": kind})
    if request.method == "POST" and form.is_valid():
        try:
            begun = documents.record(by=subject, on=today(), **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The document is begun. Now write what it says."))
            return redirect("missions:document-edit", reference=begun.reference)
    context = {"form": form, "today": today()}
    return render(request, "missions/document_begin.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(PAGE)
def edit_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The draft of a document."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = document(reference, to=subject)
    require(subject, "documents.amend")
    check_custodian(subject, found.kind, found.custodian_code)
    version = newest(found, to=subject)
    if request.method != "POST":
        if version.state != VersionState.DRAFT:
            raise documents.DocumentNotInDraft
        return _show(request, DocumentDrafting.of(version, by=subject), found)
    drafting = DocumentDrafting.sent(request.POST, by=subject, document=found)
    if drafting.asks_for_row or not drafting.is_valid():
        return _show(request, drafting, found)
    try:
        based_on = drafting.form.cleaned_data["version"] or 0
        documents.amend(found, by=subject, version=based_on, **drafting.content())
    except RecordChanged as error:
        return _changed(request, drafting, found, error)
    except TransitionRefused:
        raise
    except DomainError as error:
        drafting.refuse(error)
        return _show(request, drafting, found, status=error.status)
    messages.success(request, _("The draft is saved."))
    return redirect(AFTER.get(request.POST.get("after", ""), "missions:document"), reference=reference)


def _changed(
    request: HttpRequest, drafting: DocumentDrafting, found: StrategicDocument, error: RecordChanged
) -> HttpResponse:
    """Somebody else saved meanwhile: what was typed stays, and saving again is a deliberate choice."""
    fresh = document(found.reference, to=request.subject)  # type: ignore[attr-defined]
    typed: Any = request.POST.copy()
    typed["version"] = str(fresh.version)
    drafting.form.data = typed
    return _show(request, drafting, fresh, status=error.status, changed=True)


def _show(
    request: HttpRequest,
    drafting: DocumentDrafting,
    found: StrategicDocument,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    judged = drafting.form.is_bound and not drafting.asks_for_row
    context = {
        **frame_of(found, on=today()),
        "form": drafting.form,
        "sets": drafting.sets,
        "wrong": drafting.wrong,
        "add": ADD,
        **more,
    }
    return render(request, "missions/document_edit.html", context, status=status or (400 if judged else 200))
