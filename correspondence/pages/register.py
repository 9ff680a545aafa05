"""The register of correspondence: first the replies that are waited for, then everything."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from correspondence.lifecycle import CorrespondenceState
from correspondence.models import Correspondence
from correspondence.pages.forms import RegisterForm
from correspondence.selectors.correspondence import narrowed, outstanding
from correspondence.selectors.wording import late_words, waiting_words
from foundation.clock import today
from foundation.permissions import may

PER_PAGE = 50
SHOWN = 20
LONG_DAYS = 30
_S = CorrespondenceState
TONES = {_S.DRAFT: "neutral", _S.DISPATCHED: "info", _S.RECEIVED: "info", _S.ANSWERED: "done"}


@login_required
@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """Who waits for whom, and for how long; then the register under the few filters."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = RegisterForm(request.GET or None)
    wanted: dict[str, Any] = chosen.cleaned_data if chosen.is_valid() else {}
    waits = list(outstanding(to=subject)[: SHOWN + 1])
    page = Paginator(narrowed(wanted, to=subject), PER_PAGE).get_page(wanted.get("page"))
    rows = list(page)
    context = {
        "filters": chosen,
        "narrowed": any(value for name, value in wanted.items() if name != "page"),
        "waits": [_wait(note) for note in waits[:SHOWN]],
        "more_wait": len(waits) > SHOWN,
        "rows": [{"note": note, "tone": TONES.get(_S(note.state), "neutral")} for note in rows],
        "may_record": may(subject, "correspondence.record"),
        "today": today(),
        "previous_url": chosen.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": chosen.link(page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(note.label_id for note in [*waits[:SHOWN], *rows]),
    }
    return render(request, "correspondence/register.html", context, status=400 if chosen.errors else 200)


def _wait(note: Correspondence) -> dict[str, Any]:
    """One outstanding reply in words and shape: late past its day, soon after a month without one."""
    days = (today() - note.waits_since).days
    late = late_words(note, on=today())
    return {
        "note": note,
        "days": days,
        "words": waiting_words(note, days),
        "late": late,
        "tone": "late" if late else "soon" if days > LONG_DAYS else "ok",
    }
