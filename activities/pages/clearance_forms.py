"""What is typed on the pages of clearances: the filter of the list, and one small form for each step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.lifecycle import ClearanceState
from correspondence.models import Correspondence
from foundation.admin_forms import DayInput
from foundation.clock import today

ALL = [("", _("All"))]
WHICH = (
    ("open", _("Open")),
    ("late", _("Asked too late")),
    ("no_rule", _("No rule: ask")),
    ("all", _("All, with those that are over")),
)


class HourInput(forms.DateTimeInput):
    """A day and an hour of the home zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def _hour(label: Any, **options: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=HourInput(), **options)


class ListForm(forms.Form):
    """Which clearances, and of which State."""

    which = forms.ChoiceField(label=_("Which"), required=False, choices=WHICH)
    q = forms.CharField(label=_("Vehicle, route, number or reference"), required=False, max_length=120)


class StepForm(forms.Form):
    """Day and reason of a step, and the version it is based on."""

    on = forms.DateField(label=_("Day it happened"), widget=DayInput(), initial=today)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeBackForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SendForm(forms.Form):
    """The note on record that asks for it."""

    note: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Note"), queryset=None, required=False, empty_label=_("The latest about this clearance")
    )
    waiver = forms.CharField(
        label=_("Waiver"),
        required=False,
        max_length=300,
        help_text=_("Who agreed to a late request, and when."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, notes: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["note"]
        field.queryset = Correspondence.in_context.none() if notes is None else notes


class GrantForm(StepForm):
    """Its number and hours."""

    number = forms.CharField(label=_("Clearance number"), max_length=60)
    valid_from = _hour(_("Valid from"), required=False, help_text=_("Left empty: the first hour asked for."))
    valid_until = _hour(_("Valid until"), required=False, help_text=_("Left empty: as the rule says."))
    field_order = ("number", "on", "valid_from", "valid_until", "reason")


class UseForm(forms.Form):
    """When it crossed."""

    used_at = _hour(_("Crossed at"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class LapseForm(forms.Form):
    """Its hours speak for themselves."""

    version = forms.IntegerField(widget=forms.HiddenInput)


S = ClearanceState
STEPS: dict[str, tuple[Any, frozenset[str], type[forms.Form], str]] = {
    "submit": (
        pgettext_lazy("clearance button", "Put up for approval"),
        frozenset({S.DRAFT}),
        StepForm,
        "diplomatic_clearances.submit",
    ),
    "take_back": (
        pgettext_lazy("clearance button", "Take back from approval"),
        frozenset({S.DRAFT}),
        TakeBackForm,
        "diplomatic_clearances.submit",
    ),
    "send": (_("The note has left or come in"), frozenset({S.DRAFT}), SendForm, "diplomatic_clearances.send"),
    "grant": (
        pgettext_lazy("clearance button", "Granted"),
        frozenset({S.NOTE_SENT}),
        GrantForm,
        "diplomatic_clearances.answer",
    ),
    "refuse": (
        pgettext_lazy("clearance button", "Refused"),
        frozenset({S.NOTE_SENT}),
        StepForm,
        "diplomatic_clearances.answer",
    ),
    "use": (
        pgettext_lazy("clearance button", "It crossed"),
        frozenset({S.GRANTED}),
        UseForm,
        "diplomatic_clearances.use",
    ),
    "lapse": (
        pgettext_lazy("clearance button", "It lapsed"),
        frozenset({S.GRANTED}),
        LapseForm,
        "diplomatic_clearances.lapse",
    ),
    "withdraw": (
        pgettext_lazy("clearance button", "Withdraw"),
        frozenset({S.DRAFT, S.NOTE_SENT}),
        StepForm,
        "diplomatic_clearances.withdraw",
    ),
}
