"""The form of a posting: its plan as two days, and, on a new one, the days it was entered and taken over with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from attaches.admin.steps import EnteredAsOf
from attaches.models import Posting
from foundation.admin_forms import DayInput


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput())


class PostingForm(EnteredAsOf):
    """The plan as two days instead of a range."""

    planned_from = forms.DateField(label=_("Planned from"), widget=DayInput())
    planned_to = forms.DateField(
        label=_("Planned to"),
        widget=DayInput(),
        help_text=_("The day of rotation: the first day after the tour."),
    )
    consent_note_on = _day(_("Note asking for consent"))
    consent_reply_on = _day(_("Reply of the host"))
    accreditation_note_on = _day(_("Note asking for accreditation"))
    accredited_on = _day(_("Accredited on"))
    arrived_on = _day(_("Arrived on"))
    assumed_on = _day(_("Functions assumed on"))
    ended_on = _day(_("Functions ended on"))
    departed_on = _day(_("Left on"))
    why_ended = forms.CharField(label=_("Reason of the end"), max_length=300, required=False)

    class Meta:
        model = Posting
        fields = ("post", "officer", "predecessor", "order_no")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Proposed as of")
        if self.instance.pk:
            self.initial["planned_from"] = self.instance.planned.lower
            self.initial["planned_to"] = self.instance.planned.upper


ALREADY_FIELDS = (
    "consent_note_on", "consent_reply_on", "accreditation_note_on", "accredited_on", "arrived_on", "assumed_on",
    "ended_on", "departed_on", "why_ended",
)  # fmt: skip
ALREADY = (
    _("Take over a running posting"),
    {
        "fields": (
            ("consent_note_on", "consent_reply_on"), ("accreditation_note_on", "accredited_on"),
            ("arrived_on", "assumed_on"), ("ended_on", "departed_on"), "why_ended",
        ),
        "description": _(
            "Only for who is in post already, or was: the days an older record has. A step without a day gets the "
            "latest day before. The requirements of the post are not checked, and no case stands behind it."
        ),
    },
)  # fmt: skip


def taken_over(form: Any) -> dict[str, Any] | None:
    """What was entered of a posting that ran before the register; None for one that is proposed.

    The day it was proposed counts where somebody wrote it: what stands there by itself is today.
    """
    data = dict(form.cleaned_data)
    data.pop("based_on", None)
    if not any(data.get(name) for name in ALREADY_FIELDS):
        return None
    if "on" not in form.changed_data:
        data.pop("on", None)
    data["end_reason"] = data.pop("why_ended")
    return data
