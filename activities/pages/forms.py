"""The few filters of the programme, and what of filters can be understood."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.lifecycle import Aspect, Level
from activities.selectors.programme import GROUPS, SHOWING
from directory.models import ActivityKind, Country
from foundation.paged import PagedForm

ALL = [("", _("All"))]


def understood(filters: forms.Form) -> dict[str, Any]:
    """What of the filters can be understood; the rest is told beside its field and narrows nothing."""
    filters.is_valid()
    return dict(getattr(filters, "cleaned_data", {}))


class ProgrammeForm(PagedForm):
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
    beside = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, countries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries  # type: ignore[attr-defined]
        self.fields["kind"].queryset = ActivityKind.objects.all()  # type: ignore[attr-defined]
