"""The filters of the register, and what is asked before a note is drafted."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from correspondence.lifecycle import CorrespondenceDirection, CorrespondenceKind, CorrespondenceState
from correspondence.registry import Purpose
from foundation.paged import PagedForm

ALL = [("", _("All"))]


class RegisterForm(PagedForm):
    """Words, direction, kind, state, year; a wrong value keeps the page and says what is wrong."""

    q = forms.CharField(label=_("Number, subject, sender or addressee"), required=False, max_length=120)
    direction = forms.ChoiceField(
        label=pgettext_lazy("correspondence", "Direction"), required=False,
        choices=[*ALL, *CorrespondenceDirection.choices],
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ALL, *CorrespondenceKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*ALL, *CorrespondenceState.choices])
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1800, max_value=2200)


class DraftForm(forms.Form):
    """What the note is for, its language, whether personal data go in, and a marking above the least one."""

    purpose = forms.ChoiceField(label=_("What for"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the note"), choices=[("en", _("English")), ("az", _("Azerbaijani"))]
    )
    particulars = forms.BooleanField(
        label=_("With the personal particulars of the officer"), required=False, initial=True,
        help_text=_("Only what you may read goes in; the draft is then marked like the particulars."),
    )  # fmt: skip
    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False,
        help_text=_("At least that of the record; the register raises it where needed."),
    )  # fmt: skip
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, purposes: list[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [(one.code, one.title) for one in purposes]  # type: ignore[attr-defined]
        if purposes:
            self.fields["purpose"].initial = purposes[0].code
