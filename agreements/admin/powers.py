"""Full powers in data entry, with the document itself (VCLT art. 7; walls.md 5)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from agreements.admin.parts import Part, PartyRowForm, day_of
from agreements.admin.texts import FORMATS, looked_at, way_to
from agreements.lifecycle import FullPowersScope
from agreements.models import Agreement, FullPowers
from agreements.services import powers
from foundation.clock import now
from foundation.site import site


class FullPowersForm(PartyRowForm):
    """Full powers with their document; the permitted acts are ticked."""

    party_code = None  # type: ignore[assignment]
    paper = forms.FileField(label=_("Document"), required=False, help_text=FORMATS)
    permitted = forms.MultipleChoiceField(
        label=_("Permitted acts"), choices=FullPowersScope.choices, widget=forms.CheckboxSelectMultiple
    )

    def clean_paper(self) -> Any:
        """See looked_at()."""
        return looked_at(self.cleaned_data.get("paper"))


@admin.register(FullPowers, site=site)
class FullPowersAdmin(Part):
    """Who may negotiate, initial and sign."""

    form = FullPowersForm
    record_verb = "agreements.give_full_powers"
    steps_verb = "agreements.revoke_full_powers"
    list_display = ("holder", "agreement", "permitted_shown", "valid_from", "valid_until", "revoked_on")
    entered = (
        "holder",
        "holder_title",
        "subject",
        "permitted",
        "issued_by",
        "valid_from",
        "valid_until",
        "paper",
    )
    later = ("way", "revoked_on")

    def revoke(self, request: HttpRequest, held: FullPowers, reason: str) -> None:
        """Revoked from a day on."""
        by = request.subject  # type: ignore[attr-defined]
        powers.revoke(held, by=by, on=day_of(request), at=now(), reason=reason)

    lifecycle = {"revoke": (_("Revoked"), revoke)}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ("agreement", *self.entered)
        shown = tuple(
            "permitted_shown" if name == "permitted" else name for name in self.entered if name != "paper"
        )
        return ("agreement", *shown, *self.later)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("permitted_shown", "way")

    @admin.display(description=_("permitted acts"))
    def permitted_shown(self, held: FullPowers) -> str:
        """In words."""
        return held.permitted_words

    @admin.display(description=_("document"))
    def way(self, held: FullPowers) -> SafeString | str:
        """Opens it."""
        return way_to(held.document)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("document")

    def is_open(self, obj: FullPowers) -> bool:
        return obj.revoked_on is None

    def enter(self, agreement: Agreement, **facts: Any) -> Any:
        return powers.give(agreement, document=facts.pop("paper"), **facts)
