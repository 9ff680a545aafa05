"""The few filters of the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.lifecycle import AgreementKind
from agreements.selectors.register import GROUPS
from directory.models import CooperationFormat, Country
from foundation.paged import PagedForm

ALL = [("", _("All"))]


class RegisterForm(PagedForm):
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

    format = forms.ModelChoiceField(
        label=_("Co-operation format"), required=False, queryset=CooperationFormat.objects.all(),
        to_field_name="code", empty_label=_("All"),
    )  # fmt: skip

    def __init__(self, *args: Any, countries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries  # type: ignore[attr-defined]
