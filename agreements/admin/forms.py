"""What the clerk types about an agreement; days that follow from it are computed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.ladder import level_code
from agreements.lifecycle import ENTERED_AS, AgreementState
from agreements.models import Agreement, Clause, Party
from agreements.models.scope import CooperationForm
from agreements.services.agreements import CHANGEABLE
from documents.engine import FileRefused, inspect
from foundation.admin_forms import BasedOnVersion, DayInput

STANDS_AS = [(state.value, state.label) for state in AgreementState if state in ENTERED_AS]


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput, help_text=help_text)


class AgreementForm(BasedOnVersion):
    """An agreement with its label, its text and, when it is entered, where it stands."""

    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )
    text = forms.FileField(
        label=_("Authentic text"),
        required=False,
        help_text=_(
            "PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB. A new file takes the place of the present one."
        ),
    )
    stands_as = forms.ChoiceField(
        label=_("Where it stands"),
        choices=STANDS_AS,
        initial=AgreementState.PROPOSED,
        required=False,
        help_text=_("An agreement older than this register is entered where it stands."),
    )
    signed_on = _day(_("Signed on"))
    signed_in = forms.CharField(label=pgettext_lazy("agreement", "Signed in"), max_length=120, required=False)
    eif_on = _day(_("In force since"))
    ended_on = _day(_("Ended on"))
    on = _day(
        _("In this state since"), _("Where no other day tells it; of a denunciation the day it was received.")
    )
    effect_on = _day(
        _("Denunciation takes effect on"),
        _("Where the clauses give no day, or the notice names a later one."),
    )
    cooperation_forms = forms.MultipleChoiceField(
        label=_("Forms of co-operation"), choices=CooperationForm.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = Agreement
        fields = ()
        widgets = {
            "areas": forms.Textarea(attrs={"rows": 3}),
            "exchanged_on": DayInput,
            "title": forms.Textarea(attrs={"rows": 2}),
            "title_en": forms.Textarea(attrs={"rows": 2}),
            "title_az": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "classification" in self.fields:
            self.initial["classification"] = level_code(self.instance.label.level)
        if self.instance.pk and "text" in self.fields:
            self.fields["text"].label = _("New authentic text")  # beside the one that is kept

    def clean_text(self) -> Any:
        """Look at the file at once, so that its refusal stands beside it."""
        file = self.cleaned_data.get("text")
        if not file:
            return None
        file.seek(0)
        data = file.read()
        try:
            inspect(file.name, data)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        return file.name, data

    def facts(self) -> dict[str, Any]:
        """What may be recorded and amended, as the services take it."""
        return {name: value for name, value in self.cleaned_data.items() if name in CHANGEABLE}

    def changes(self) -> dict[str, Any]:
        """The same, as far as it was changed on the page."""
        return {name: value for name, value in self.facts().items() if name in self.changed_data}


class PartyForm(forms.ModelForm):
    """A State or an organisation."""

    class Meta:
        model = Party
        fields = ("country", "organisation")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("country") and data.get("organisation"):
            raise forms.ValidationError(_("Choose a country or an organisation, not both."))
        if self.has_changed() and not (data.get("country") or data.get("organisation")):
            raise forms.ValidationError(_("Choose a country or an organisation."))
        return data


class ClauseForm(forms.ModelForm):
    """The final clauses, as the text has them."""

    since = forms.DateField(
        label=_("Amended from"), required=False, widget=DayInput,
        help_text=_("Where an amendment changed them: the day it took effect. Empty: they had been recorded wrongly."),
    )  # fmt: skip

    class Meta:
        model = Clause
        fields = (
            "eif_rule",
            "eif_days",
            "eif_consents",
            "eif_fixed_on",
            "initial_value",
            "initial_unit",
            "renewal_mode",
            "renewal_value",
            "renewal_unit",
            "max_renewals",
            "limit_unclear",
            "renewals_agreed",
            "notice_value",
            "notice_unit",
            "notice_basis",
            "effect_days",
        )
        widgets = {"eif_fixed_on": DayInput}
