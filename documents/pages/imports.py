"""Bringing tables in: choose, fill in, bring, look at what was found, confirm."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from documents.lifecycle import RUNNING, ImportState
from documents.models import TableImport
from documents.pages.forms import TableForm, content_of
from documents.registry import Import, registered
from documents.selectors.blanks import blanks
from documents.selectors.imports import (
    came_back,
    definition_of,
    definitions,
    findings,
    heading_of,
    import_pages,
    in_words,
    table_import,
)
from documents.selectors.progress import progress_of
from documents.services import imports
from documents.tasks import ring
from foundation.admin_kit import add_refusal
from foundation.clock import today
from foundation.errors import DomainError
from foundation.permissions import may, require

PER_PAGE = 100
TONES = {
    ImportState.APPLIED: "done",
    ImportState.CHECKED: "ok",
    ImportState.REFUSED: "late",
    ImportState.CANCELLED: "neutral",
}


def _subject(request: HttpRequest) -> Subject:
    return request.subject  # type: ignore[attr-defined]


def tone(held: TableImport) -> str:
    """Of the chip with the state."""
    if held.state == ImportState.CHECKED and held.errors:
        return "late"
    return TONES.get(ImportState(held.state), "info")


@login_required
@require_safe
def imports_page(request: HttpRequest) -> HttpResponse:
    """What may be brought in, and what was."""
    subject = _subject(request)
    page = Paginator(import_pages(to=subject), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"import": held, "title": _title(held), "tone": tone(held)} for held in page]
    context = {
        "definitions": definitions(to=subject),
        "rows": rows,
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
        "page_marking": page_marking(row["import"].label_id for row in rows),
    }
    return render(request, "documents/imports.html", context)


def _title(held: TableImport) -> Any:
    definition = registered().get(held.kind)
    return definition.title if definition else held.kind


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_page(request: HttpRequest, kind: str) -> HttpResponse:
    """Templates of a table, its columns, and the form to bring one in."""
    subject = _subject(request)
    definition = definition_of(kind)
    require(subject, definition.verb)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            name, data = content_of(form.cleaned_data["file"])
            held = imports.bring(kind, by=subject, on=today(), name=name, data=data)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            ring(held.reference)
            return redirect("documents:import", held.reference)
    context = {"definition": definition, "form": form, "columns": blanks(definition, to=subject)}
    return render(request, "documents/bring.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
def import_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One import: first what can be done now, then what was found."""
    subject = _subject(request)
    held = table_import(reference, to=subject)
    definition = definition_of(held.kind)
    page = Paginator(findings(held, to=subject), PER_PAGE).get_page(request.GET.get("page"))
    standing = _standing(held, definition, subject)
    context = {
        **standing,
        "came_back": standing["ready"] and held.warnings > 0 and came_back(held, to=subject),
        "tone": tone(held),
        "findings": [_line(found, definition) for found in page],
        "count": page.paginator.count,
        "previous_url": f"?page={page.previous_page_number()}#found" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}#found" if page.has_next() else "",
        "page_marking": page_marking([held.label_id, held.file.label_id]),
    }
    return render(request, "documents/import.html", context)


def _line(found: Any, definition: Import) -> dict[str, Any]:
    return {
        "row": found.row or "",
        "column": heading_of(found.column, definition),
        "is_error": found.severity == "error",
        "severity": found.get_severity_display(),
        "words": in_words(found, definition),
    }


def _standing(held: TableImport, definition: Import, subject: Subject) -> dict[str, Any]:
    running = held.state in RUNNING
    return {
        "import": held,
        "definition": definition,
        "running": running,
        "applying": held.state == ImportState.APPLYING,
        "progress": progress_of(held.pk) if running else None,
        "may_act": may(subject, definition.verb),
        "may_cancel": held.state in {ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED},
        "ready": held.state == ImportState.CHECKED and not held.errors,
        "list_url": definition.page() if definition.page else "",
    }


@require_safe
def progress_part(request: HttpRequest, reference: str) -> HttpResponse:
    """How far the worker is, asked again and again; the whole page anew when there is more to say."""
    if not request.user.is_authenticated:
        if not request.headers.get("HX-Request"):
            return redirect(
                f"{reverse('account_login')}?next={reverse('documents:import', args=[reference])}"
            )
        return HttpResponse(status=401, headers={"HX-Refresh": "true"})
    subject = _subject(request)
    held = table_import(reference, to=subject)
    if held.state not in RUNNING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = _standing(held, definition_of(held.kind), subject)
    return render(request, "documents/parts/standing.html", context)


def _act(request: HttpRequest, reference: str, verb: Any) -> HttpResponse:
    subject = _subject(request)
    held = table_import(reference, to=subject)
    given = request.POST.get("version", "")
    verb(held, by=subject, on=today(), version=int(given) if given.isdecimal() and len(given) < 10 else 0)
    ring(held.reference)
    return redirect("documents:import", held.reference)


@login_required
@require_POST
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """Import all rows."""
    return _act(request, reference, imports.confirm)


@login_required
@require_POST
def check_again(request: HttpRequest, reference: str) -> HttpResponse:
    """Look at the file once more."""
    return _act(request, reference, imports.check_again)


@login_required
@require_POST
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the table aside."""
    return _act(request, reference, imports.cancel)
