"""The advice log as pages: what was advised, one entry with its documents, and the months that are looked back on."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from documents.pages.stepping import Refused, Step, Steps, press, step_forms
from documents.selectors.files import files_about
from foundation.admin_forms import DayInput
from foundation.clock import today
from foundation.paged import PagedForm
from foundation.permissions import may
from foundation.wording import written_days
from missions.pages.of_posts import PeriodsForm, periods_page
from missions.selectors import advice as read
from missions.services import advice as services
from missions.services import advice_months
from missions.services.of_posts import writes_at
from missions.terms import ADVICE_TONES, AdviceOutcome
from reminders.selectors.of_record import of_record

PER_PAGE = 50
OWED_SHOWN = 5
ANY = [("", pgettext_lazy("advice", "any"))]
ANSWERS = [pair for pair in AdviceOutcome.choices if pair[0] != AdviceOutcome.OPEN]


class ListForm(PagedForm):
    """Of which mission, from when to when, with which outcome, saying what."""

    mission = forms.CharField(label=_("Code of the mission"), required=False, max_length=20)
    outcome = forms.ChoiceField(
        label=_("What the head of mission did"), required=False, choices=[*ANY, *AdviceOutcome.choices]
    )
    since = forms.DateField(label=_("Given from"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Given until"), required=False, widget=DayInput())
    words = forms.CharField(label=_("Words"), required=False, max_length=120)


class MonthListForm(PeriodsForm):
    """Which months, of which post."""

    which = forms.ChoiceField(
        label=_("Which"), required=False,
        choices=(("owed", pgettext_lazy("advice", "Nothing said yet")), ("all", pgettext_lazy("returns", "All"))),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What the head of mission did with it."""

    outcome = forms.ChoiceField(label=_("What the head of mission did"), choices=ANSWERS)
    on = forms.DateField(label=pgettext_lazy("advice", "Answered on"), widget=DayInput(), initial=today)
    remark = forms.CharField(
        label=pgettext_lazy("advice", "Remark"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class FileForm(forms.Form):
    """A document of the entry."""

    file = forms.FileField(
        label=_("file"), allow_empty_file=True, help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NothingForm(forms.Form):
    """One click says it."""

    on = forms.DateField(label=_("Day on which it is said"), widget=DayInput(), initial=today)
    version = forms.IntegerField(widget=forms.HiddenInput)


ENTRY: Steps = {
    "answer": Step(
        _("Say what became of it"), None, services.answer, "advice.answer", AnswerForm, final=True
    ),
    "attach": Step(_("Add a document"), None, services.attach, "advice.attach", FileForm),
}
NOTHING: Steps = {
    "nothing": Step(
        _("Nothing to advise this month"),
        None,
        advice_months.say_nothing,
        "advice.say_nothing",
        NothingForm,
        final=True,
    )
}


@login_required
@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    """What was advised, the latest first, with the months nobody has said anything of above it."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    filters = ListForm(request.GET or None)
    wanted: dict[str, Any] = dict(filters.cleaned_data) if filters.is_valid() else {}
    number = wanted.pop("page", None)
    page = Paginator(read.listed_entries(to=subject, **wanted), PER_PAGE).get_page(number)
    rows = list(page)
    may_record = may(subject, "advice.record")
    owed = list(read.over_and_unsaid(to=subject, on=today())[:OWED_SHOWN]) if may_record else []
    labels = [label for row in rows for label in (row.label_id, row.posting.label_id)]
    labels += [label for row in owed for label in (row.label_id, row.post.label_id)]
    context = {
        "filters": filters,
        "rows": [{"entry": row, "tone": ADVICE_TONES[row.outcome]} for row in rows],
        "owed": [{"month": row, "days": written_days(row.period)} for row in owed],
        "narrowed": any(wanted.values()),
        **filters.around(page),
        "may_record": may_record,
        "today": today(),
        "page_marking": page_marking(labels),
    }
    return render(request, "missions/advice_log.html", context, status=400 if filters.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry_page(request: HttpRequest, reference: str) -> HttpResponse:
    """One piece of advice with what became of it and its documents."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = read.entry(reference, to=subject)
    failed: Refused = None
    if request.method == "POST":
        failed = press(request, row, ENTRY, by=subject)
        if failed is None:
            return HttpResponseRedirect(reverse("missions:advice-entry", args=[reference]))
    own = writes_at(row.mission_id, by=subject)
    files = list(files_about(reference, to=subject))
    corrections = read.corrections_of(row, to=subject)
    reminders = of_record(reference, to=subject, on=today(), kinds=(read.advice_titles,))
    beside = [one for one in (row.paper, row.corrects, *corrections, *files) if one is not None]
    context = {
        "row": row,
        "tone": ADVICE_TONES[row.outcome],
        "files": files,
        "corrections": corrections,
        "forms": step_forms(
            request,
            row,
            ENTRY,
            failed,
            to=subject,
            offered=lambda name: own and (row.is_open or name != "answer"),
        ),
        "may_amend": own and row.is_open and may(subject, "advice.amend"),
        "correct_url": reverse("admin:missions_adviceentry_add") + "?" + urlencode({"corrects": row.pk})
        if own and not row.is_open and not corrections and may(subject, "advice.record")
        else "",
        "reminders": reminders,
        "marking_page": marking_page(row, to=subject),
        "today": today(),
        "page_marking": page_marking(
            [row.label_id, row.posting.label_id, *(one.label_id for one in beside), *reminders.label_ids]
        ),
    }
    return render(request, "missions/advice_entry.html", context, status=400 if failed else 200)


@login_required
@require_safe
def months_page(request: HttpRequest) -> HttpResponse:
    """Months nobody has said anything of, the oldest first; all of them, the newest first."""
    filters = MonthListForm(request.GET or None)
    return periods_page(request, "missions/advice_months.html", filters, read.listed_months)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def month_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What was advised in a month, or the click that says: nothing."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = read.month(reference, to=subject)
    failed: Refused = None
    if request.method == "POST":
        failed = press(request, row, NOTHING, by=subject)
        if failed is None:
            return HttpResponseRedirect(reverse("missions:advice-month", args=[reference]))
    entries = list(read.entries_of(row, to=subject))
    own = writes_at(row.post.mission_id, by=subject)
    unsaid = row.nothing_on is None and not entries
    reminders = of_record(reference, to=subject, on=today(), kinds=(read.advice_month_titles,))
    shown = [label for one in entries for label in (one.label_id, one.posting.label_id)]
    context = {
        "row": row,
        "days": written_days(row.period),
        "unsaid": unsaid,
        "entries": [{"entry": one, "tone": ADVICE_TONES[one.outcome]} for one in entries],
        "forms": step_forms(
            request,
            row,
            NOTHING,
            failed,
            to=subject,
            offered=lambda name: own and unsaid and row.ends_on <= today(),
        ),
        "may_record": own and may(subject, "advice.record"),
        "reminders": reminders,
        "marking_page": marking_page(row, to=subject),
        "today": today(),
        "page_marking": page_marking([row.label_id, row.post.label_id, *shown, *reminders.label_ids]),
    }
    return render(request, "missions/advice_month.html", context, status=400 if failed else 200)
