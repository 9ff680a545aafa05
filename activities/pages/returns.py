"""Returns to organisations: what is owed until when, and one of them with its steps and proofs."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from activities.lifecycle import GIVEN, OWED, ReturnState
from activities.models import DueReturn
from activities.pages.forms import understood
from activities.pages.return_forms import ListForm, PutUpForm, RedateForm, SubmitForm
from activities.selectors import returns as read
from activities.selectors.return_cases import cases_of, text_put_up
from activities.services import return_clearance
from activities.services import returns as services
from correspondence.lifecycle import ON_RECORD, CorrespondenceDirection
from correspondence.models import Correspondence
from documents.pages.stepping import Refused, Step, press, step_forms
from foundation.clock import today
from foundation.permissions import may
from reminders.selectors.of_record import of_record

S = ReturnState
PER_PAGE = 50
TONES: dict[ReturnState, str] = {
    S.SCHEDULED: "info",
    S.IN_PREPARATION: "info",
    S.IN_APPROVAL: "info",
    S.CLEARED: "soon",
    S.SENT_BACK: "soon",
    S.SUBMITTED: "ok",
    S.CLOSED: "done",
    S.NOT_DUE: "neutral",
}


STEPS: dict[str, Step] = {
    "prepare": Step(
        pgettext_lazy("return", "Preparation has begun"), frozenset({S.SCHEDULED, S.SENT_BACK}), services.prepare,
        "returns.prepare",
    ),
    "put-up": Step(
        pgettext_lazy("return", "Put it up for agreement"), frozenset({S.IN_PREPARATION}), return_clearance.put_up,
        "returns.put_up", PutUpForm,
    ),
    "take-back": Step(
        pgettext_lazy("return", "Take it back from those who agree"), frozenset({S.IN_APPROVAL}),
        return_clearance.take_back, "returns.put_up",
    ),
    "clear": Step(
        pgettext_lazy("return", "Clear it"), frozenset({S.IN_PREPARATION}), return_clearance.clear, "returns.clear"
    ),
    "send-back": Step(
        pgettext_lazy("return", "Send it back"), frozenset({S.IN_PREPARATION, S.CLEARED}),
        return_clearance.send_back, "returns.send_back",
    ),
    "submit": Step(
        pgettext_lazy("return", "It has been submitted"), frozenset({S.CLEARED}), services.submit, "returns.submit",
        SubmitForm,
    ),
    "take-over": Step(
        _("It was submitted before this register knew of it"), frozenset({S.SCHEDULED}), services.take_over,
        "returns.submit", SubmitForm,
    ),
    "close": Step(
        _("Receipt is confirmed"), frozenset({S.SUBMITTED}), services.close, "returns.submit", final=True
    ),
    "draft-correction": Step(
        _("Prepare a correction"), GIVEN, services.draft_correction, "returns.draft_correction"
    ),
    "correct": Step(
        _("Submit a correction"), GIVEN, services.correct, "returns.correct", SubmitForm
    ),
    "redate": Step(_("Give it another day"), OWED, services.redate, "returns.redate", RedateForm),
    "call-off": Step(_("Nothing is owed"), OWED, services.call_off, "returns.call_off", final=True),
}  # fmt: skip


def tone_of(row: DueReturn, on: dt.date, *, rests: bool = False) -> str:
    """The tone of its state; late where it was, or is, after its day."""
    late = row.is_late or (row.is_owed and not rests and row.due_on is not None and row.due_on < on)
    return "late" if late else TONES[S(row.state)]


@login_required
@require_safe
def returns_page(request: HttpRequest) -> HttpResponse:
    """What is owed next, first what is late."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    filters = ListForm(request.GET or None)
    wanted = understood(filters)
    page = Paginator(_found(wanted, to=subject), PER_PAGE).get_page(wanted.get("page"))
    rows, on = list(page), today()
    context = {
        "filters": filters,
        "rows": [_line(row, on) for row in rows],
        "narrowed": any(wanted.values()),
        "previous_url": filters.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": filters.link(page.next_page_number()) if page.has_next() else "",
        "may_record": may(subject, "reporting_obligations.record"),
        "today": on,
        "page_marking": page_marking(read.labels_of(rows)),
    }
    return render(request, "activities/returns.html", context, status=400 if filters.errors else 200)


def _found(wanted: dict[str, Any], *, to: Subject) -> Any:
    rows: Any = read.returns(to=to)
    which = wanted.get("which") or "owed"
    if which != "all":
        rows = read.owed(rows) if which == "owed" else read.late(rows, on=today())
    if wanted.get("regime"):
        rows = rows.filter(obligation__regime=wanted["regime"])
    if wanted.get("year"):
        rows = rows.filter(due_year=wanted["year"])
    return read.return_pages(to=to).filter(pk__in=rows.values("pk")).order_by("due_on", "pk")


def _line(row: DueReturn, on: dt.date) -> dict[str, Any]:
    rests = read.resting(row, row.due_on) is not None and row.is_owed
    return {"row": row, "tone": tone_of(row, on, rests=rests), "rests": rests}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def return_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First what is to be done, then how it left; each step is one small form."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = read.due_return(reference, to=subject)
    refused: Refused = None
    further = partial(_further, row=row, to=subject)
    if request.method == "POST":
        refused = press(request, row, STEPS, by=subject, further=further)
        if refused is None:
            return HttpResponseRedirect(reverse("activities:return", args=[reference]))
    on, rests = today(), read.resting(row, row.due_on)
    corrections, cases = list(row.corrections.all()), list(cases_of(row, to=subject))
    beside = [row, *corrections, *filter(None, [row.corrects])]
    around = [one.label_id for one in (row.note, row.evidence, *cases) if one is not None]
    reminders = of_record(reference, to=subject, on=on, kinds=(read.return_titles,))
    context = {
        "row": row,
        "obligation": row.obligation,
        "tone": tone_of(row, on, rests=rests is not None),
        "rests": rests if row.is_owed else None,
        "corrections": corrections,
        "cases": cases,
        "text": text_put_up(row, to=subject) if cases else None,
        "reminders": reminders,
        "forms": step_forms(
            request,
            row,
            STEPS,
            refused,
            to=subject,
            offered=partial(_open, row=row, to=subject),
            further=further,
        ),
        "steps": row.steps.all(),
        "may_amend": may(subject, "reporting_obligations.amend"),
        "marking_page": marking_page(row, to=subject),
        "today": on,
        "page_marking": page_marking([*read.labels_of(beside), *around, *reminders.label_ids]),
    }
    return render(request, "activities/return.html", context, status=400 if refused else 200)


def _notes(row: DueReturn, to: Subject) -> Any:
    """Notes of ours that have left, about this return or to whom it is owed."""
    out = Correspondence.objects.visible_to(to).filter(
        direction=CorrespondenceDirection.OUTGOING, state__in=sorted(ON_RECORD)
    )
    about = Q(about_reference=row.reference)
    owed_to = row.obligation.addressee_id
    return out.filter(about | Q(addressee_organisation=owed_to) if owed_to else about).order_by(
        "-dated_on", "-pk"
    )


def _further(step: Step, row: DueReturn, to: Subject) -> dict[str, Any]:
    return {"notes": _notes(row, to)} if step.form is SubmitForm else {}


def _open(name: str, row: DueReturn, to: Subject) -> bool:
    """Nothing due later is taken over; what is marked goes its route; the last word is corrected, by its way."""
    marked = read.is_marked(row)
    tests: dict[str, Callable[[], bool]] = {
        "take-over": lambda: read.before_register(row, row.first_due_on),
        "put-up": lambda: marked,
        "clear": lambda: not marked and not read.prepared_by(row, to.user_id),
        "send-back": lambda: not marked or row.state == S.CLEARED,
        "submit": lambda: not row.corrects_id or may(to, "returns.correct"),
        "draft-correction": lambda: not row.corrections.all(),
        "correct": lambda: not row.corrections.all() and row.obligation.correct_at_once and not marked,
        "redate": lambda: not row.corrects_id,
    }
    return name not in tests or tests[name]()
