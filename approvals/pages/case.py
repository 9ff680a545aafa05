"""The case page: what is asked of me and what changed first, everything else below (pages.md)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from access.selectors.markings import page_marking
from approvals.lifecycle import REFUSING, CaseState, Verdict
from approvals.models import Case
from approvals.pages.forms import AgreeForm, AnswerForm, RefuseForm
from approvals.registry import approvable, warnings_of, wording
from approvals.selectors import changes, contents
from approvals.selectors.cases import (
    Available,
    available_decisions,
    case_of,
    case_titles,
    cases_of,
    decision_sheet,
    track,
    why_not,
)
from approvals.selectors.facts import facts_of
from approvals.selectors.recalls import recallable
from approvals.selectors.recordings import available_recordings
from approvals.selectors.sheet import SheetRow
from approvals.selectors.standstill import standstill
from approvals.selectors.unread import why_over
from approvals.services.decisions import decide
from foundation.admin_kit import add_refusal
from foundation.clock import now, today
from foundation.errors import DomainError, RecordChanged
from reminders.selectors.of_record import of_record

SAID = {
    Verdict.CONCUR: _("You have concurred. It is on the decision sheet."),
    Verdict.APPROVE: _("You have approved it. It is on the decision sheet."),
    Verdict.SIGN: _("You have signed it. It is on the decision sheet."),
    Verdict.ACKNOWLEDGE: _("You have taken note of it. It is on the decision sheet."),
    Verdict.RETURN: _("You have returned it. Whoever drafted it will be asked for another version."),
    Verdict.REJECT: _("You have rejected it."),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One case; a POST decides on exactly the content the page carried."""
    found = case_of(reference, to=request.subject)  # type: ignore[attr-defined]
    if request.method == "POST":
        return _answer(request, found)
    return _page(request, found)


def _answer(request: HttpRequest, case: Case) -> HttpResponse:
    """Decide, or show the page again with what was typed and why it was not done."""
    form = (RefuseForm if request.POST.get("verdict") in REFUSING else AgreeForm)(request.POST)
    if not form.is_valid():
        _tell_hidden(form)
        return _page(request, case, form=form, status=400)
    subject: Subject = request.subject  # type: ignore[attr-defined]
    try:
        decision = decide(case, by=subject, at=now(), on=today(), **form.answer)
    except RecordChanged as error:
        return _changed(request, case, form, error)
    except DomainError as error:
        add_refusal(form, error)
        _tell_hidden(form)
        return _page(request, case, form=form, opened=form.opened, status=error.status)
    messages.success(request, SAID[Verdict(decision.verdict)])
    return redirect("approvals:case", reference=case.reference)


def _tell_hidden(form: AnswerForm) -> None:
    """What is wrong with a hidden field is said on top, because there is no place beside it."""
    for field in form.hidden_fields():
        for words in field.errors:
            form.add_error(None, words)


def _changed(request: HttpRequest, case: Case, form: AnswerForm, error: RecordChanged) -> HttpResponse:
    """The present round with what differs from what was read; the comment stays, the word has to be given again."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    present = changes.newest(case, to=subject)
    seen = changes.version_of_hash(case, form.cleaned_data["content_hash"], to=subject)
    stale = {
        "message": error.message,
        "seen": seen,
        "before": decision_sheet(case, to=subject) if present.pk != case.pk else None,
        "differences": changes.between(present, seen, present.version_no, to=subject) if seen else None,
    }
    kept = {name: form.cleaned_data.get(name, "") for name in ("comment", "reason_code")}
    return _page(request, present, stale=stale, kept=kept, opened=form.opened, status=error.status)


def _page(
    request: HttpRequest, case: Case, *, form: AnswerForm | None = None, stale: dict[str, Any] | None = None,
    kept: dict[str, Any] | None = None, opened: int | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    subject: Subject = request.subject  # type: ignore[attr-defined]
    known = facts_of(case)
    available = available_decisions(case, to=subject, known=known)
    told = bool(stale and stale["differences"])
    changed = None if told else changes.since_last_agreed(case, to=subject, since=_compared(request))
    evidence, line = _evidence(case, subject), track(case, to=subject, on=today())
    asked = available[0] if available else None
    reminders = of_record(case.reference, to=subject, on=today(), kinds=(case_titles,))
    context = {
        "case": case,
        "reminders": reminders,
        "asked": asked,
        "asked_age": next((step.age for step in line if asked and step.key == asked.step_id), None),
        "recallable": None if asked else recallable(case, to=subject, on=today()),
        "may_record": bool(available_recordings(case, to=subject, known=known)),
        "why_not": None if available else why_not(case, to=subject, known=known),
        "over": why_over(case, known, to=subject),
        "is_open": case.state == CaseState.OPEN,
        "stale": stale,
        "kept": kept,
        "changes": changed,
        "changed_parts": changed.parts if changed else (),
        "meanwhile": _meanwhile(stale["before"] if stale and stale["before"] else evidence["sheet"], opened),
        "track": line,
        "standstill": standstill(case, to=subject, on=today(), known=known),
        "today": today(),
        "page_marking": page_marking([case.label_id, *reminders.label_ids]),
        **evidence,
        **_forms(case, available, form, {**(kept or {}), "given": len(evidence["sheet"])}),
    }
    return render(request, "approvals/case.html", context, status=status)


def _compared(request: HttpRequest) -> int | None:
    """The version a reader wants to compare with; anything else is as if nothing was asked."""
    number = request.GET.get("since", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else None


def _meanwhile(sheet: list[SheetRow], opened: int | None) -> list[SheetRow]:
    """Decisions given since the page was opened; it carried how many there were."""
    return sorted(sheet, key=lambda row: row.at)[opened:] if opened is not None else []


def _evidence(case: Case, subject: Subject) -> dict[str, Any]:
    """What the decision rests on: the content, the sheet, the other rounds."""
    adapter = approvable(case.kind)
    content = adapter.content(case.object_reference, case.version_no, to=subject)
    sheet = decision_sheet(case, to=subject)
    rounds = list(cases_of(case.kind, case.object_reference, to=subject).exclude(pk=case.pk))
    return {
        "matter": adapter.matter(case.object_reference, case.version_no, to=subject),
        "warnings": warnings_of(case.kind, to=subject) if case.state == CaseState.OPEN else (),
        "parts": contents.parts(content, wording(case.kind)),
        "sheet": sheet,
        "refused": [row for row in sheet if row.refuses],
        "rounds": rounds,
        "newer": next((other for other in rounds if other.pk > case.pk), None),
    }


def _forms(
    case: Case, available: tuple[Available, ...], form: AnswerForm | None, kept: dict[str, Any]
) -> dict[str, Any]:
    """The forms for the seat that may be decided, with the present hash; the one sent keeps what was typed.

    Without its own word, because the marking has changed, a step can only be given back.
    """
    if not available:
        return {"sent": form}
    first = available[0]
    initial = {**kept, "content_hash": case.content_hash}
    agree = form if isinstance(form, AgreeForm) else AgreeForm(initial={**initial, "verdict": first.verdict})
    refuse = form if isinstance(form, RefuseForm) else RefuseForm(initial=initial)
    agreeable = first.verdict in first.verdicts
    return {"agree": agree if agreeable else None, "refuse": refuse if first.refusals else None, "sent": form}
