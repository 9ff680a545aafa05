"""What is typed on the pages of clearances: the filter of the list, and what is typed at each step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.pages.steps import HourInput
from correspondence.models import Correspondence
from documents.pages.stepping import StepForm
from foundation.paged import PagedForm

ALL = [("", _("All"))]
WHICH = (
    ("open", _("Open")),
    ("late", _("Asked too late")),
    ("no_rule", _("No rule: ask")),
    ("all", _("All, with those that are over")),
)


def _hour(label: Any, **options: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=HourInput(), **options)


class ListForm(PagedForm):
    """Which clearances, and of which State."""

    which = forms.ChoiceField(label=_("Which"), required=False, choices=WHICH)
    q = forms.CharField(label=_("Vehicle, route, number or reference"), required=False, max_length=120)


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
