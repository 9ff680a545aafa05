"""Drafting a note about a record: what for, in which language; the draft is then edited in data entry."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from access.selectors.markings import page_marking
from access.services.labels import chosen
from correspondence.pages.forms import DraftForm
from correspondence.selectors.correspondence import about as notes_about
from correspondence.selectors.drafts import purposes_for
from correspondence.selectors.subjects import kind_words, meant, model_of
from correspondence.services import drafting
from foundation.admin_kit import add_refusal
from foundation.clock import now
from foundation.errors import DomainError, NotFound
from foundation.permissions import require


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_page(request: HttpRequest, about: str) -> HttpResponse:
    """One form; on success the draft's own page, where its text is edited before it is dispatched."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    require(subject, "correspondence.draft")
    found = meant(about, to=subject)
    if found is None:
        raise NotFound
    form = DraftForm(request.POST or None, purposes=list(purposes_for(about, to=subject)))
    if request.method == "POST" and form.is_valid():
        try:
            note = _draft(about, form.cleaned_data, subject)
            messages.success(request, _("Drafted. Read it, change what is to be changed, then dispatch it."))
            return redirect("admin:correspondence_correspondence_change", note.pk)
        except DomainError as error:
            add_refusal(form, error)
    notes = list(notes_about([about], to=subject))
    context: dict[str, Any] = {
        "form": form, "about": about, "kind": kind_words(about), "record": found.record, "record_url": _page(about),
        "offered": bool(form.fields["purpose"].choices),  # type: ignore[attr-defined]
        "notes": notes,
        "page_marking": page_marking([found.record.label_id, *(note.label_id for note in notes)]),
    }  # fmt: skip
    return render(request, "correspondence/draft.html", context, status=400 if form.errors else 200)


def _draft(about: str, typed: dict[str, Any], subject: Subject) -> Any:
    level = typed["classification"] or "official_use"
    label = chosen(level, typed["caveats"], by=subject)
    return drafting.draft(
        about, typed["purpose"], by=subject, at=now(), language=typed["language"],
        particulars=typed["particulars"], label=label,
    )  # fmt: skip


def _page(reference: str) -> str:
    model = model_of(reference)
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[reference])
    except NoReverseMatch:
        return ""
