"""The programme: what we do with whom, and what stands in its way."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from activities.pages.forms import ProgrammeForm
from activities.pages.line import programme_line
from activities.pages.words import span, tone
from activities.selectors.derived import derived_keys, derived_rows
from activities.selectors.programme import GROUPS, figures, partner_countries, programme
from foundation.clock import today
from foundation.permissions import may

PER_PAGE = 50
DRAWN = 25
BESIDE = 30


@login_required
@require_safe
def programme_page(request: HttpRequest) -> HttpResponse:
    """Figures lead to their rows; signings and appointments stand beside them without being entered twice."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = ProgrammeForm(request.GET or None, countries=partner_countries(to=subject))
    wanted: dict[str, Any] = chosen.cleaned_data if chosen.is_valid() else {}
    page = Paginator(programme(to=subject, on=today(), wanted=wanted), PER_PAGE).get_page(wanted.get("page"))
    rows = [{"activity": row, "tone": tone(row.state), "span": span(row)} for row in page]
    picture = programme_line(list(page)[:DRAWN], on=today())
    year = wanted.get("year") or today().year
    counted = figures(to=subject, year=year)
    beside = _beside(subject, year, wanted, chosen)
    context = {
        "filters": chosen,
        "narrowed": any(wanted.values()),
        "year": year,
        "figures": [{"group": group, "number": counted[group.code]} for group in GROUPS],
        "rows": rows,
        "beside": beside,
        "picture": picture,
        "svg": mark_safe(picture.svg) if picture else "",  # nosec B308 B703 - drawn by publishing
        "may_record": may(subject, "activities.record"),
        "today": today(),
        "previous_url": chosen.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": chosen.link(page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(
            [*(row["activity"].label_id for row in rows), *(one.label_id for one in beside["rows"])]
        ),
    }
    return render(request, "activities/programme.html", context, status=400 if chosen.errors else 200)


def _beside(subject: Subject, year: int, wanted: dict[str, Any], chosen: ProgrammeForm) -> dict[str, Any]:
    """Signings and appointments of the year, the latest first, as far as the filters leave room for them."""
    kind = wanted["kind"].code if wanted.get("kind") else ""
    country = wanted["country"].iso2 if wanted.get("country") else ""
    keys = derived_keys(
        to=subject, first=dt.date(year, 1, 1), last=dt.date(year, 12, 31), country=country, kind=kind
    )
    page = Paginator(keys[::-1], BESIDE).get_page(wanted.get("beside"))
    return {
        "rows": derived_rows(list(page), to=subject),
        "page": page,
        "later_url": chosen.link(page.previous_page_number(), "beside") if page.has_previous() else "",
        "earlier_url": chosen.link(page.next_page_number(), "beside") if page.has_next() else "",
    }
