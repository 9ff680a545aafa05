"""Rotations in data entry: planned in the form, stepped by buttons."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from activities.admin.operation import LABEL, LabelledForm, Marked
from activities.lifecycle import DeploymentState
from activities.models import Authorisation, Deployment, Operation
from activities.pages.contingents import DEPLOYMENT_TONES, period_words
from activities.pages.deployments import STEPS
from activities.selectors.deployments import deployment_pages
from activities.services import deployments as services
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import DayInput, TermField
from foundation.clock import now
from foundation.site import site
from foundation.wording import NOTHING

S = DeploymentState
BUTTONS = {
    n: Button(step.label, step.verb, step.states or frozenset(), step.call) for n, step in STEPS.items()
}
TYPED = ("authorisation", ("rotation_no", "headcount"), "role", "period", "predecessor", "remark")


class DeploymentForm(LabelledForm):
    """A rotation with its days, and the day it was decided."""

    period = TermField(label=_("abroad"))
    on = forms.DateField(
        label=_("Decided on"), required=False, widget=DayInput(), help_text=_("Left empty: today."),
    )  # fmt: skip

    class Meta:
        model = Deployment
        fields = ()


@admin.register(Deployment, site=site)
class DeploymentAdmin(SteppedAdmin, Marked):
    """Rotations under their authorisations."""

    form = DeploymentForm
    record_verb = "deployments.record"
    amend_verb = "deployments.amend"
    buttons = BUTTONS
    final_steps = frozenset(name for name, step in STEPS.items() if step.final)
    list_display = ("role", "operation", "rotation_no", "headcount", "days", "standing")
    list_filter = ("state", ("operation", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference",)
    search_help_text = _("Role, remark or reference, with or without diacritics.")
    autocomplete_fields = ("operation", "authorisation", "predecessor")
    readonly_fields = ("standing", "of_operation", "taken", "marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return deployment_pages(to=request.subject).order_by("-id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("operation", *TYPED, "on")}), LABEL)
        return (
            (None, {"fields": ("standing", "of_operation")}),
            (None, {"fields": (*TYPED, "based_on")}),
            (_("Record"), {"fields": ("taken", "marking", "reference")}),
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Operation, act and the rotation to be relieved are named by their references."""
        before = Deployment.in_context.filter(reference=request.GET.get("relieves", "")[:20]).first()
        wanted = Operation.in_context.filter(reference=request.GET.get("operation", "")[:20]).first()
        act = Authorisation.in_context.filter(reference=request.GET.get("authorisation", "")[:20]).first()
        if before is not None:
            return {
                "operation": before.operation_id, "authorisation": before.authorisation_id, "predecessor": before.pk,
                "rotation_no": before.rotation_no + 1, "headcount": before.headcount, "role": before.role,
            }  # fmt: skip
        return {"operation": wanted.pk if wanted else None, "authorisation": act.pk if act else None}

    def listed_labels(self, row: Deployment) -> list[int]:
        return [row.label_id, row.operation.label_id]

    @admin.display(description=_("state"), ordering="state")
    def standing(self, row: Deployment) -> SafeString | str:
        if not row.pk:
            return NOTHING
        tone = DEPLOYMENT_TONES[S(row.state)]
        return render_to_string(
            "activities/parts/standing.html",
            {"label": row.get_state_display(), "tone": tone, "activity": row, "blocked": False},
        )

    @admin.display(description=_("operation"))
    def of_operation(self, row: Deployment) -> str:
        return str(row.operation) if row.pk else NOTHING

    @admin.display(description=_("abroad"), ordering="period")
    def days(self, row: Deployment) -> str:
        return period_words(row.period)

    @admin.display(description=_("steps"))
    def taken(self, row: Deployment) -> SafeString | str:
        return (
            render_to_string("activities/parts/steps.html", {"steps": row.steps.all()}) if row.pk else NOTHING
        )

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Deployment:
        by = request.subject  # type: ignore[attr-defined]
        facts = form.facts({*services.CHANGEABLE, "operation", "on"})
        return services.record(by=by, at=now(), label=form.label_for(request), **facts)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Deployment:
        by = request.subject  # type: ignore[attr-defined]
        changed = form.facts(services.CHANGEABLE & set(form.changed_data))
        return services.amend(form.instance, by=by, version=form.cleaned_data.get("based_on"), **changed)
