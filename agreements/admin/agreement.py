"""Agreements in data entry: facts are typed, steps are pressed, days are computed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.services.labels import chosen
from agreements.admin import panels, sides, steps, submitting
from agreements.admin.filters import ByForm, ByParty, DueWithin
from agreements.admin.forms import AgreementForm
from agreements.admin.inlines import ClauseInline, PartyInline, clause_in, parties_in, without_doors
from agreements.admin.inputs import inputs
from agreements.admin.texts import way_to
from agreements.lifecycle import AgreementState
from agreements.models import Agreement, Clause, Party
from agreements.selectors.agreements import with_deadline, with_parties
from agreements.services import agreements
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING, written_date

STEPS = {**steps.STEPS, **submitting.STEPS}
TITLES = (None, {"fields": ("title", "language", "title_en", "title_az")})
WHAT = (
    _("What it is"),
    {
        "fields": (
            ("kind", "level"),
            ("participation", "binding"),
            ("parent", "relation"),
            ("depositary_country", "depositary_organisation"),
            "custodian",
            "format",
            "areas",
            "cooperation_forms",
            ("is_provisional", "exchanged_on"),
            ("needs_verification", "doubt"),
        )
    },
)
ENTRY = (
    _("Where it stands"),
    {"fields": ("stands_as", ("signed_on", "signed_in"), ("eif_on", "ended_on"), ("on", "effect_on"))},
)
ENTERED = ("signed_on", "eif_on", "ended_on", "on", "effect_on", "text")


@admin.register(Agreement, site=site)
class AgreementAdmin(sides.Sides, ClassifiedAdmin):
    """The register of agreements."""

    form = AgreementForm
    record_verb = "agreements.record"
    amend_verb = "agreements.amend"
    inlines = (PartyInline, ClauseInline)
    list_display = ("shown_title", "others", "state_shown", "in_force_since", "last_day")
    list_filter = (
        "state", "kind", ByParty, DueWithin, ("format", admin.RelatedOnlyFieldListFilter), ByForm,
        "needs_verification", "owner_unit",
    )  # fmt: skip
    search_fields = ("reference",)
    search_help_text = _("Title, area or reference, with or without diacritics.")
    autocomplete_fields = ("parent", "depositary_country", "depositary_organisation", "custodian", "format")
    readonly_fields = ("standing", "computed", *sides.SHOWN, "history_of_steps", "text_kept", "marking")
    lifecycle = {name: (step.label, steps.presses(step)) for name, step in STEPS.items()}
    final_steps = steps.FINAL

    def get_fieldsets(self, request: HttpRequest, obj: Agreement | None = None) -> Any:
        if obj is None:
            label = (_("Label and text"), {"fields": ("classification", "caveats", "text")})
            return (TITLES, WHAT, ENTRY, label)
        first = (None, {"fields": ("standing", "computed")})
        last = (_("Label and text"), {"fields": ("marking", "text_kept", "text", "based_on")})
        acted = (_("Parties, powers, texts, family"), {"fields": sides.SHOWN})
        steps_taken = (_("Steps taken"), {"fields": ("history_of_steps",)})
        return (first, TITLES, WHAT, acted, last, steps_taken)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("label", "clause", "authentic_text", "owner_unit")
        subject = request.subject  # type: ignore[attr-defined]
        return with_deadline(with_parties(rows, to=subject, names=get_language() or "en"), to=subject)

    # --- what is shown ------------------------------------------------------------------------------------------
    @admin.display(description=_("title"), ordering="title")
    def shown_title(self, agreement: Agreement) -> str:
        return agreement.shown_title

    @admin.display(description=_("parties"))
    def others(self, agreement: Any) -> str:
        return ", ".join(agreement.other_names)

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, agreement: Agreement) -> SafeString | str:
        return panels.chip(agreement)

    @admin.display(description=_("state"))
    def standing(self, agreement: Agreement) -> SafeString | str:
        return panels.standing(agreement) if agreement.pk else NOTHING

    @admin.display(description=_("in force since"), ordering="eif_on")
    def in_force_since(self, agreement: Agreement) -> str:
        return written_date(agreement.eif_on) if agreement.eif_on else NOTHING

    @admin.display(description=_("last day for receipt of a notice"), ordering="last_receipt")
    def last_day(self, agreement: Any) -> SafeString | str:
        return panels.far(agreement.last_receipt, today()) if agreement.last_receipt else NOTHING

    @admin.display(description=_("computed days"))
    def computed(self, agreement: Agreement) -> SafeString | str:
        return panels.computed(agreement, today()) if agreement.pk else NOTHING

    @admin.display(description=_("steps"))
    def history_of_steps(self, agreement: Agreement) -> SafeString | str:
        return panels.steps_taken(agreement) if agreement.pk else NOTHING

    @admin.display(description=_("label"))
    def marking(self, agreement: Agreement) -> str:
        return agreement.label.marking if agreement.pk else NOTHING

    @admin.display(description=_("authentic text"))
    def text_kept(self, agreement: Agreement) -> SafeString | str:
        return way_to(agreement.authentic_text if agreement.pk else None)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: AgreementForm, formsets: list[Any]) -> Agreement:
        data, subject = form.cleaned_data, request.subject  # type: ignore[attr-defined]
        entry = {name: data.get(name) for name in ENTERED}
        facts: dict[str, Any] = {**entry, **_parts(formsets, {"parties": []}), **form.facts()}
        return agreements.record(
            by=subject,
            at=now(),
            label=chosen(data["classification"] or "official_use", data["caveats"], by=subject),
            stands_as=data["stands_as"] or AgreementState.PROPOSED,
            signed_in=data.get("signed_in") or "",
            **facts,
        )

    def amend(self, request: HttpRequest, form: AgreementForm, formsets: list[Any]) -> Agreement:
        return agreements.amend(
            form.instance,
            by=request.subject,  # type: ignore[attr-defined]
            at=now(),
            version=form.cleaned_data.get("based_on"),
            text=form.cleaned_data.get("text"),
            **_parts([formset for formset in formsets if formset.has_changed()], {}),
            **form.changes(),
        )

    # --- steps --------------------------------------------------------------------------------------------------
    def step_possible(self, request: HttpRequest, obj: Agreement, name: str) -> bool:
        step, subject = STEPS[name], request.subject  # type: ignore[attr-defined]
        possible = obj.state in step.states and may(subject, f"agreements.{step.verb}")
        return possible and steps.possible(obj, name) and submitting.possible(obj, name, to=subject)

    def step_inputs(self, request: HttpRequest, obj: Agreement) -> list[dict[str, Any]]:
        shown = [step for name, step in STEPS.items() if self.step_possible(request, obj, name)]
        asked = list(dict.fromkeys(name for step in shown for name in step.asks))
        return inputs(obj, asked)


def _parts(formsets: list[Any], parts: dict[str, Any]) -> dict[str, Any]:
    for formset in formsets:
        if formset.model is Party:
            parts["parties"] = parties_in(formset)
        if formset.model is Clause:
            parts["clause"], since = clause_in(formset)
            if since is not None:
                parts["clause_since"] = since
    return parts
