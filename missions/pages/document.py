"""The page of one document: what it says, where it stands, what serves it; and two of its versions side by side."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from approvals.models import Case
from approvals.selectors.cases import available_decisions, decision_sheet, track
from approvals.selectors.contents import parts
from foundation.clock import today
from foundation.errors import NotFound
from missions.lifecycle import DocumentKind, VersionState
from missions.models import DocumentVersion, StrategicDocument
from missions.pages.document_parts import frame_of, tone
from missions.pages.forms import CompareForm
from missions.pages.paper import _is_number
from missions.selectors.document_actions import possible
from missions.selectors.document_cases import cases_of, mfa_concurrence
from missions.selectors.document_contents import content_of, means, ranked
from missions.selectors.document_wordings import compare, document_wording
from missions.selectors.documents import (
    document,
    document_titles,
    documents,
    to_read,
    transitions,
    version_of,
    versions,
)
from missions.selectors.guidance import contacts
from missions.selectors.sight import Aim, aims_of
from reminders.selectors.of_record import of_record

OWN_CARDS = {"objectives", "priorities", "resources", "title"}  # shown in cards of their own


@login_required
@require_safe
def document_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One document in the version in effect, the newest where none is, or the one asked for by ?version=."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = document(reference, to=subject)
    number = request.GET.get("version", "")
    version = (
        version_of(reference, int(number), to=subject) if _is_number(number) else to_read(found, to=subject)
    )
    version.document = found
    return render(request, "missions/document.html", _context(found, version, subject))


def _context(found: StrategicDocument, version: DocumentVersion, subject: Subject) -> dict[str, Any]:
    cases = list(cases_of(found.reference, to=subject))
    case = next((case for case in cases if case.version_no == version.no), None)
    steps = list(transitions(found, to=subject))
    aims = aims_of(version, to=subject, on=today())
    wanted = [aim for aim in aims if not aim.row.objective.is_threat]
    derived = list(documents(to=subject).filter(derives_from=found))
    reminders = of_record(found.reference, to=subject, on=today(), kinds=(document_titles,))
    return {
        **frame_of(found, on=today()),
        "version": version,
        "version_tone": tone(version.state),
        "marking_page": marking_page(found, to=subject),
        "may": possible(found, to=subject),
        "newest": next((row for row in versions(found, to=subject)), version),
        "parts": parts(_text_of(version), document_wording()),
        "aims": aims,
        "wanted": wanted,
        "served": sum(aim.is_served for aim in wanted),
        "priorities": ranked(version),
        "resources": means(version),
        "contacts": _speaking(found, version, subject),
        "concurrence": mfa_concurrence(version, to=subject),
        "derived": derived,
        "versions": _versions(found, subject),
        "steps": steps,
        "reminders": reminders,
        "returned": next((row for row in steps if row.state == VersionState.RETURNED), None),
        "page_marking": page_marking({*_labels(found, aims, derived), *reminders.label_ids}),
        **_case(case, subject),
    }


def _text_of(version: DocumentVersion) -> dict[str, Any]:
    """What stands in no card of its own, without what is empty."""
    said = content_of(version)
    return {key: value for key, value in said.items() if key not in OWN_CARDS and value not in (None, "", [])}


def _labels(found: StrategicDocument, aims: list[Aim], derived: list[StrategicDocument]) -> set[int]:
    shown = {row.label_id for aim in aims for row in (*aim.papers, *aim.below, *aim.provisions)}
    above = {found.derives_from.label_id} if found.derives_from else set()
    return {found.label_id, *shown, *above, *(row.label_id for row in derived)}


def _speaking(found: StrategicDocument, version: DocumentVersion, subject: Subject) -> list[Any]:
    """Contact points with the people who hold the offices today, of the agreement in effect."""
    is_in_effect = found.kind == DocumentKind.JOINT_AGREEMENT and version.state == VersionState.EFFECTIVE
    return contacts(to=subject, on=today()) if is_in_effect else []


def _versions(found: StrategicDocument, subject: Subject) -> list[dict[str, Any]]:
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
    """What reads otherwise between two versions, word by word: ?before=1&after=2; without a choice the last two."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = document(reference, to=subject)
    last = {"before": str(max(1, found.current_no - 1)), "after": str(found.current_no)}
    numbers = {name: request.GET.get(name, number) for name, number in last.items()}
    if not all(_is_number(number) for number in numbers.values()):
        raise NotFound
    before, after = (version_of(reference, int(number), to=subject) for number in numbers.values())
    context = {
        **frame_of(found, on=today()),
        "before": before,
        "after": after,
        "differences": compare(before, after),
        "picker": CompareForm(initial=numbers, versions=list(versions(found, to=subject))),
        "is_only": found.current_no == 1,
        "back": reverse("missions:document", args=[reference]),
    }
    return render(request, "missions/document_compare.html", context)
