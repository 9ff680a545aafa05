"""Drafting and editing: a page that keeps what was typed and says what is wrong beside it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from directory.models import DiplomaticMission
from foundation.clock import now, today
from foundation.errors import DomainError, RecordChanged, TransitionRefused
from foundation.permissions import require
from missions.lifecycle import PaperState
from missions.models import MissionPaper
from missions.pages.drafting import ADD, Drafting
from missions.pages.others import others_words
from missions.pages.part_forms import PART_WORDS
from missions.pages.parts import frame_of
from missions.selectors.papers import current, paper
from missions.services import papers

PAGE = ["GET", "HEAD", "POST"]
# Which page comes after saving, by the button pressed.
AFTER = {"stay": "missions:edit", "read": "missions:paper", "submit": "missions:submit"}


@login_required
@require_http_methods(PAGE)
def draft_page(request: HttpRequest) -> HttpResponse:
    """A new paper."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    require(subject, "papers.draft")
    if request.method != "POST":
        mission = DiplomaticMission.objects.filter(pk=subject.mission_id or 0).first()
        drafting = Drafting.new(by=subject, mission=mission, level="official_use")
        return _show(request, drafting)
    drafting = Drafting.sent(request.POST, by=subject, new=True)
    if drafting.asks_for_row or not drafting.is_valid():
        return _show(request, drafting)
    try:
        begun = papers.draft(by=subject, at=now(), on=today(), **drafting.content())
    except DomainError as error:
        return _refused(request, drafting, error)
    return _saved(request, begun.reference)


@login_required
@require_http_methods(PAGE)
def edit_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The draft of a paper."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    found = paper(reference, to=subject)
    require(subject, "papers.edit")
    if request.method != "POST" and found.state != PaperState.DRAFT:
        raise papers.NotInDraft
    version = current(found, to=subject)
    if request.method != "POST":
        return _show(request, Drafting.of(version, by=subject), found)
    drafting = Drafting.sent(request.POST, by=subject, new=False, version=version)
    if drafting.asks_for_row or not drafting.is_valid():
        return _show(request, drafting, found)
    try:
        based_on = drafting.form.cleaned_data["version"] or 0
        papers.edit(found, by=subject, version=based_on, at=now(), **drafting.content())
    except RecordChanged as error:
        return _changed(request, drafting, found, error)
    except DomainError as error:
        return _refused(request, drafting, error, found)
    return _saved(request, reference)


def _saved(request: HttpRequest, reference: str) -> HttpResponse:
    messages.success(request, _("The draft is saved."))
    return redirect(AFTER.get(request.POST.get("after", ""), "missions:paper"), reference=reference)


def _refused(
    request: HttpRequest, drafting: Drafting, error: DomainError, found: MissionPaper | None = None
) -> HttpResponse:
    if isinstance(error, TransitionRefused):
        raise error
    drafting.refuse(error)
    return _show(request, drafting, found, status=error.status)


def _changed(
    request: HttpRequest, drafting: Drafting, found: MissionPaper, error: RecordChanged
) -> HttpResponse:
    """Somebody else saved meanwhile: what was typed stays, and saving again is a deliberate choice."""
    fresh = paper(found.reference, to=request.subject)  # type: ignore[attr-defined]
    drafting.form.data = {**dict(drafting.form.data.items()), "version": str(fresh.version)}
    return _show(request, drafting, fresh, status=error.status, changed=True)


def _show(
    request: HttpRequest,
    drafting: Drafting,
    found: MissionPaper | None = None,
    *,
    status: int = 0,
    **more: Any,
) -> HttpResponse:
    subject: Subject = request.subject  # type: ignore[attr-defined]
    judged = drafting.form.is_bound and not drafting.asks_for_row
    context = {
        **(frame_of(found, to=subject, on=today()) if found else {"today": today()}),
        **(others_words(drafting, current(found, to=subject), by=subject) if found else {}),
        "further": [
            (name, *PART_WORDS[name], drafting.sets[name]) for name in PART_WORDS if name in drafting.sets
        ],
        "drafting": drafting,
        "form": drafting.form,
        "sets": drafting.sets,
        "wrong": drafting.wrong,
        "add": ADD,
        **more,
    }
    return render(request, "missions/edit.html", context, status=status or (400 if judged else 200))
