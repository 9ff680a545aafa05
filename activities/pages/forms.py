"""The few filters of the programme."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.lifecycle import Aspect, Level
from activities.selectors.programme import GROUPS, SHOWING
from directory.models import ActivityKind, Country

ALL = [("", _("All"))]


class ProgrammeForm(forms.Form):
    """Words, state, kind, country, year; a wrong value keeps the page and says what is wrong."""

    q = forms.CharField(label=_("Title or reference"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*ALL, *((group.code, group.label) for group in GROUPS)]
    )
    kind = forms.ModelChoiceField(
        label=_("Kind"), required=False, queryset=ActivityKind.objects.none(), to_field_name="code",
        empty_label=_("All"),
    )  # fmt: skip
    country = forms.ModelChoiceField(
        label=_("Country"), required=False, queryset=Country.objects.none(), to_field_name="iso2",
        empty_label=_("All"),
    )  # fmt: skip
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1900, max_value=2200)
    aspect = forms.ChoiceField(label=_("Aspect"), required=False, choices=[*ALL, *Aspect.choices])
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[*ALL, *Level.choices])
    show = forms.ChoiceField(label=_("Only those"), required=False, choices=[*ALL, *SHOWING])
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, countries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries  # type: ignore[attr-defined]
        self.fields["kind"].queryset = ActivityKind.objects.all()  # type: ignore[attr-defined]

    def link(self, page: int) -> str:
        """The query of another page with the same filters."""
        kept = {name: value for name, value in self.data.items() if name in self.fields and name != "page"}
        return f"?{urlencode({**kept, 'page': page})}"
