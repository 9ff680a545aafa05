"""The filters of the list of States."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models.country import Region
from missions.terms import TIERS

ALL = [("", _("All"))]
SHOWING = [
    ("", _("with a relation")),
    ("gaps", _("with a gap in an aspect")),
    ("all", _("every State")),
]


class CountriesForm(forms.Form):
    """Which States; a wrong value keeps the page and says what is wrong."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    region = forms.ChoiceField(label=_("Region"), required=False, choices=[*ALL, *Region.choices])
    tier = forms.ChoiceField(label=_("Tier"), required=False)
    show = forms.ChoiceField(label=_("Only"), required=False, choices=SHOWING)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        ranks: list[tuple[str, Any]] = [(str(place), str(place)) for place in TIERS]
        self.fields["tier"].choices = [*ALL, *ranks, ("none", _("not ranked"))]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, "invalid_choice": _("There is no such choice.")}

    def chosen(self) -> dict[str, Any]:
        """The values that can be understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
