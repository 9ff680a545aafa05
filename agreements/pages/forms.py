"""The few filters of the register."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.lifecycle import AgreementKind
from agreements.selectors.register import GROUPS
from directory.models import Country

ALL = [("", _("All"))]


class RegisterForm(forms.Form):
    """Words, state, kind, country; a wrong value keeps the page and says what is wrong."""

    q = forms.CharField(label=_("Title, area or reference"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*ALL, *((g.code, g.label) for g in GROUPS)]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ALL, *AgreementKind.choices])
    country = forms.ModelChoiceField(
        label=_("Country"),
        required=False,
        queryset=Country.objects.none(),
        to_field_name="iso2",
        empty_label=_("All"),
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, countries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries  # type: ignore[attr-defined]

    def link(self, page: int) -> str:
        """The query of another page with the same filters."""
        kept = {name: value for name, value in self.data.items() if name in self.fields and name != "page"}
        return f"?{urlencode({**kept, 'page': page})}"
