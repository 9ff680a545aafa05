"""Registrations of later actions in data entry: reached from the agreement's page."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.admin.parts import Part, PartyRowForm
from agreements.engine import LaterKind
from agreements.models import Agreement, LaterRegistration
from agreements.services import later
from foundation.site import site

KINDS = [choice for choice in LaterKind.choices if choice[0] != LaterKind.AMENDMENT]


class LaterForm(PartyRowForm):
    """What was registered; the party only where one acceded or withdrew."""

    kind = forms.ChoiceField(label=_("Later action"), choices=KINDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "party_code" in self.fields:
            self.fields["party_code"].required = False


@admin.register(LaterRegistration, site=site)
class LaterRegistrationAdmin(Part):
    """Denunciations, terminations, accessions and withdrawals as the Secretariat registered them."""

    form = LaterForm
    record_verb = "agreements.register_later"
    list_display = ("kind", "agreement", "acted_on", "registered_on", "number")
    list_filter = ("kind",)
    autocomplete_fields: ClassVar[Any] = ("agreement", "registered_by")
    entered = ("kind", "acted_on", "registered_on", "number", "registered_by")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The action the page named."""
        named = {name: request.GET.get(name, "")[:20] for name in ("kind", "acted_on")}
        return {**super().get_changeform_initial_data(request), **named}

    def enter(self, agreement: Agreement, **facts: Any) -> Any:
        return later.register_later(agreement, on=facts.pop("registered_on"), **facts)
