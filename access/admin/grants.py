"""Clearances and need-to-know lists, kept by the security officers of both ministries."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.ladder import CAVEAT_NAMES, level_code
from access.models import Clearance, CompartmentGrant
from access.selectors.lists import called, every_list
from access.services import grants
from foundation.admin_forms import Suggesting
from foundation.clock import now, today
from foundation.grant_admin import GrantAdmin
from foundation.site import site
from foundation.wording import NOTHING


class ClearanceForm(forms.ModelForm):
    """Caveats are ticked, not typed."""

    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Clearance
        fields = ("user", "level", "caveats", "valid")


@admin.register(Clearance, site=site)
class ClearanceAdmin(GrantAdmin):
    """What a person is cleared for."""

    form = ClearanceForm
    record_verb = "clearances.propose"
    confirm_verb = "clearances.confirm"
    end_verb = "clearances.withdraw"
    list_display = ("user", "level", "held_caveats", "term", "state")
    list_filter = ("level",)
    search_fields = ("user__username", "user__full_name")
    autocomplete_fields = ("user",)
    readonly_fields = (*GrantAdmin.readonly_fields, "held_caveats")
    granted = ("user", "level", "caveats", "valid")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(covers_everything=False).select_related("user")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fields(request, obj)
        return shown if obj is None else ["held_caveats" if name == "caveats" else name for name in shown]

    @admin.display(description=_("caveats"))
    def held_caveats(self, clearance: Clearance) -> str:
        """In words."""
        return ", ".join(str(CAVEAT_NAMES.get(code, code)) for code in clearance.caveats) or NOTHING

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Clearance:
        data = form.cleaned_data
        return grants.propose_clearance(
            by=request.subject, user=data["user"], level=level_code(data["level"]), caveats=data["caveats"],  # type: ignore[attr-defined]
            starts_on=data["valid"].lower, ends_on=data["valid"].upper,
        )  # fmt: skip

    def confirm(self, request: HttpRequest, record: Clearance, reason: str) -> None:
        grants.confirm_clearance(record, by=request.subject, at=now())  # type: ignore[attr-defined]

    def decline(self, request: HttpRequest, record: Clearance, reason: str) -> None:
        grants.decline_clearance(record, by=request.subject, reason=reason)  # type: ignore[attr-defined]

    def end(self, request: HttpRequest, record: Clearance, reason: str) -> None:
        grants.withdraw_clearance(record, by=request.subject, on=today(), reason=reason)  # type: ignore[attr-defined]

    lifecycle = {
        "confirm": (_("Confirm"), confirm),
        "decline": (_("Decline or take back"), decline),
        "end": (_("Withdraw today"), end),
    }


class ListForm(forms.ModelForm):
    """The lists of missions and ministries are offered by name; another one begins with its first office."""

    class Meta:
        model = CompartmentGrant
        fields = ("office", "compartment", "valid")
        widgets = {"compartment": Suggesting(known=every_list)}
        help_texts = {
            "compartment": _("The code of a list, as offered. A code nobody has used begins a new list.")
        }


class ListFilter(admin.SimpleListFilter):
    """Need-to-know lists by their names."""

    title = _("need-to-know list")
    parameter_name = "compartment"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        codes = (
            CompartmentGrant.objects.order_by("compartment").values_list("compartment", flat=True).distinct()
        )
        return list(called(list(codes)).items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(compartment=self.value()) if self.value() else queryset


@admin.register(CompartmentGrant, site=site)
class CompartmentGrantAdmin(GrantAdmin):
    """Which offices are on a need-to-know list."""

    form = ListForm
    record_verb = "compartments.propose"
    confirm_verb = "compartments.confirm"
    end_verb = "compartments.withdraw"
    list_display = ("office", "list_name", "term", "state")
    list_filter = (ListFilter,)
    search_fields = ("office__code", "office__name_en", "office__name_az", "compartment")
    autocomplete_fields = ("office",)
    readonly_fields = (*GrantAdmin.readonly_fields, "list_name")
    granted = ("office", "compartment", "valid")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = super().get_fields(request, obj)
        return shown if obj is None else ["list_name" if name == "compartment" else name for name in shown]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        names = called({grant.compartment for grant in changelist.result_list})
        for grant in changelist.result_list:
            grant.called = names[grant.compartment]
        return changelist

    @admin.display(description=_("need-to-know list"), ordering="compartment")
    def list_name(self, grant: CompartmentGrant) -> str:
        """In words."""
        known: str | None = getattr(grant, "called", None)
        return known or called([grant.compartment])[grant.compartment]

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> CompartmentGrant:
        data = form.cleaned_data
        return grants.propose_compartment(
            by=request.subject, office=data["office"], compartment=data["compartment"],  # type: ignore[attr-defined]
            starts_on=data["valid"].lower, ends_on=data["valid"].upper,
        )  # fmt: skip

    def confirm(self, request: HttpRequest, record: CompartmentGrant, reason: str) -> None:
        grants.confirm_compartment(record, by=request.subject, at=now())  # type: ignore[attr-defined]

    def decline(self, request: HttpRequest, record: CompartmentGrant, reason: str) -> None:
        grants.decline_compartment(record, by=request.subject, reason=reason)  # type: ignore[attr-defined]

    def end(self, request: HttpRequest, record: CompartmentGrant, reason: str) -> None:
        grants.withdraw_compartment(record, by=request.subject, on=today(), reason=reason)  # type: ignore[attr-defined]

    lifecycle = {
        "confirm": (_("Confirm"), confirm),
        "decline": (_("Decline or take back"), decline),
        "end": (_("Leave the list today"), end),
    }
