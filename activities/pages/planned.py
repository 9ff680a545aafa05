"""Items of an approved plan become activities: each gets its days here."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from access.context import Subject
from access.selectors.markings import page_marking
from activities.selectors.planned import carried_out
from activities.services import planned
from agreements.models import PlanItem
from agreements.selectors import plans as read
from foundation.acts import act
from foundation.admin_forms import DayInput
from foundation.clock import now
from foundation.errors import DomainError, NotPermitted
from foundation.permissions import may


class DaysForm(forms.Form):
    """First and last day of one item; both empty leave it in the plan."""

    starts_on = forms.DateField(label=_("First day"), required=False, widget=DayInput)
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=DayInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("starts_on")) != bool(data.get("ends_on")) and not self.errors:
            raise forms.ValidationError(_("Enter both days, or neither."))
        return data


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def schedule_page(request: HttpRequest, reference: str) -> HttpResponse:
    """All items with days become activities together, or none does."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    if not may(subject, "activities.record"):
        raise NotPermitted
    plan = read.plan(reference, to=subject)
    made = carried_out(plan.pk, to=subject)
    waiting = [item for item in plan.items.all() if read.is_basis(item) and _open(made.get(item.no, []))]
    lines: list[dict[str, Any]] = [{"item": item, "form": _form(request, item)} for item in waiting]
    refused: list[str] = []
    if request.method == "POST" and all(line["form"].is_valid() for line in lines):
        refused = _make(lines, subject, now())
        if not refused:
            return redirect("agreements:plan", reference=plan.reference)
    context = {
        "plan": plan,
        "lines": lines,
        "refused": refused,
        "page_marking": page_marking([plan.label_id]),
    }
    wrong = refused or any(line["form"].errors for line in lines)
    return render(request, "activities/schedule.html", context, status=400 if wrong else 200)


def _open(carried: list[Any]) -> bool:
    return all(one.over for one in carried)


def _form(request: HttpRequest, item: PlanItem) -> DaysForm:
    known = {"starts_on": item.starts_on, "ends_on": item.ends_on}
    typed = request.POST if request.method == "POST" else None
    return DaysForm(typed, prefix=f"item-{item.no}", initial=known)


def _make(lines: list[dict[str, Any]], by: Subject, at: dt.datetime) -> list[str]:
    """Refusals by number of the item; empty when all were made."""
    chosen = [line for line in lines if line["form"].cleaned_data.get("starts_on")]
    if not chosen:
        return [str(_("Enter the days of at least one item."))]
    try:
        with act("activities.from_plan"):
            for line in chosen:
                number = line["item"].no
                days = line["form"].cleaned_data
                planned.from_plan(
                    line["item"], by=by, at=at, starts_on=days["starts_on"], ends_on=days["ends_on"]
                )
    except DomainError as refusal:
        told = [str(words) for words in refusal.fields.values()] or [str(refusal)]
        return [f"{number}: {words}" for words in told]
    return []
