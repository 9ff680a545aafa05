"""Diplomatic clearances: what must be asked for by when, and one of them with its next step."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from activities.lifecycle import ClearanceState
from activities.models import DiplomaticClearance
from activities.pages.clearance_forms import GrantForm, LapseForm, ListForm, SendForm, TakeBackForm, UseForm
from activities.selectors import clearances as read
from activities.selectors.clearance_cases import cases_of, is_ours
from activities.services import clearance_approval
from activities.services import clearances as services
from approvals.lifecycle import CaseState
from correspondence.lifecycle import ON_RECORD
from correspondence.selectors.correspondence import about
from correspondence.selectors.drafts import purposes_for
from documents.pages.stepping import Refused, Step, press, step_forms
from foundation.clock import today
from foundation.permissions import may
from reminders.selectors.of_record import of_record

S = ClearanceState
PER_PAGE = 50
STEPS: dict[str, Step] = {
    "submit": Step(
        pgettext_lazy("clearance button", "Put up for approval"), frozenset({S.DRAFT}), clearance_approval.submit,
        "diplomatic_clearances.submit",
    ),
    "take_back": Step(
        pgettext_lazy("clearance button", "Take back from approval"), frozenset({S.DRAFT}),
        clearance_approval.take_back, "diplomatic_clearances.submit", TakeBackForm,
    ),
    "send": Step(
        _("The note has left or come in"), frozenset({S.DRAFT}), services.send, "diplomatic_clearances.send", SendForm
    ),
    "grant": Step(
        pgettext_lazy("clearance button", "Granted"), frozenset({S.NOTE_SENT}), services.grant,
        "diplomatic_clearances.answer", GrantForm,
    ),
    "refuse": Step(
        pgettext_lazy("clearance button", "Refused"), frozenset({S.NOTE_SENT}), services.refuse,
        "diplomatic_clearances.answer", final=True,
    ),
    "use": Step(
        pgettext_lazy("clearance button", "It crossed"), frozenset({S.GRANTED}), services.use,
        "diplomatic_clearances.use", UseForm,
    ),
    "lapse": Step(
        pgettext_lazy("clearance button", "It lapsed"), frozenset({S.GRANTED}), services.lapse,
        "diplomatic_clearances.lapse", LapseForm,
    ),
    "withdraw": Step(
        pgettext_lazy("clearance button", "Withdraw"), frozenset({S.DRAFT, S.NOTE_SENT}), services.withdraw,
        "diplomatic_clearances.withdraw", final=True,
    ),
}  # fmt: skip
TONES = {S.NOTE_SENT: "info", S.GRANTED: "ok", S.USED: "done", S.REFUSED: "late", S.LAPSED: "neutral"}


@login_required
@require_safe
def clearances_page(request: HttpRequest) -> HttpResponse:
    """The earliest latest day first; gaps of the rule table are shown as what they are."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = ListForm(request.GET or None)
    wanted: dict[str, Any] = chosen.cleaned_data if chosen.is_valid() else {}
    page = Paginator(_found(wanted, to=subject), PER_PAGE).get_page(wanted.get("page"))
    rows = [shown(row) for row in page]
    context = {
        "filters": chosen,
        "rows": rows,
        "narrowed": any(wanted.values()),
        "today": today(),
        "may_record": may(subject, "diplomatic_clearances.record"),
        "previous_url": chosen.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": chosen.link(page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(label for row in page for label in labels_of(row)),
    }
    return render(request, "activities/clearances.html", context, status=400 if chosen.errors else 200)


def _found(wanted: dict[str, Any], *, to: Subject) -> Any:
    which = wanted.get("which") or "open"
    rows: Any = read.clearance_pages(to=to).order_by("-pk") if which == "all" else read.open_clearances(to=to)
    if which == "late":
        rows = read.late_clearances(rows, on=today())
    if which == "no_rule":
        rows = read.without_rule(rows)
    return rows.matching(wanted["q"]) if wanted.get("q") else rows


def shown(row: DiplomaticClearance) -> dict[str, Any]:
    """A clearance as lists and the activity's page show it."""
    return {
        "clearance": row,
        "tone": TONES.get(ClearanceState(row.state), "neutral"),
        "to_ask": row.state == S.DRAFT,
        "no_rule": row.state == S.DRAFT and row.rule is None and row.told_latest_on is None,
        "inbound": row.granting.iso2 == settings.HOME_COUNTRY,
    }


def labels_of(row: DiplomaticClearance) -> list[int]:
    """Labels of what a line tells: of the clearance, its activity and its note."""
    return [row.label_id, *(one.label_id for one in (row.activity, row.note) if one is not None)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clearance_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First what is to be done, then the evidence; each step is one small form."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = read.clearance(reference, to=subject)
    refused: Refused = None
    further = partial(_further, row=row, to=subject)
    if request.method == "POST":
        refused = press(request, row, STEPS, by=subject, further=further)
        if refused is None:
            return HttpResponseRedirect(reverse("activities:clearance", args=[reference]))
    notes = list(about([row.reference], to=subject))
    cases = list(cases_of(row, to=subject))
    reminders = of_record(reference, to=subject, on=today(), kinds=(read.clearance_titles,))
    context = {
        **shown(row),
        "row": row,
        "notes": notes,
        "cases": cases,
        "reminders": reminders,
        "steps": row.steps.all(),
        "forms": step_forms(
            request,
            row,
            STEPS,
            refused,
            to=subject,
            offered=_offered(row, cases).__contains__,
            further=further,
        ),
        "drafts": purposes_for(reference, to=subject) if may(subject, "correspondence.draft") else (),
        "may_amend": row.state == S.DRAFT and may(subject, "diplomatic_clearances.amend"),
        "marking_page": marking_page(row, to=subject),
        "today": today(),
        "page_marking": page_marking(
            [*labels_of(row), *(one.label_id for one in (*cases, *notes)), *reminders.label_ids]
        ),
    }
    return render(request, "activities/clearance.html", context, status=400 if refused else 200)


def _offered(row: DiplomaticClearance, cases: list[Any]) -> frozenset[str]:
    """Our request goes through approval before it is sent; theirs comes in as it is."""
    if not is_ours(row):
        return frozenset(STEPS) - {"submit", "take_back"}
    if any(case.state == CaseState.OPEN for case in cases):
        return frozenset({"take_back", "withdraw"})
    approved = bool(cases) and cases[0].state == CaseState.APPROVED
    return frozenset(STEPS) - {"take_back", *(() if approved else ("send",))}


def _further(step: Step, row: DiplomaticClearance, to: Subject) -> dict[str, Any]:
    """The note that asks for it: one of ours that left, or of theirs that came in."""
    if step.form is not SendForm:
        return {}
    direction = "incoming" if row.granting.iso2 == settings.HOME_COUNTRY else "outgoing"
    rows = about([row.reference], to=to).filter(state__in=sorted(ON_RECORD), direction=direction)
    return {"notes": rows}
