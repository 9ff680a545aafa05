"""The rotation board: 24 months of every post, as pictures and as the same in a table (pages.md)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from attaches.lifecycle import PostingState, PostState
from attaches.selectors.rotation_board import (
    missions_with_posts,
    months_from,
    rotation_board,
)
from attaches.selectors.rotation_rows import BoardRow, StandIn, Stay, Stretch
from foundation.clock import today
from foundation.periods import Period
from foundation.permissions import may
from foundation.wording import written_date, written_period
from reports.selectors.rotation_forecast import by_leaving_day, counted, fitting
from reports.selectors.rotation_line import (
    LANGUAGE,
    consent_words,
    days_words,
    entries,
    gap_standing,
    gap_words,
    officer_words,
    post_words,
    posting_page,
    rotation_line,
    standing_of,
)
from workspace.pages.rotation_form import GAPS_FIRST, RotationForm

PER_PAGE = 24
PER_PICTURE = 8
FIGURES = (
    ("", gettext_lazy("posts")),
    ("gap_12", gettext_lazy("with a gap within 12 months")),
    ("vacant", gettext_lazy("vacant")),
    ("leaving_6", gettext_lazy("leaving within 6 months")),
    ("not_ready", gettext_lazy("leaving within 12 months, no successor ready")),
    ("asked", gettext_lazy("consent asked, not answered")),
)
TONES = {"suspended": "late", "agreed": "done", "asked": "soon", "coming": "neutral", "gap": "late"}
NARROWING = ("region", "country", "mission", "kind")


@login_required
@require_safe
def rotation_page(request: HttpRequest) -> HttpResponse:
    """Figures lead to their rows; each picture has its table beneath."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    on = today()
    filters = RotationForm(request.GET, missions=missions_with_posts(to=subject), today=on)
    wanted = filters.chosen()
    window = months_from(dt.date.fromisoformat(f"{wanted['start']}-01") if "start" in wanted else on)
    narrowed = {name: wanted[name] for name in NARROWING if name in wanted}
    board = rotation_board(to=subject, on=on, window=window, **narrowed)
    rows = _ordered(fitting(board, wanted.get("show", ""), on), wanted.get("order", GAPS_FIRST), on)
    every = "all" in wanted
    page = Paginator(rows, max(len(rows), 1) if every else PER_PAGE).get_page(wanted.get("page"))
    context = {
        "filters": filters,
        "narrowed": bool(narrowed) or "show" in wanted,
        "figures": [_figure(code, words, board, filters, wanted, on) for code, words in FIGURES],
        "months": _months(window),
        "pictures": _pictures(list(page), on, window),
        "rows": [_row(row, on, may_propose=may(subject, "postings.propose")) for row in page],
        "found": page,
        "exports": _exports(wanted, window, on),
        "every_url": filters.link(all="on") if page.has_other_pages() else "",
        "paged_url": (filters.link() or "?") if every else "",
        "may_plan": may(subject, "posts.plan"),
        "today": on,
        "previous_url": filters.link(page=page.previous_page_number()) if page.has_previous() else "",
        "next_url": filters.link(page=page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(label for row in board for label in row.label_ids),
    }
    return render(request, "workspace/rotation.html", context, status=400 if filters.errors else 200)


def _ordered(rows: Sequence[BoardRow], order: str, on: dt.date) -> list[BoardRow]:
    """Gaps first: the nearest before all; posts of a mission stay together within the same day."""
    if order == "mission":
        return sorted(rows, key=lambda row: (row.mission, row.code))
    if order == GAPS_FIRST:
        return sorted(rows, key=lambda row: (_next_gap(row, on), by_leaving_day(row)))
    return sorted(rows, key=by_leaving_day)


def _next_gap(row: BoardRow, on: dt.date) -> dt.date:
    return next((max(gap.start, on) for gap in row.gaps if gap.end and gap.end > on), dt.date.max)


def _figure(
    code: str, words: Any, board: Sequence[BoardRow], filters: RotationForm, wanted: dict[str, Any], on: dt.date
) -> dict[str, Any]:  # fmt: skip
    return {
        "words": words,
        "count": counted(board, code, on),
        "url": filters.link(show=code) or "?",
        "here": wanted.get("show", "") == code,
    }


def _months(window: Period) -> str:
    last = (window.end or window.start) - dt.timedelta(days=1)
    return written_period(window.start, last)


def _pictures(rows: Sequence[BoardRow], on: dt.date, window: Period) -> list[dict[str, Any]]:
    """Few posts a picture, so that each prints on one sheet with its key."""
    used = entries(rows, on)
    found = []
    for place in range(0, len(rows), PER_PICTURE):
        part = rows[place : place + PER_PICTURE]
        title = _("Rotation of the posts %(first)s to %(last)s") % {
            "first": part[0].code,
            "last": part[-1].code,
        }
        picture = rotation_line(part, on=on, window=window, title=title, used=used)
        svg = mark_safe(picture.svg)  # nosec B308 B703 - drawn by publishing
        found.append({"svg": svg, "title": title, "description": picture.description})
    return found


def _row(row: BoardRow, on: dt.date, *, may_propose: bool) -> dict[str, Any]:
    """What the table says of a post."""
    stands_in = row.stands_in_on(on)
    state = "" if row.state == PostState.ESTABLISHED else str(PostState(row.state).label)
    return {
        "post": row,
        "url": reverse("admin:attaches_post_change", args=[row.key]),
        "words": post_words(row),
        "state": state,
        "now": _stay(row.holder) if row.holder else None,
        "then": [_stay(stay) for stay in row.successors],
        "choosing": _choosing(row) if may_propose and not state and row.follower is None else "",
        "stands_in": _stand_in(stands_in) if stands_in else None,
        "will_stand_in": [_stand_in(one) for one in row.acting if one.period.start > on],
        "gaps": [_gap(gap, on) for gap in row.stretches],
        "overlaps": [_stretch(shared) for shared in row.overlaps],
    }


def _stay(stay: Stay) -> dict[str, Any]:
    return {
        "name": officer_words(stay),
        "url": posting_page(stay.key),
        "state": str(PostingState(stay.state).label),
        "usual": stay.state == PostingState.IN_POST,
        "from": written_date(stay.starts_on),
        "until": stay.until,
        "consent": consent_words(stay),
        "tone": TONES[standing_of(stay)],
        "language": LANGUAGE[stay.language] if stay.language not in {"", "meets"} else "",
    }


def _choosing(row: BoardRow) -> str:
    """The form in which somebody is proposed to follow, with what is known already."""
    after = {"predecessor": row.holder.key} if row.holder else {}
    return f"{reverse('admin:attaches_posting_add')}?{urlencode({'post': row.key, **after})}"


def _stand_in(one: StandIn) -> dict[str, Any]:
    return {"name": officer_words(one), "url": posting_page(one.key), **_stretch(one.period)}


def _gap(gap: Stretch, on: dt.date) -> dict[str, Any]:
    near = gap_standing(gap, on) == "gap"
    return {**_stretch(gap.period), "near": near, "awaited": gap.awaited, "words": gap_words(gap)}


def _stretch(period: Period) -> dict[str, Any]:
    last = period.end - dt.timedelta(days=1) if period.end else None
    days = days_words(period.days) if period.days is not None else ""
    return {"period": written_period(period.start, last), "days": days}


def _exports(wanted: dict[str, Any], window: Period, on: dt.date) -> list[tuple[str, str]]:
    """The same posts as a file: the report with the same filters."""
    offset = (window.start.year - on.year) * 12 + window.start.month - on.month
    kept = {name: wanted[name] for name in (*NARROWING, "show") if name in wanted}
    if offset:
        kept["start"] = str(offset)
    report = reverse("reports:report", args=["rotation-forecast"])
    return [(kind, f"{report}?{urlencode({**kept, 'format': kind})}") for kind in ("csv", "xlsx", "pdf")]
