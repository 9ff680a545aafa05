"""A reminder of one's own on a record: set, read, changed, taken back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from access.context import Subject
from access.selectors.markings import page_marking
from accounts.models import Office
from foundation.admin_forms import DayInput
from foundation.admin_kit import add_refusal, tell_unplaced
from foundation.clock import today
from foundation.errors import DomainError, NotPermitted, UnknownStep
from foundation.permissions import may
from foundation.wording import written_date
from reminders.models import CustomReminder
from reminders.selectors.custom import (
    Of,
    custom_reminder,
    has_lapsed,
    may_change,
    offices_to_remind,
    stands_on,
)
from reminders.services import custom_reminders as services
from reminders.terms import MOST_DAYS_BEFORE, About, Repeat, next_told

MYSELF = "me"


class WhatAndWhen(forms.Form):
    """What it says, and on which days."""

    sentence = forms.CharField(label=gettext_lazy("Remind of"), max_length=300)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    days_before = forms.IntegerField(
        label=gettext_lazy("Told so many days before"), initial=0, min_value=0, max_value=MOST_DAYS_BEFORE,
        help_text=gettext_lazy("0: on the day itself."),
    )  # fmt: skip
    repeats = forms.ChoiceField(label=gettext_lazy("Comes back"), choices=Repeat.choices, initial=Repeat.ONCE)
    until = forms.DateField(
        label=gettext_lazy("Last day"), widget=DayInput(), required=False,
        help_text=gettext_lazy("Only of what comes back: the last day it is about."),
    )  # fmt: skip


class SetForm(WhatAndWhen):
    """And for whom, and what for."""

    about = forms.ChoiceField(
        label=pgettext_lazy("reminder", "What for"), choices=About.choices, initial=About.OWN_WORDS
    )
    office = forms.ChoiceField(label=pgettext_lazy("reminder", "For whom"), initial=MYSELF)

    def __init__(self, *args: Any, offices: list[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in offices}
        field: Any = self.fields["office"]
        field.choices = [(MYSELF, _("Myself alone")), *((code, o.name) for code, o in self.offices.items())]

    def clean_office(self) -> Office | None:
        """The office meant; None for oneself."""
        return self.offices.get(self.cleaned_data["office"])


class ChangeForm(WhatAndWhen):
    """As it stood when the page was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeBackForm(forms.Form):
    """Nothing to say."""

    version = forms.IntegerField(widget=forms.HiddenInput)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_page(request: HttpRequest) -> HttpResponse:
    """A new one, on the record the page was opened from."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    record = request.GET.get("record", "")
    of = stands_on(record, to=subject) if "\x00" not in record else None
    if of is None:
        raise Http404
    if not may(subject, "custom_reminders.set"):
        raise NotPermitted
    form = SetForm(request.POST or None, offices=offices_to_remind(to=subject))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.set_by_hand(record, by=subject, on=today(), **form.cleaned_data)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            _say(request, made)
            return HttpResponseRedirect(of.url)
    context = {"form": form, "of": of, "page_marking": page_marking([of.label_id])}
    return render(request, "reminders/set.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def custom_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One of them, with the record it stands on; changed and taken back by whoever may."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = custom_reminder(reference, to=subject)
    of = stands_on(row.record, to=subject)
    failed: tuple[str, Any] | None = None
    if request.method == "POST":
        failed = _press(request, row, subject)
        if failed is None:
            return HttpResponseRedirect(reverse("reminders:custom", args=[reference]))
    allowed = may_change(row, by=subject)
    lapsed = not row.is_taken_back and has_lapsed(row, to=subject, on=today())
    labels = [row.label_id, *([of.label_id] if of else [])]
    context = {
        "row": row,
        "of": of or Of(row.record, row.record, "", row.label_id),
        "lapsed": lapsed,
        "next": next_told(row.day, row.days_before, row.repeats, row.until, today()),
        "forms": tell_unplaced(request, failed, _forms(row, failed) if allowed else []),
        "reaches_nobody": not (row.is_taken_back or lapsed) and services.reaches_nobody(row, on=today()),
        "own_institution": row.set_in.institution.code == subject.institution,
        "today": today(),
        "page_marking": page_marking(labels),
    }
    return render(request, "reminders/custom.html", context, status=400 if failed else 200)


def _forms(row: CustomReminder, failed: tuple[str, Any] | None) -> list[dict[str, Any]]:
    """Both steps, the one that was refused as it was typed."""
    facts = {name: getattr(row, name) for name in (*services.CHANGEABLE, "version")}
    shown: list[tuple[str, Any, Any, bool]] = [
        ("change", _("Change the reminder"), ChangeForm(initial=facts), False),
        ("take_back", _("Take the reminder back"), TakeBackForm(initial={"version": row.version}), True),
    ]
    return [
        {"name": name, "label": label, "form": failed[1] if failed and failed[0] == name else form, "final": final}
        for name, label, form, final in shown
    ]  # fmt: skip


def _press(request: HttpRequest, row: CustomReminder, subject: Subject) -> tuple[str, Any] | None:
    """Call the step's service; what was refused comes back with the words beside the field."""
    name = request.POST.get("step", "")
    shapes: dict[str, Any] = {
        "change": (ChangeForm, services.change),
        "take_back": (TakeBackForm, services.take_back),
    }
    if name not in shapes:
        raise UnknownStep
    shape, call = shapes[name]
    form = shape(request.POST)
    if not form.is_valid():
        return name, form
    try:
        done = call(row, by=subject, on=today(), **form.cleaned_data)
    except DomainError as error:
        add_refusal(form, error)
        return name, form
    if done.is_taken_back:
        messages.success(request, _("The reminder was taken back."))
    else:
        _say(request, done)
    return None


def _say(request: HttpRequest, row: CustomReminder) -> None:
    """On which day it is told, and a warning where nobody may read it as things are."""
    day = next_told(row.day, row.days_before, row.repeats, row.until, today())
    messages.success(
        request, _("The reminder comes on %(day)s.") % {"day": written_date(day) if day else "–"}
    )
    if services.reaches_nobody(row, on=today()):
        messages.warning(
            request,
            _("Nobody in that office may read it today. It waits until somebody may; the Center sees that."),
        )
