"""One rotation: where it stands, what comes next, under which act, and who relieves it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from activities.lifecycle import ABROAD, STANDING, TO_LEAVE, DeploymentState
from activities.models import Deployment
from activities.pages.clearance_forms import StepForm
from activities.pages.contingents import DEPLOYMENT_TONES, period_words
from activities.selectors.deployments import deployment as one
from activities.selectors.deployments import deployment_titles
from activities.selectors.operations import last_day
from activities.services import deployments as services
from foundation.admin_kit import add_refusal, tell_unplaced
from foundation.clock import now, today
from foundation.errors import DomainError, UnknownStep
from foundation.permissions import may
from reminders.selectors.of_record import of_record

S = DeploymentState


@dataclass(frozen=True)
class Step:
    """A step in words, where it is taken, by whose right, and its service."""

    label: Any
    states: frozenset[str]
    call: Callable[..., Any]
    verb: str = "deployments.advance"


STEPS: dict[str, Step] = {
    "prepare": Step(_("Preparations begun"), frozenset({S.AUTHORISED}), services.prepare),
    "deploy": Step(
        pgettext_lazy("deployment", "They have arrived"), frozenset({S.PREPARING}), services.deploy
    ),
    "rotate": Step(pgettext_lazy("deployment", "They hand over"), frozenset({S.DEPLOYED}), services.rotate),
    "bring-home": Step(pgettext_lazy("deployment", "They are back"), ABROAD, services.bring_home),
    "call-off": Step(
        pgettext_lazy("deployment", "Call off"), TO_LEAVE, services.call_off, "deployments.call_off"
    ),
}
FINAL = frozenset({"bring-home", "call-off"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deployment_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First what is to be done, then the evidence; each step is one small form."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = one(reference, to=subject)
    failed: tuple[str, forms.Form] | None = None
    if request.method == "POST":
        failed = _press(request, row, subject)
        if failed is None:
            return HttpResponseRedirect(reverse("activities:deployment", args=[reference]))
    coming = [other for other in row.successors.all() if other.state in STANDING]
    writes = may(subject, "deployments.record")
    reminders = of_record(reference, to=subject, on=today(), kinds=(deployment_titles,))
    context = {
        "deployment": row,
        "operation": row.operation,
        "act": row.authorisation,
        "act_ends": last_day(row.authorisation.valid),
        "tone": DEPLOYMENT_TONES[S(row.state)],
        "days": period_words(row.period),
        "last_on": last_day(row.period),
        "abroad": row.state in ABROAD,
        "coming": coming,
        "forms": tell_unplaced(request, failed, _forms(row, failed, subject)),
        "steps": row.steps.all(),
        "reminders": reminders,
        "may_relieve": writes and row.state in STANDING - {S.RETURNED},
        "may_amend": may(subject, "deployments.amend"),
        "may_prolong": row.state != S.RETURNED and may(subject, "authorisations.amend"),
        "marking_page": marking_page(row, to=subject),
        "today": today(),
        "page_marking": page_marking(
            [
                row.label_id, row.operation.label_id, row.authorisation.label_id,
                *(one.label_id for one in coming), *reminders.label_ids,
            ]
        ),
    }  # fmt: skip
    return render(request, "activities/deployment.html", context, status=400 if failed else 200)


def _forms(row: Deployment, failed: Any, subject: Subject) -> list[dict[str, Any]]:
    """Forms of the steps that the state and the office allow, the one that was refused as it was typed."""
    found = []
    for name, step in STEPS.items():
        if row.state in step.states and may(subject, step.verb):
            empty = StepForm(prefix=name, initial={"version": row.version})
            form = failed[1] if failed and failed[0] == name else empty
            found.append({"name": name, "label": step.label, "form": form, "final": name in FINAL})
    return found


def _press(request: HttpRequest, row: Deployment, subject: Subject) -> tuple[str, Any] | None:
    """Call the step's service; what was refused comes back with the words beside the field."""
    name = request.POST.get("step", "")
    if name not in STEPS:
        raise UnknownStep
    form = StepForm(request.POST, prefix=name)
    if not form.is_valid():
        return name, form
    try:
        STEPS[name].call(row, by=subject, at=now(), **form.cleaned_data)
    except DomainError as error:
        add_refusal(form, error)
        return name, form
    return None
