"""Inspections and evaluations: what waits for an answer until which hour, quotas used, and one of them."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from activities.lifecycle import InspectionState
from activities.models import InspectionEvent
from activities.pages.contingents import period_words
from activities.pages.forms import understood
from activities.pages.steps import HourInput
from activities.selectors import inspections as read
from activities.services import inspections as services
from activities.terms import Regime
from documents.pages.stepping import Refused, Step, StepForm, press, step_forms
from foundation.clock import now, today
from foundation.paged import PagedForm
from foundation.permissions import may
from reminders.selectors.of_record import of_record

S = InspectionState
PER_PAGE = 50
TONES: dict[InspectionState, str] = {
    S.REQUESTED: "soon",
    S.ACCEPTED: "info",
    S.REFUSED: "neutral",
    S.CARRIED_OUT: "done",
    S.CALLED_OFF: "neutral",
}


class ListForm(PagedForm):
    """Under which regime, against the quota of which year."""

    regime = forms.ChoiceField(label=_("Regime"), required=False, choices=[("", _("All")), *Regime.choices])
    year = forms.IntegerField(label=_("Quota year"), required=False, min_value=1991, max_value=2200)


class AnswerForm(forms.Form):
    """The hour of the answer, and why it is refused."""

    replied_at = forms.DateTimeField(
        label=_("answered at"), required=False, widget=HourInput(), help_text=_("Left empty: now.")
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CarriedOutForm(StepForm):
    """The day, and what came of it."""

    outcome = forms.CharField(
        label=pgettext_lazy("inspection", "outcome"), required=False, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


STEPS: dict[str, Step] = {
    "accept": Step(
        pgettext_lazy("inspection", "It is accepted"), frozenset({S.REQUESTED}), services.accept, "inspections.answer",
        AnswerForm,
    ),
    "refuse": Step(
        pgettext_lazy("inspection", "It is refused"), frozenset({S.REQUESTED}), services.refuse, "inspections.answer",
        AnswerForm, final=True,
    ),
    "carry-out": Step(
        pgettext_lazy("inspection", "It was carried out"), frozenset({S.ACCEPTED}), services.carry_out,
        "inspections.carry_out", CarriedOutForm, final=True,
    ),
    "call-off": Step(
        pgettext_lazy("inspection", "Call off"), frozenset({S.REQUESTED, S.ACCEPTED}), services.call_off,
        "inspections.call_off", final=True,
    ),
}  # fmt: skip


def _late(row: InspectionEvent) -> bool:
    """Answered after its hour, or not answered at it."""
    waits = row.state == S.REQUESTED and row.reply_due_at is not None and row.reply_due_at < now()
    return row.is_late or waits


@login_required
@require_safe
def inspections_page(request: HttpRequest) -> HttpResponse:
    """What waits for an answer first, then the rest of the year; quotas above."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    filters = ListForm(request.GET or None)
    wanted = understood(filters)
    year = wanted.get("year") or today().year
    rows: Any = read.inspection_pages(to=subject).filter(quota_year=year)
    if wanted.get("regime"):
        rows = rows.filter(regime=wanted["regime"])
    waits = Case(When(state=S.REQUESTED, then=0), default=1)
    page = Paginator(rows.order_by(waits, "-requested_at", "-pk"), PER_PAGE).get_page(wanted.get("page"))
    found = list(page)
    uses = read.quota_use(to=subject, year=year, as_of=today(), regime=wanted.get("regime", ""))
    context = {
        "filters": filters,
        "year": year,
        "narrowed": any(wanted.values()),
        "previous_url": filters.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": filters.link(page.next_page_number()) if page.has_next() else "",
        "rows": [{"row": row, "tone": "late" if _late(row) else TONES[S(row.state)]} for row in found],
        "uses": uses,
        "may_record": may(subject, "inspections.record"),
        "today": today(),
        "page_marking": page_marking(
            [*(row.label_id for row in found), *(use.quota.label_id for use in uses)]
        ),
    }
    return render(request, "activities/inspections.html", context, status=400 if filters.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def inspection_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First until which hour an answer is due, then the facts; each step is one small form."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = read.inspection(reference, to=subject)
    refused: Refused = None
    if request.method == "POST":
        refused = press(request, row, STEPS, by=subject)
        if refused is None:
            return HttpResponseRedirect(reverse("activities:inspection", args=[reference]))
    late, zone = _late(row), ZoneInfo(row.requested_zone)
    reminders = of_record(reference, to=subject, on=today(), kinds=(read.inspection_titles,), at=now())
    context = {
        "row": row,
        "tone": "late" if late else TONES[S(row.state)],
        "late": late,
        "elsewhere": row.requested_zone != settings.TIME_ZONE,
        "asked_there": row.requested_at.astimezone(zone).replace(tzinfo=None),
        "due_there": row.reply_due_at.astimezone(zone).replace(tzinfo=None) if row.reply_due_at else None,
        "days": period_words(row.period) if row.period else "",
        "forms": step_forms(request, row, STEPS, refused, to=subject),
        "steps": row.steps.all(),
        "reminders": reminders,
        "may_amend": may(subject, "inspections.amend"),
        "marking_page": marking_page(row, to=subject),
        "today": today(),
        "page_marking": page_marking([row.label_id, *reminders.label_ids]),
    }
    return render(request, "activities/inspection.html", context, status=400 if refused else 200)
