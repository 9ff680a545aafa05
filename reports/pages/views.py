"""The catalogue and the report page: picture, table, filters, as-of date, export, how it is counted."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.receivers import receivers
from foundation.clock import today
from foundation.errors import InvalidInput
from reports.pages.downloads import download
from reports.registry import Report, catalogue
from reports.selectors.answers import Asked, ask
from reports.services.exports import TYPES


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Which reports there are and what each answers."""
    return render(request, "reports/index.html", {"reports": catalogue().values()})


@login_required
@require_safe
def report_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One report; a wrong parameter keeps the page and says what is wrong beside the field."""
    report = catalogue().get(slug)
    if report is None:
        raise Http404
    given = {name: str(value) for name, value in request.GET.items() if value}
    asked, problems, status = _asked(report, given, request.subject)  # type: ignore[attr-defined]
    if (kind := given.get("format")) in TYPES and not problems and asked is not None:
        return download(asked, kind, request)
    return render(
        request, "reports/report.html", _context(request, report, asked, given, problems), status=status
    )


def _asked(
    report: Report, given: dict[str, str], to: Subject
) -> tuple[Asked | None, Mapping[str, object], int]:
    """The answer, what is wrong, the status. With nothing asked, a report that needs a choice waits for it."""
    needed = {p.name for p in report.parameters if p.required}
    if needed and not given:
        return None, {}, 200
    try:
        return ask(report, given, to=to, today=today()), {}, 200
    except InvalidInput as refusal:
        problems = refusal.fields
    kept = {name: value for name, value in given.items() if name in needed and name not in problems}
    return (ask(report, kept, to=to, today=today()) if needed == set(kept) else None), problems, 400


def _context(
    request: HttpRequest,
    report: Report,
    asked: Asked | None,
    given: dict[str, str],
    problems: Mapping[str, object],
) -> dict[str, Any]:
    """Where the report still waits for a choice, its form alone."""
    to: Subject = request.subject  # type: ignore[attr-defined]
    choices = [(p, p.choices(to=to), problems.get(p.name)) for p in report.parameters]
    placed = {"as_of", *(p.name for p in report.parameters)}
    known = {
        "report": report,
        "title": report.title,
        "problems": problems,
        "unplaced": [(name, words) for name, words in problems.items() if name not in placed],
        "given": given,
        "choices": choices,
        "receivers": receivers(),
        "release_to": to.release_to,
    }
    return known if asked is None else {**known, **_answered(request, report, asked)}


def _answered(request: HttpRequest, report: Report, asked: Asked) -> dict[str, Any]:
    picture = asked.picture()
    query = request.GET.copy()
    query.pop("format", None)
    if asked.to.release_to:
        query["release_to"] = asked.to.release_to
    return {
        "asked": asked,
        "columns": report.columns,
        "table": [_row(report, row) for row in asked.answer.rows],
        "summary": [
            (report.summary_labels.get(key, key), value, isinstance(value, str), _door(report, key, query))
            for key, value in asked.answer.summary.items()
        ],
        "picture": picture,
        "svg": mark_safe(picture.svg) if picture else "",  # nosec B308 B703 - drawn by publishing
        "exports": [(kind, f"?{query.urlencode()}{'&' if query else ''}format={kind}") for kind in TYPES],
        "page_marking": asked.marking,
    }


def _door(report: Report, key: str, query: QueryDict) -> str:
    """The rows behind a figure: the same filters and the one that counts it."""
    if key not in report.doors:
        return ""
    kept = {**{name: str(value) for name, value in query.items()}, **report.doors[key]}
    return f"?{urlencode({name: value for name, value in kept.items() if value})}#rows"


def _row(report: Report, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Cells in column order, each a door where the report says which page stands behind it."""
    return [
        {
            "column": c,
            "value": row.get(c.shown.key),
            "url": report.links[c.key](row) if c.key in report.links else "",
        }
        for c in report.columns
    ]
