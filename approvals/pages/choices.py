"""The few filters of the list of cases."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.lifecycle import CaseState
from approvals.registry import kinds

UNDER_WAY = CaseState.OPEN


class CasesFilter(forms.Form):
    """State, kind, only mine, only late; `before` is the place in the list."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[*CaseState.choices, ("all", pgettext_lazy("cases", "All"))]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    mine = forms.BooleanField(label=_("Waits for me"), required=False)
    late = forms.BooleanField(label=_("Late"), required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, adapter.kind_label) for code, adapter in sorted(kinds().items())]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", pgettext_lazy("kinds", "All")),
            *known,
        ]
        self.fields["state"].initial = UNDER_WAY

    def clean_state(self) -> str:
        """Without a choice: what is under way."""
        return self.cleaned_data["state"] or UNDER_WAY

    def link(self, before: int) -> str:
        """The query of the next page, with the same filters."""
        kept = {name: value for name, value in self.data.items() if name in self.fields and name != "before"}
        return urlencode({**kept, "before": before})
