"""What is typed about a note or letter; its number is drawn and its state is pressed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from correspondence.models import Correspondence
from correspondence.services.register import CHANGEABLE
from documents.engine import FileRefused, inspect
from documents.pages.forms import content_of
from foundation.admin_forms import BasedOnVersion, DayInput


class CorrespondenceForm(BasedOnVersion):
    """A note with its label and a scan."""

    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )
    scan = forms.FileField(
        label=_("Scan or annex"),
        required=False,
        help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB. Files attached earlier stay."),
    )

    class Meta:
        model = Correspondence
        fields = ()
        widgets = {
            "dated_on": DayInput, "received_on": DayInput, "reply_due_on": DayInput,
            "subject": forms.Textarea(attrs={"rows": 2, "cols": 100}),
            "text": forms.Textarea(attrs={"rows": 14, "cols": 100}),
            "translation": forms.Textarea(attrs={"rows": 10, "cols": 100}),
        }  # fmt: skip

    def clean_scan(self) -> Any:
        """Look at the file at once, so that its refusal stands beside it."""
        file = self.cleaned_data.get("scan")
        if not file:
            return None
        file.seek(0)
        try:
            name, data = content_of(file)
            inspect(name, data)
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal.message)) from refusal
        return name, data

    def facts(self) -> dict[str, Any]:
        """What may be recorded and amended, as the services take it."""
        return {name: value for name, value in self.cleaned_data.items() if name in CHANGEABLE}

    def changes(self) -> dict[str, Any]:
        """The same, as far as it was changed on the page."""
        return {name: value for name, value in self.facts().items() if name in self.changed_data}
