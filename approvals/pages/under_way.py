"""Approvals under way: where every case stands, and which wait for me."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.selectors.markings import page_marking
from approvals.pages.choices import CasesFilter
from approvals.selectors.under_way import under_way
from foundation.clock import today


@login_required
@require_safe
def cases_page(request: HttpRequest) -> HttpResponse:
    """A list with few filters; every line leads to its case."""
    chosen = CasesFilter(request.GET or None)
    wanted = chosen.cleaned_data if chosen.is_valid() else {}
    page = under_way(to=request.subject, on=today(), **wanted)  # type: ignore[attr-defined]
    context = {
        "filters": chosen,
        "page": page,
        "today": today(),
        "next_url": f"?{chosen.link(page.next_before)}" if page.next_before else "",
        "page_marking": page_marking(line.case.label_id for line in page.lines),
    }
    return render(
        request, "approvals/cases.html", context, status=200 if chosen.is_valid() or not request.GET else 400
    )
