"""Search across the register."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.selectors.markings import page_marking
from workspace.selectors.search import MAX_WORDS, found


@login_required
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Words, with or without diacritics, or a reference; grouped by kind of record."""
    words = request.GET.get("q", "").strip()[:MAX_WORDS].replace("\x00", "")
    groups = found(words, to=request.subject) if words else []  # type: ignore[attr-defined]
    labels = [hit.label_id for _label, hits in groups for hit in hits if hit.label_id]
    context = {"search_words": words, "groups": groups, "page_marking": page_marking(labels)}
    return render(request, "workspace/search.html", context)
