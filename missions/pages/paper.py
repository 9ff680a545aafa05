"""The page of one paper: what it says, where it stands, who agreed; and two of its versions side by side."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from access.context import Subject
from access.marking_step import marking_page
from approvals.models import Case
from approvals.selectors.cases import available_decisions, decision_sheet, track
from foundation.clock import now, today
from foundation.errors import DomainError, NotFound
from missions.lifecycle import PaperState
from missions.models import MissionPaper, PaperVersion
from missions.models.paper import TEXT_SECTIONS
from missions.pages.forms import VersionForm
from missions.pages.parts import frame_of, tone
from missions.selectors.actions import possible
from missions.selectors.cases import cases_of
from missions.selectors.contents import objectives, priorities, resources
from missions.selectors.papers import (
    current,
    paper,
    transitions,
    version_of,
    versions,
    waits_for_acknowledgement,
)
from missions.selectors.wordings import compare
from missions.services import papers


@login_required
@require_safe
def paper_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One paper in its current version, or in the one asked for by ?version=."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = paper(reference, to=subject)
    number = request.GET.get("version", "")
    version = (
        version_of(reference, int(number), to=subject) if _is_number(number) else current(found, to=subject)
    )
    return render(request, "missions/paper.html", _context(found, version, subject))


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 5


def _context(found: MissionPaper, version: PaperVersion, subject: Subject) -> dict[str, Any]:
    version.paper = found
    cases = list(cases_of(found.reference, to=subject))
    case = next((case for case in cases if case.version_no == version.no), None)
    steps = list(transitions(found, to=subject))
    is_current = version.no == found.current_no
    return {
        **frame_of(found, to=subject, on=today()),
        "version": version,
        "marking_page": marking_page(found, to=subject),
        "is_current": is_current,
        "may": possible(found, to=subject) if is_current else [],
        "sections": _sections(version),
        "objectives": objectives(version),
        "priorities": priorities(version),
        "resources": resources(version),
        "versions": _versions(found, subject),
        "steps": steps,
        "returned": steps[0] if is_current and steps and found.state == PaperState.RETURNED else None,
        "waits_for_me": waits_for_acknowledgement(found, to=subject),
        **_case(case, subject),
    }


def _sections(version: PaperVersion) -> list[tuple[Any, str]]:
    fields: dict[str, Any] = {field.name: field for field in version._meta.fields}
    return [(fields[name].verbose_name, getattr(version, name)) for name in TEXT_SECTIONS]


def _versions(found: MissionPaper, subject: Subject) -> list[dict[str, Any]]:
    return [
        {"version": row, "tone": tone(row.state), "before": row.no - 1} for row in versions(found, to=subject)
    ]


def _case(case: Case | None, subject: Subject) -> dict[str, Any]:
    if case is None:
        return {"case": None}
    available = available_decisions(case, to=subject)
    return {
        "case": case,
        "asked": available[0] if available else None,
        "track": track(case, to=subject, on=today()),
        "sheet": decision_sheet(case, to=subject),
    }


@login_required
@require_safe
def compare_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What reads otherwise between two versions, word by word: ?before=1&after=2."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = paper(reference, to=subject)
    numbers = [request.GET.get(name, "") for name in ("before", "after")]
    if not all(_is_number(number) for number in numbers):
        raise NotFound
    before, after = (version_of(reference, int(number), to=subject) for number in numbers)
    context = {
        **frame_of(found, to=subject, on=today()),
        "before": before,
        "after": after,
        "differences": compare(before, after),
    }
    return render(request, "missions/compare.html", context)


@login_required
@require_POST
def redraft(request: HttpRequest, reference: str) -> HttpResponse:
    """After a return: a new version to work on."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found, given = paper(reference, to=subject), _version(request)
    try:
        papers.redraft(found, by=subject, version=given, at=now(), on=today())
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("missions:paper", reference=reference)
    messages.success(request, _("A new version is open. Everybody will be asked again once it is submitted."))
    return redirect("missions:edit", reference=reference)


@login_required
@require_POST
def acknowledge(request: HttpRequest, reference: str) -> HttpResponse:
    """The office confirms the paper in effect as its own."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    try:
        papers.acknowledge(paper(reference, to=subject), by=subject, on=today())
        messages.success(request, _("You have confirmed this paper as the one your office works to."))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect("missions:paper", reference=reference)


def _version(request: HttpRequest) -> int | None:
    form: forms.Form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else None
