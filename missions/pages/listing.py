"""The list of mission papers: which guide us, which are on their way."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from foundation.clock import today
from foundation.permissions import may
from missions.pages.forms import ListForm
from missions.pages.parts import tone
from missions.selectors.papers import GROUPS, count_by_group, papers

PER_PAGE = 50


@login_required
@require_safe
def papers_page(request: HttpRequest) -> HttpResponse:
    """Filters narrow the list; every figure leads to its rows."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = ListForm(request.GET or None)
    wanted = chosen.cleaned_data if chosen.is_valid() else {}
    page = Paginator(_found(subject, wanted), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"paper": paper, "tone": tone(paper.state)} for paper in page]
    context = {
        "filters": chosen,
        "narrowed": any(wanted.values()),
        "figures": count_by_group(to=subject),
        "rows": rows,
        "may_draft": may(subject, "papers.draft"),
        "today": today(),
        "previous_url": _link(request, page.previous_page_number() if page.has_previous() else 0),
        "next_url": _link(request, page.next_page_number() if page.has_next() else 0),
        "page_marking": page_marking(row["paper"].label_id for row in rows),
    }
    return render(request, "missions/papers.html", context, status=400 if chosen.errors else 200)


def _found(subject: Subject, wanted: dict[str, Any]) -> Any:
    found: Any = papers(to=subject)
    if wanted.get("state"):
        found = found.filter(state__in=sorted(GROUPS[wanted["state"]]))
    if wanted.get("mission"):
        found = found.filter(mission=wanted["mission"])
    return found.matching(wanted["q"]) if wanted.get("q") else found


def _link(request: HttpRequest, number: int) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "page"}
    return f"?{urlencode({**kept, 'page': number})}" if number else ""
