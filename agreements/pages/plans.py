"""Annual plans: which there are, where each stands, and what became of its items."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from agreements import registry
from agreements.lifecycle import PlanState
from agreements.models import BilateralPlan, PlanEditor, PlanItem
from agreements.selectors import plans as read
from agreements.selectors.plan_contents import submission, views_of
from agreements.selectors.plan_papers import when
from agreements.selectors.plan_seats import viewing
from agreements.selectors.plans import plan_titles
from agreements.services import plan_exports
from agreements.services.plan_items import totals
from approvals.lifecycle import CaseState
from approvals.models import Case
from foundation.clock import now, today
from foundation.paged import PagedForm
from foundation.permissions import may
from reminders.selectors.of_record import of_record

PER_PAGE = 50
TONES = {
    PlanState.SIGNED: "info", PlanState.EXECUTING: "ok", PlanState.APPROVED: "info", PlanState.MFA_CONCURRED: "info",
}  # fmt: skip
ALL = [("", _("All"))]


class PlansForm(PagedForm):
    """Year, partner, state; a wrong value keeps the page and says what is wrong."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=1991, max_value=2100)
    country: Any = forms.ModelChoiceField(
        label=_("Partner"), required=False, queryset=None, to_field_name="iso2", empty_label=_("All")
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*ALL, *PlanState.choices])

    def __init__(self, *args: Any, countries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries  # type: ignore[attr-defined]


@login_required
@require_safe
def plans_page(request: HttpRequest) -> HttpResponse:
    """Every plan with its partner, year and state; the latest year first."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = PlansForm(request.GET or None, countries=read.partners(to=subject))
    wanted = chosen.cleaned_data if chosen.is_valid() else {}
    found = read.listed_plans(to=subject)
    for name in ("year", "country", "state"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    page = Paginator(found, PER_PAGE).get_page(wanted.get("page"))
    rows = [{"plan": plan, "tone": TONES.get(PlanState(plan.state), "neutral")} for plan in page]
    context = {
        "filters": chosen,
        "narrowed": any(wanted.values()),
        "rows": rows,
        "may_record": may(subject, "plans.record"),
        "today": today(),
        "previous_url": chosen.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": chosen.link(page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(row["plan"].label_id for row in rows),
    }
    return render(request, "agreements/plans.html", context, status=400 if chosen.errors else 200)


@login_required
@require_safe
def plan_page(request: HttpRequest, reference: str) -> HttpResponse:
    """Where the plan stands and what waits; then its items, side by side, with what became of each."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    plan = read.plan(reference, to=subject)
    case = read.case_of(plan, to=subject)
    carried = registry.carried_out(plan.pk, to=subject)
    reminders = of_record(reference, to=subject, on=today(), kinds=(plan_titles,))
    rows = [_line(item, carried.get(item.no, [])) for item in plan.items.all()]
    standing = [row for row in rows if row["item"].dropped_on is None]
    activities = [one for row in rows for one in row["carried"]]
    context = {
        "plan": plan,
        "view_flags": _view_flags(plan, case, subject),
        "tone": TONES.get(PlanState(plan.state), "neutral"),
        "case": case,
        "reminders": reminders,
        "rows": rows,
        "figures": {
            "items": len(standing),
            "made": sum(bool(row["carried"]) for row in standing),
            "held": sum(any(one.held for one in row["carried"]) for row in standing),
            "dropped": len(rows) - len(standing),
        },
        "totals": totals(plan.items.all()),
        "steps": plan.steps.all(),
        "schedule_url": _door(plan, subject),
        "may_amend": may(subject, "plans.amend"),
        "forms": list(plan_exports.MEDIA),
        "marking_page": marking_page(plan, to=subject),
        "today": today(),
        "page_marking": page_marking(
            [plan.label_id, *reminders.label_ids, *(one.label_id for one in activities)]
        ),
    }
    return render(request, "agreements/plan.html", context)


def _line(item: PlanItem, carried: list[registry.Carried]) -> dict[str, Any]:
    return {"item": item, "when": when(item), "carried": carried}


def _view_flags(plan: BilateralPlan, case: Case | None, subject: Subject) -> list[str]:
    """What is to be known of attaché and head of mission: as it would be submitted now, else as it was."""
    if case is not None and case.state in {CaseState.OPEN, CaseState.APPROVED}:
        return views_of(submission(plan.reference, case.version_no, to=subject))
    if plan.state != PlanState.COSTED or not may(subject, "plans.submit"):
        return []
    authors = PlanEditor.objects.visible_to(subject).filter(plan=plan).values_list("user_id", flat=True)
    return viewing(plan, authors=list(authors), on=today()).flags


def _door(plan: BilateralPlan, subject: Subject) -> str:
    there = plan.state in (PlanState.APPROVED, PlanState.SIGNED, PlanState.EXECUTING)
    return reverse(registry.door(), args=[plan.reference]) if there and registry.door() else ""


@login_required
@require_GET
def plan_paper(request: HttpRequest, reference: str, language: str, form: str) -> HttpResponse:
    """PDF, DOCX or XLSX in a language; that it was taken stands in the audit trail."""
    plan_exports.check_form(language, form)
    subject: Subject = request.subject  # type: ignore[attr-defined]
    plan = read.plan(reference, to=subject)
    at: dt.datetime = now()
    data = plan_exports.export(plan, by=subject, at=at, language=language, form=form)
    response = HttpResponse(data, content_type=plan_exports.MEDIA[form])
    name = plan_exports.file_name(plan, language, form)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
