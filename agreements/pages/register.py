"""The register of agreements: what binds us, and by when to act."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from agreements.pages.forms import RegisterForm
from agreements.pages.line import term_line
from agreements.pages.tones import tone
from agreements.selectors.register import figures, gaps, partner_countries, register
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from foundation.permissions import may

PER_PAGE = 50
DRAWN = 15


@login_required
@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """Figures lead to their rows; the picture shows whose day for notice comes next."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = RegisterForm(request.GET or None, countries=partner_countries(to=subject))
    wanted: dict[str, Any] = chosen.cleaned_data if chosen.is_valid() else {}
    found = register(to=subject, language=get_language() or "en", on=today(), wanted=wanted)
    found = found.select_related("clause")
    page = Paginator(found, PER_PAGE).get_page(wanted.get("page"))
    calendar = work_calendar()
    rows = [
        {"agreement": a, "tone": tone(a.state), "gaps": gaps(a, on=today(), calendar=calendar)} for a in page
    ]
    dated = [agreement for agreement in page if agreement.last_receipt is not None]
    picture = term_line(dated[:DRAWN], on=today())
    context = {
        "filters": chosen,
        "narrowed": any(wanted.values()),
        "figures": figures(to=subject, on=today()),
        "rows": rows,
        "picture": picture,
        "svg": mark_safe(picture.svg) if picture else "",  # nosec B308 B703 - drawn by publishing
        "may_record": may(subject, "agreements.record"),
        "today": today(),
        "previous_url": chosen.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": chosen.link(page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(row["agreement"].label_id for row in rows),
    }
    return render(request, "agreements/register.html", context, status=400 if chosen.errors else 200)
