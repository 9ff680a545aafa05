"""What is typed on the pages of returns: the filter of the list, and one small form for each step."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.terms import Regime
from correspondence.models import Correspondence
from documents.pages.stepping import StepForm
from foundation.admin_forms import DayInput
from foundation.paged import PagedForm

ALL = [("", _("All"))]
WHICH = (
    ("owed", pgettext_lazy("returns", "Still owed")),
    ("late", pgettext_lazy("returns", "Late")),
    ("all", pgettext_lazy("returns", "All")),
)


class ListForm(PagedForm):
    """Which returns, under which regime, due in which year."""

    which = forms.ChoiceField(label=_("Which"), required=False, choices=WHICH)
    regime = forms.ChoiceField(label=_("Regime"), required=False, choices=[*ALL, *Regime.choices])
    year = forms.IntegerField(
        label=_("Year in which it is due"), required=False, min_value=1991, max_value=2200
    )


class PutUpForm(StepForm):
    """What those who agree are to agree to."""

    text = forms.FileField(
        label=_("text that is to leave"), required=False, allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB. Who agrees, agrees to it by its digest."),
    )  # fmt: skip


class SubmitForm(StepForm):
    """How it left."""

    is_nil = forms.BooleanField(
        label=_("nil return"), required=False, help_text=_("There was nothing to report.")
    )
    sent_under = forms.CharField(
        label=_("left under"), required=False, max_length=200, help_text=_("Number of the note or of the register."),
    )  # fmt: skip
    note: forms.ModelChoiceField = forms.ModelChoiceField(label=_("note"), queryset=None, required=False)
    evidence = forms.FileField(
        label=_("file"), required=False, allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB."),
    )  # fmt: skip

    def __init__(self, *args: Any, notes: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["note"]
        field.queryset = Correspondence.in_context.none() if notes is None else notes


class RedateForm(forms.Form):
    """Another day, and why."""

    due_on = forms.DateField(label=_("New day"), widget=DayInput())
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)
