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
from access.selectors.markings import page_marking
from approvals.models import Case
from approvals.selectors.cases import available_decisions, decision_sheet, track
from foundation.clock import now, today
from foundation.errors import DomainError, NotFound
from missions.engine import writes
from missions.lifecycle import PaperState, Section
from missions.models import MissionPaper, PaperVersion
from missions.pages.forms import CompareForm, VersionForm
from missions.pages.parts import frame_of, tone
from missions.pages.reading import chapters, remarks_to
from missions.selectors.actions import possible
from missions.selectors.cases import asked_now, cases_of
from missions.selectors.confirmations import confirmations, in_charge_ad_interim, waits_for_acknowledgement
from missions.selectors.contents import content_of
from missions.selectors.next_steps import next_steps
from missions.selectors.paper_sight import line_of_sight
from missions.selectors.papers import (
    current,
    paper,
    paper_titles,
    transitions,
    version_of,
    versions,
)
from missions.selectors.remarks import conflicts
from missions.selectors.rows import rows_in
from missions.selectors.sight import is_guided
from missions.selectors.wordings import compare
from missions.services import papers
from reminders.selectors.of_record import of_record

CHARGE_IS_SAID = (PaperState.DRAFT, PaperState.POST_COORDINATION)


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
    may = possible(found, to=subject) if is_current else []
    return {
        **frame_of(found, to=subject, on=today()),
        "version": version,
        "marking_page": marking_page(found, to=subject),
        "is_current": is_current,
        "may": may,
        "priorities": rows_in(version, "priorities"),
        "resources": rows_in(version, "resources"),
        **_attachments(version, subject, may),
        **_document(found, version, subject, case),
        "versions": _versions(found, subject),
        "steps": steps,
        "returned": steps[0] if is_current and steps and found.state == PaperState.RETURNED else None,
        "waits_for_me": waits_for_acknowledgement(found, to=subject, on=today()),
        **_case(case, subject),
    }


def _attachments(version: PaperVersion, subject: Subject, may: list[str]) -> dict[str, Any]:
    """The files signed with this version, and of which sections the reader may take them off."""
    own = [section.value for section in Section if writes(subject.role, section)]
    return {"attachments": rows_in(version, "attachments"), "detachable": own if "attach" in may else []}


def _labels(said: list[Any], aims: list[Any]) -> list[int]:
    """Labels of what stands on the page beside the paper: remarks and activities."""
    return [row.label_id for row in [*said, *(done for aim in aims for done in aim.works)]]


def _document(
    found: MissionPaper, version: PaperVersion, subject: Subject, case: Case | None
) -> dict[str, Any]:
    """The text with what is said to it, what serves what, and who is to act."""
    content = content_of(version)
    said = remarks_to(found, to=subject)
    raised = list(conflicts(found, to=subject))
    aims = rows_in(version, "objectives")
    indicators = line_of_sight(found, aims, content, to=subject)
    confirmed = confirmations(found, to=subject, on=today())
    reminders = of_record(found.reference, to=subject, on=today(), kinds=(paper_titles,))
    return {
        "page_marking": page_marking([found.label_id, *_labels(said, aims), *reminders.label_ids]),
        "reminders": reminders,
        "objectives": aims,
        "indicators": indicators,
        "chapters": chapters(content, said),
        "conflicts": raised,
        "confirmations": confirmed,
        "charge_signs": found.state in CHARGE_IS_SAID and in_charge_ad_interim(found, on=today()),
        "next_steps": next_steps(
            found, content, remarks=said, conflicts=raised, confirmations=confirmed, indicators=indicators,
            asked=asked_now(case, to=subject), review_on=version.review_on,
            guided=found.state == PaperState.DRAFT and is_guided(version, to=subject),
        )
        if version.no == found.current_no
        else [],
    }  # fmt: skip


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
    """Any two versions side by side, word by word: ?before=1&after=2; without a choice the last two."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = paper(reference, to=subject)
    last = {"before": str(max(1, found.current_no - 1)), "after": str(found.current_no)}
    numbers = {name: request.GET.get(name, number) for name, number in last.items()}
    if not all(_is_number(number) for number in numbers.values()):
        raise NotFound
    before, after = (version_of(reference, int(number), to=subject) for number in numbers.values())
    picker = CompareForm(initial=numbers, versions=list(versions(found, to=subject)))
    context = {
        **frame_of(found, to=subject, on=today()),
        "before": before,
        "after": after,
        "differences": compare(before, after),
        "picker": picker,
        "is_only": found.current_no == 1,
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
