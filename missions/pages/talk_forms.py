"""Forms of what is said to a paper: remarks, answers, resolutions, conflicts, readings, the review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from missions.engine import ANCHORS, writes
from missions.lifecycle import Resolution, Section, Severity
from missions.models import PaperComment
from missions.pages.forms import date_field
from missions.selectors.readings import Measured
from missions.selectors.wordings import NAMES


def _words(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4_000, widget=forms.Textarea({"rows": 4}), **options)


class RemarkForm(forms.Form):
    """A remark on a part or a row of the present version."""

    part = forms.ChoiceField(label=_("About"))
    row = forms.CharField(
        label=_("Row, if it is about one"), max_length=20, required=False,
        help_text=_("Its code, e.g. T1; of the priorities, the country's."),
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("Weight"), choices=Severity.choices, initial=Severity.SUBSTANTIVE,
        help_text=_("A blocking remark stops the submission until it is resolved."),
    )  # fmt: skip
    text = _words(_("Remark"))
    internal = forms.BooleanField(
        label=_("Only within my ministry"), required=False,
        help_text=_("The other ministry never sees it, nor that it is there."),
    )  # fmt: skip

    def __init__(self, *args: Any, content: dict[str, Any], blocks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        weight: Any = self.fields["severity"]
        if not blocks:
            weight.choices = [pair for pair in Severity.choices if pair[0] != Severity.BLOCKING]
            weight.help_text = _(
                "What was submitted is not blocked by a remark: return it in the approval case."
            )
        choice: Any = self.fields["part"]
        choice.choices = [(key, NAMES[key]) for key in ANCHORS if key in content]


class WordsForm(forms.Form):
    """An answer."""

    text = _words(_("Answer"))


class ResolveForm(forms.Form):
    """What becomes of a remark."""

    resolution = forms.ChoiceField(
        label=_("Resolution"), choices=Resolution.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why"), max_length=2_000, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("Needed where it is not accepted."),
    )  # fmt: skip

    def offer(self, possible: list[str]) -> None:
        """Only what this office may answer."""
        choice: Any = self.fields["resolution"]
        choice.choices = [pair for pair in Resolution.choices if pair[0] in possible]


class ConflictForm(forms.Form):
    """Which task against which objective, and in what."""

    task = forms.ChoiceField(label=_("Task of the defence section"))
    objective = forms.ChoiceField(label=_("Objective of the political section"))
    text = _words(_("In what they conflict"))

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of = {
            "task": ("tasks", "task", Section.DEFENCE),
            "objective": ("objectives", "text", Section.POLITICAL),
        }
        for name, (part, words, section) in of.items():
            choice: Any = self.fields[name]
            choice.choices = [
                (row["code"], f"{row['code']} {row[words]}")
                for row in content.get(part, ())
                if row["section"] == section
            ]


class ReadingForm(forms.Form):
    """What an indicator showed on a day."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=2)
    measured_on = date_field(_("Measured on"))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)

    def __init__(self, *args: Any, indicators: list[Measured], by: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["indicator"]
        choice.choices = [
            (row.code, f"{row.code} {row.indicator}") for row in indicators if writes(by.role, row.section)
        ]


class ReviewForm(forms.Form):
    """What the review found, or why it begins."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("What the review found"), max_length=500, required=False)


class RemarkListForm(forms.Form):
    """Filters of the matrix."""

    STATES = [("", _("Open and resolved")), ("open", _("Open")), ("resolved", _("Resolved"))]
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    severity = forms.ChoiceField(
        label=_("Weight"), choices=[("", _("Any weight")), *Severity.choices], required=False
    )
    ministry = forms.ChoiceField(
        label=_("Made by"),
        choices=[
            ("", _("Both sides")),
            ("mod", _("Ministry of Defence")),
            ("mfa", _("Ministry of Foreign Affairs")),
        ],
        required=False,
    )

    def keeps(self, row: PaperComment) -> bool:
        """Whether a remark is among those asked for."""
        wanted = self.cleaned_data if self.is_bound and self.is_valid() else {}
        state = {"open": row.is_open, "resolved": not row.is_open}.get(wanted.get("state", ""), True)
        weight = wanted.get("severity") in (None, "", row.severity)
        return state and weight and wanted.get("ministry") in (None, "", row.ministry)


class AttachForm(forms.Form):
    """A file to be signed with the paper."""

    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("As it stands in the list of attachments.")
    )
    section = forms.ChoiceField(label=_("Section"), choices=Section.choices)
    file = forms.FileField(
        label=_("File"), allow_empty_file=True, help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["section"]
        choice.choices = [pair for pair in Section.choices if writes(by.role, pair[0])]


class DetachForm(forms.Form):
    """Which state of the paper the reader had before the eyes."""

    version = forms.IntegerField()
