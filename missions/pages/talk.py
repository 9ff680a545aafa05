"""Pages of what is said to a paper: remarks with their matrix and exports, one remark, conflicts, readings, review."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from approvals.pages.exports import attachment
from foundation.admin_kit import add_refusal
from foundation.clock import now, today
from foundation.errors import DomainError
from foundation.permissions import may, require
from missions.lifecycle import EDITABLE, ConflictState, PaperState, Resolution
from missions.models import MissionPaper
from missions.pages.parts import frame_of
from missions.pages.reading import remarks_to
from missions.pages.talk_forms import (
    ConflictForm,
    ReadingForm,
    RemarkForm,
    RemarkListForm,
    ResolveForm,
    ReviewForm,
    WordsForm,
)
from missions.selectors import remarks as reading
from missions.selectors.contents import content_of
from missions.selectors.papers import current, paper
from missions.selectors.readings import measured
from missions.services import conflicts, readings, remarks, reviews
from missions.services.exports import REMARKS_AS, export_remarks

PAGE = ["GET", "HEAD", "POST"]


def _subject(request: HttpRequest) -> Subject:
    return request.subject  # type: ignore[attr-defined]


def _frame(found: MissionPaper, request: HttpRequest, rows: list[Any]) -> dict[str, Any]:
    """The frame of a paper's page, marked as high as the remarks on it."""
    marking = page_marking([found.label_id, *(row.label_id for row in rows)])
    return {**frame_of(found, to=_subject(request), on=today()), "page_marking": marking}


@login_required
@require_safe
def remarks_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The matrix of both sides' remarks, narrowed by filters; also as CSV and XLSX."""
    subject = _subject(request)
    found = paper(reference, to=subject)
    kind = request.GET.get("format", "")
    if kind:
        return _export(request, found, kind)
    chosen = RemarkListForm(request.GET or None)
    rows = remarks_to(found, to=subject)
    shown = [row for row in rows if chosen.keeps(row)]
    context = {
        **_frame(found, request, rows),
        "filters": chosen,
        "remarks": shown,
        "all": len(rows),
        "open": sum(1 for row in rows if row.is_open),
        "may_remark": may(subject, "remarks.add"),
        "exports": list(REMARKS_AS),
        "has_internal": any(row.internal_to for row in rows),
    }
    return render(request, "missions/remarks.html", context, status=400 if chosen.errors else 200)


def _export(request: HttpRequest, found: MissionPaper, kind: str) -> HttpResponse:
    internal = request.GET.get("internal", "") != "no"
    language = get_language() or "en"
    return attachment(
        export_remarks(found, by=_subject(request), at=now(), language=language, form=kind, internal=internal)
    )


@login_required
@require_http_methods(PAGE)
def new_remark(request: HttpRequest, reference: str) -> HttpResponse:
    """Say something about a part of the present version."""
    subject = _subject(request)
    found = paper(reference, to=subject)
    require(subject, "remarks.add")
    content = content_of(current(found, to=subject))
    initial = {"part": request.GET.get("part", ""), "row": request.GET.get("row", "")}
    blocks = PaperState(found.state) in EDITABLE
    form = RemarkForm(request.POST or None, initial=initial, content=content, blocks=blocks)
    if request.method == "POST" and form.is_valid():
        try:
            said = remarks.add(found, by=subject, on=today(), **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Your remark is there for those who may read it."))
            return redirect(_back(reference, said.part))
    context = {**_frame(found, request, []), "form": form}
    return render(request, "missions/remark_new.html", context, status=400 if form.errors else 200)


def _back(reference: str, anchor: str) -> str:
    return f"/papers/{reference}/#{anchor}"


@login_required
@require_http_methods(PAGE)
def remark_page(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """One remark with its answers; answered or resolved here."""
    subject = _subject(request)
    found = paper(reference, to=subject)
    row = reading.remark(found, key, to=subject)
    words, verdict = WordsForm(None), ResolveForm(None)
    if request.method == "POST":
        resolving = "resolution" in request.POST
        form: Any = ResolveForm(request.POST) if resolving else WordsForm(request.POST)
        try:
            if form.is_valid():
                verb = remarks.resolve if resolving else remarks.reply
                verb(row, by=subject, on=today(), **form.cleaned_data)
                return redirect("missions:remark", reference=reference, key=key)
        except DomainError as error:
            add_refusal(form, error)
        words, verdict = (words, form) if resolving else (form, verdict)
    answers = reading.with_replies([row], to=subject).get(row.pk, [])
    possible = [value for value in Resolution.values if remarks.may_resolve(row, value, by=subject)]
    verdict.offer(possible)
    context = {
        **_frame(found, request, [row]),
        "remark": row,
        "place": reading.place_of(row),
        "internal": reading.internal_words(row),
        "answers": answers,
        "words": words,
        "verdict": verdict if row.is_open and possible and may(subject, "remarks.resolve") else None,
        "may_remark": may(subject, "remarks.add"),
    }
    wrong = words.errors or verdict.errors
    return render(request, "missions/remark.html", context, status=400 if wrong else 200)


@login_required
@require_http_methods(PAGE)
def new_conflict(request: HttpRequest, reference: str) -> HttpResponse:
    """A task of the attaché against a priority of the embassy."""
    subject = _subject(request)
    found = paper(reference, to=subject)
    require(subject, "conflicts.raise")
    form = ConflictForm(request.POST or None, content=content_of(current(found, to=subject)))
    if request.method == "POST" and form.is_valid():
        try:
            raised = conflicts.raise_conflict(found, by=subject, on=today(), **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("The conflict is raised. The paper is not submitted before it is resolved.")
            )
            return redirect("missions:conflict", reference=reference, key=raised.key)
    context = {**_frame(found, request, []), "form": form}
    return render(request, "missions/conflict_new.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(PAGE)
def conflict_page(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """One conflict and its log; talked over and resolved here."""
    subject = _subject(request)
    found = paper(reference, to=subject)
    row = reading.conflict(found, key, to=subject)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verb = conflicts.resolve if request.POST.get("after") == "resolve" else conflicts.answer
        try:
            verb(row, by=subject, on=today(), **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            return redirect("missions:conflict", reference=reference, key=key)
    context = {
        **_frame(found, request, []),
        "conflict": row,
        "entries": reading.entries_of([row], to=subject).get(row.pk, []),
        "form": form if row.state == ConflictState.OPEN and may(subject, "conflicts.raise") else None,
    }
    return render(request, "missions/conflict.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(PAGE)
def readings_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Indicators with all that was measured, and a form for the next reading."""
    subject = _subject(request)
    found = paper(reference, to=subject)
    rows = measured(found, content_of(current(found, to=subject)), to=subject)
    form = ReadingForm(request.POST or None, initial={"measured_on": today()}, indicators=rows, by=subject)
    if request.method == "POST" and form.is_valid():
        try:
            readings.record(found, by=subject, on=today(), **form.cleaned_data)
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The reading is recorded."))
            return redirect("missions:readings", reference=reference)
    offers = may(subject, "readings.record") and form.fields["indicator"].choices  # type: ignore[attr-defined]
    context = {**_frame(found, request, []), "indicators": rows, "form": form if offers else None}
    return render(request, "missions/readings.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def review(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin the mid-term review, or end it with the paper confirmed."""
    subject = _subject(request)
    found, form = paper(reference, to=subject), ReviewForm(request.POST)
    ends = request.POST.get("after") == "confirm"
    try:
        if form.is_valid():
            verb = reviews.confirm if ends else reviews.begin
            verb(found, by=subject, on=today(), **form.cleaned_data)
            done = _("The review is ended; the paper stands.") if ends else _("The review has begun.")
            messages.success(request, done)
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(_back(reference, "review"))
