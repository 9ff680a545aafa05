"""What each party did, and full powers, in data entry: reached from the agreement's page."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.admin_kit import ClassifiedAdmin
from agreements.models import (
    Agreement,
    DomesticStep,
    Party,
    PartySignature,
    PartyStatement,
    PartyWithdrawal,
)
from agreements.selectors import parties as read
from agreements.services import consents, statements
from foundation.admin_forms import DayInput, Suggesting, posted_day
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


class PartyRowForm(forms.ModelForm):
    """A row of a party, which is named by its code or its name."""

    party_code = forms.CharField(
        label=pgettext_lazy("agreement", "Party"),
        max_length=200,
        help_text=_("ISO code of the State or code of the organisation, or its name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "party_code" in self.fields:
            self.fields["party_code"].widget = Suggesting(self._known)
        for name, field in self.fields.items():
            if name.endswith("_on") or name.startswith("valid_"):
                field.widget = DayInput()

    def _known(self) -> dict[str, str]:
        """Parties of the agreement where the form knows it."""
        given = self.data.get("agreement") or self.initial.get("agreement") or ""
        known = str(given).isdecimal() and len(str(given)) < 19
        rows = Party.in_context.filter(agreement=given) if known else Party.in_context.none()
        return {party.code: party.name for party in rows.select_related("country", "organisation")}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        agreement, typed = data.get("agreement"), data.get("party_code")
        if agreement and typed:
            data["party"] = read.party_called(agreement, typed)
            if data["party"] is None:
                self.add_error("party_code", _("This is not a party to the agreement."))
        return data


class Part(ClassifiedAdmin):
    """A part of an agreement: no reference of its own; what is recorded leads back to the agreement."""

    form: Any = PartyRowForm
    reference_path = None
    search_fields: ClassVar[Any] = ()
    autocomplete_fields: ClassVar[Any] = ("agreement",)
    steps_verb = ""
    entered: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    enter: Any  # the service that records the part

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is not None:
            return ("agreement", "party", *self.entered, *self.later)
        return ("agreement", "party_code", *self.entered)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("agreement", "label")
        return (
            rows.select_related("party__country", "party__organisation")
            if hasattr(self.model, "party")
            else rows
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The agreement is named by its reference, the party by its code."""
        given = request.GET
        found = Agreement.in_context.filter(reference=given.get("agreement", "")[:20]).first()
        return {"agreement": found.pk if found else None, "party_code": given.get("party", "")[:200]}

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, _("Recorded: %(what)s.") % {"what": obj})
        return self.back_to_agreement(obj.agreement_id)

    def back_to_agreement(self, key: int) -> HttpResponse:
        """Where the part was entered from."""
        return HttpResponseRedirect(reverse("admin:agreements_agreement_change", args=[key]))

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        return [{"name": "on", "label": _("Day it happened"), "type": "date", "value": today()}]

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return self.is_open(obj) and may(_subject(request), self.steps_verb)

    def is_open(self, obj: Any) -> bool:
        """Whether there is anything left to do about it."""
        return False

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        data = {name: value for name, value in form.cleaned_data.items() if name != "party_code"}
        agreement = data.pop("agreement")
        self.enter(agreement, by=_subject(request), at=now(), **data)
        return self.model.in_context.filter(agreement=agreement).order_by("-pk").first()


def day_of(request: HttpRequest) -> Any:
    """The day typed beside a button, else today."""
    return posted_day(request, "on", today()) or today()


@admin.register(PartySignature, site=site)
class PartySignatureAdmin(Part):
    """Signatures of the other parties."""

    record_verb = "agreements.record_party_signature"
    list_display = ("party", "agreement", "signed_on", "signatory", "form")
    list_filter = ("form",)
    entered = ("signed_on", "place", "signatory", "signatory_title", "capacity", "form")
    later = ("full_powers",)

    def enter(self, agreement: Agreement, **facts: Any) -> Any:
        return consents.sign_for(agreement, on=facts.pop("signed_on"), **facts)


@admin.register(DomesticStep, site=site)
class DomesticStepAdmin(Part):
    """What a party's own law asks for."""

    record_verb = "agreements.plan_domestic_step"
    steps_verb = "agreements.complete_domestic_step"
    list_display = ("kind", "party", "agreement", "due_on", "done_on")
    list_filter = ("kind",)
    entered = ("kind", "authority", "due_on")
    later = ("done_on", "act")

    def complete(self, request: HttpRequest, step: DomesticStep, reason: str) -> None:
        """Completed by an act."""
        act = request.POST.get("act", "").strip()
        consents.complete_domestic_step(
            step, by=_subject(request), on=day_of(request), at=now(), act=act, reason=reason
        )

    lifecycle = {"done": (_("Completed"), complete)}

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        act = {"name": "act", "label": _("Act and its number"), "type": "text", "value": None}
        return [*super().step_inputs(request, obj), act]

    def is_open(self, obj: DomesticStep) -> bool:
        return obj.done_on is None

    def enter(self, agreement: Agreement, **facts: Any) -> Any:
        return consents.plan_domestic_step(agreement, **facts)


@admin.register(PartyStatement, site=site)
class PartyStatementAdmin(Part):
    """Reservations, declarations and objections."""

    record_verb = "agreements.record_statement"
    steps_verb = "agreements.withdraw_statement"
    list_display = ("kind", "party", "agreement", "made_on", "withdrawn_on")
    list_filter = ("kind",)
    entered = ("kind", "made_on", "provision", "text")
    later = ("withdrawn_on",)

    def take_back(self, request: HttpRequest, statement: PartyStatement, reason: str) -> None:
        """Withdrawn on a day."""
        statements.withdraw_statement(
            statement, by=_subject(request), on=day_of(request), at=now(), reason=reason
        )

    lifecycle = {"withdrawn": (_("Withdrawn"), take_back)}

    def is_open(self, obj: PartyStatement) -> bool:
        return obj.withdrawn_on is None

    def enter(self, agreement: Agreement, **facts: Any) -> Any:
        return statements.state(agreement, on=facts.pop("made_on"), **facts)


@admin.register(PartyWithdrawal, site=site)
class PartyWithdrawalAdmin(Part):
    """Parties that leave a multilateral agreement."""

    record_verb = "agreements.record_withdrawal"
    steps_verb = "agreements.take_back_withdrawal"
    list_display = ("party", "agreement", "notified_on", "effective_on", "taken_back_on")
    entered = ("notified_on", "effective_on", "because")
    later = ("taken_back_on",)

    def stay(self, request: HttpRequest, withdrawal: PartyWithdrawal, reason: str) -> None:
        """Taken back before it takes effect."""
        statements.take_back_withdrawal(
            withdrawal, by=_subject(request), on=day_of(request), at=now(), reason=reason
        )

    lifecycle = {"taken-back": (_("Taken back"), stay)}

    def is_open(self, obj: PartyWithdrawal) -> bool:
        return obj.taken_back_on is None and obj.effective_on > today()

    def enter(self, agreement: Agreement, **facts: Any) -> Any:
        return statements.withdraw(agreement, on=facts.pop("notified_on"), **facts)
