"""The two forms of a case page: agree, or send back with a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.lifecycle import AGREEING, REFUSING, ReturnReason, Verdict
from approvals.models.case import CONTENT_HASH
from approvals.selectors.recordings import Recordable

COMMENT_LENGTH = 4000


class AnswerForm(forms.Form):
    """What both forms carry: the word, and the hash of the content that stood on the page."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput)
    content_hash = forms.CharField(max_length=64, validators=[CONTENT_HASH], widget=forms.HiddenInput)

    # How many decisions stood on the sheet: what came after is told when this one comes too late.
    given = forms.IntegerField(required=False, min_value=0, max_value=10_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")
        super().__init__(*args, **kwargs)

    @property
    def answer(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "given"}

    @property
    def opened(self) -> int | None:
        """The decisions that stood on the page when it was opened."""
        return self.cleaned_data.get("given")


class AgreeForm(AnswerForm):
    """Concur, approve, sign or acknowledge; a comment may go with it."""

    verdict = forms.ChoiceField(
        choices=[(v.value, v.label) for v in Verdict if v in AGREEING], widget=forms.HiddenInput
    )
    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=COMMENT_LENGTH, widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands on the decision sheet; everybody who sees the case reads it."),
    )  # fmt: skip


class RefuseForm(AnswerForm):
    """Return or reject: the button pressed is the word, the reason is coded, the comment says what has to change."""

    verdict = forms.ChoiceField(
        choices=[(v.value, v.label) for v in Verdict if v in REFUSING], widget=forms.HiddenInput
    )
    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("Choose a reason")), *ReturnReason.choices]
    )
    comment = forms.CharField(
        label=_("What has to change"), max_length=COMMENT_LENGTH, widget=forms.Textarea({"rows": 5})
    )


class RecallForm(forms.Form):
    """Why an agreement is taken back."""

    reason = forms.CharField(
        label=_("Why you take it back"), max_length=COMMENT_LENGTH, widget=forms.Textarea({"rows": 4}),
        help_text=_("Stands on the decision sheet; everybody who sees the case reads it."),
    )  # fmt: skip


class RecordForm(forms.Form):
    """A decision taken on paper: whose, which word, by whom, when, and the paper itself."""

    content_hash = forms.CharField(max_length=64, validators=[CONTENT_HASH], widget=forms.HiddenInput)
    seat = forms.ChoiceField(label=_("Decision of"))
    verdict = forms.ChoiceField(label=_("Decision"))
    decided_by = forms.CharField(label=_("Decided by"), max_length=200)
    decided_on = forms.DateField(label=_("Decided on"), widget=forms.DateInput({"type": "date"}))
    citation = forms.CharField(label=_("Number and date of the paper"), max_length=300, required=False)
    letter = forms.CharField(
        label=_("Reference in the register of correspondence"), max_length=20, required=False
    )
    file = forms.FileField(label=_("Scanned paper"))
    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("Choose a reason")), *ReturnReason.choices], required=False,
        help_text=_("Only for a return or a rejection."),
    )  # fmt: skip
    comment = forms.CharField(
        label=_("Comment"), max_length=COMMENT_LENGTH, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, seats: tuple[Recordable, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["seat"]
        words: Any = self.fields["verdict"]
        offered.choices = [
            (f"{seat.step.order}:{seat.office.code}", f"{seat.step.name}: {seat.office.name}")
            for seat in seats
        ]
        words.choices = list({word.value: word.label for seat in seats for word in seat.verdicts}.items())
