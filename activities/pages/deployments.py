"""One rotation: where it stands, what comes next, under which act, and who relieves it."""

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
from activities.pages.contingents import DEPLOYMENT_TONES, period_words
from activities.selectors.deployments import deployment as one
from activities.selectors.deployments import deployment_titles
from activities.selectors.operations import last_day
from activities.services import deployments as services
from documents.pages.stepping import Refused, Step, press, step_forms
from foundation.clock import today
from foundation.permissions import may
from reminders.selectors.of_record import of_record

S = DeploymentState


ADVANCE = "deployments.advance"
STEPS: dict[str, Step] = {
    "prepare": Step(_("Preparations begun"), frozenset({S.AUTHORISED}), services.prepare, ADVANCE),
    "deploy": Step(
        pgettext_lazy("deployment", "They have arrived"), frozenset({S.PREPARING}), services.deploy, ADVANCE
    ),
    "rotate": Step(
        pgettext_lazy("deployment", "They hand over"), frozenset({S.DEPLOYED}), services.rotate, ADVANCE
    ),
    "bring-home": Step(
        pgettext_lazy("deployment", "They are back"), ABROAD, services.bring_home, ADVANCE, final=True
    ),
    "call-off": Step(
        pgettext_lazy("deployment", "Call off"),
        TO_LEAVE,
        services.call_off,
        "deployments.call_off",
        final=True,
    ),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deployment_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First what is to be done, then the evidence; each step is one small form."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = one(reference, to=subject)
    refused: Refused = None
    if request.method == "POST":
        refused = press(request, row, STEPS, by=subject)
        if refused is None:
            return HttpResponseRedirect(reverse("activities:deployment", args=[reference]))
    coming = [other for other in row.successors.all() if other.state in STANDING]
    writes = may(subject, "deployments.record")
    reminders = of_record(reference, to=subject, on=today(), kinds=(deployment_titles,))
    context = {
        "row": row,
        "operation": row.operation,
        "act": row.authorisation,
        "act_ends": last_day(row.authorisation.valid),
        "tone": DEPLOYMENT_TONES[S(row.state)],
        "days": period_words(row.period),
        "last_on": last_day(row.period),
        "abroad": row.state in ABROAD,
        "coming": coming,
        "forms": step_forms(request, row, STEPS, refused, to=subject),
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
    return render(request, "activities/deployment.html", context, status=400 if refused else 200)
