"""Reports of attachés: which are owed, and one of them, written where it is read."""

from django import forms
from django.contrib.auth.decorators import login_required
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
from foundation.admin_forms import DayInput
from foundation.clock import today
from foundation.wording import written_days
from missions.pages.of_posts import PeriodsForm, periods_page
from missions.selectors import post_reports as read
from missions.services import post_reports as services
from missions.services.of_posts import writes_at
from reminders.selectors.of_record import of_record


class ListForm(PeriodsForm):
    """Which reports, of which post."""

    which = forms.ChoiceField(
        label=_("Which"), required=False,
        choices=(("owed", pgettext_lazy("returns", "Still owed")), ("all", pgettext_lazy("returns", "All"))),
    )  # fmt: skip


class SubmitForm(forms.Form):
    """What is reported."""

    on = forms.DateField(label=_("Submitted on"), widget=DayInput(), initial=today)
    summary = forms.CharField(
        label=pgettext_lazy("report", "Report"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}), help_text=_("What happened, whom you met, what you advise."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("file"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, DOCX, XLSX, PNG or JPEG, up to 25 MB."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WaiveForm(forms.Form):
    """Why it is done without."""

    on = forms.DateField(label=_("Day it happened"), widget=DayInput(), initial=today)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


STEPS: Steps = {
    "submit": Step(
        _("Submit the report"), None, services.submit, "post_reports.submit", SubmitForm, final=True
    ),
    "waive": Step(_("Do without it"), None, services.waive, "post_reports.waive", WaiveForm, final=True),
}


@login_required
@require_safe
def post_reports_page(request: HttpRequest) -> HttpResponse:
    """What is owed, the oldest first; all of them, the newest first."""
    filters = ListForm(request.GET or None)
    return periods_page(request, "missions/post_reports.html", filters, read.listed_post_reports)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post_report_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The report, or the form it is written in."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = read.post_report(reference, to=subject)
    failed: Refused = None
    if request.method == "POST":
        failed = press(request, row, STEPS, by=subject)
        if failed is None:
            return HttpResponseRedirect(reverse("missions:post-report", args=[reference]))
    own = writes_at(row.post.mission_id, by=subject)
    labels = [row.label_id, row.post.label_id, *([row.file.label_id] if row.file else [])]
    reminders = of_record(reference, to=subject, on=today(), kinds=(read.post_report_titles,))
    context = {
        "row": row,
        "days": written_days(row.period),
        "forms": step_forms(
            request, row, STEPS, failed, to=subject, offered=lambda name: own and row.is_owed
        ),
        "reminders": reminders,
        "marking_page": marking_page(row, to=subject),
        "today": today(),
        "page_marking": page_marking([*labels, *reminders.label_ids]),
    }
    return render(request, "missions/post_report.html", context, status=400 if failed else 200)
