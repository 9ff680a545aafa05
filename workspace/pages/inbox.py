"""The inbox: what waits for me, for my office, what I sent and where it hangs; beneath it what I was reminded of."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from access.selectors.markings import page_marking
from approvals.registry import kinds
from approvals.selectors.inbox import InboxFilter, case_inbox, inbox_missions
from foundation.admin_kit import refusal_words
from foundation.clock import now, today
from foundation.errors import DomainError, InvalidInput
from foundation.wording import written_date
from reminders.selectors.inbox import by_matter, inbox
from reminders.services.outbox import acknowledge_matter, mark_seen, snooze


class InboxChoice(forms.Form):
    """Kind of matter, mission, only what is late."""

    kind = forms.ChoiceField(label=_("Kind"), required=False)
    mission = forms.ChoiceField(label=_("Mission"), required=False)
    late = forms.BooleanField(label=_("Late"), required=False)

    def __init__(self, *args: Any, missions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, adapter.kind_label) for code, adapter in sorted(kinds().items())]
        for name, choices in (("kind", known), ("mission", missions)):
            field: Any = self.fields[name]
            field.choices = [("", pgettext_lazy("kinds", "All")), *choices]


@login_required
@require_safe
def inbox_page(request: HttpRequest) -> HttpResponse:
    """Decisions first, the latest on top; then the reminders, which opening the page marks as seen."""
    subject = request.subject  # type: ignore[attr-defined]
    chosen = InboxChoice(request.GET or None, missions=inbox_missions(to=subject))
    valid = chosen.is_valid()
    wanted = InboxFilter(**chosen.cleaned_data) if valid else InboxFilter()
    waiting, items = case_inbox(to=subject, on=today(), wanted=wanted), inbox(to=subject)
    mark_seen([item.notice_id for item in items if item.is_new], by=subject, at=now())
    labels = [line.label_id for line in waiting.lines] + [label for item in items for label in item.label_ids]
    context = {
        "waiting": waiting,
        "matters": by_matter(items),
        "filters": chosen,
        "is_filtered": valid and wanted != InboxFilter(),
        "today": today(),
        "page_marking": page_marking(labels),
    }
    return render(request, "workspace/inbox.html", context, status=200 if valid or not request.GET else 400)


@login_required
@require_POST
def acknowledge_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """I have taken note of this matter, and of everything I was told about it."""
    acknowledge_matter(notice_id, by=request.subject, at=now())  # type: ignore[attr-defined]
    return redirect("workspace:inbox")


class PutOff(forms.Form):
    """Until when, and why."""

    until = forms.DateField(label=_("Put off until"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


@login_required
@require_POST
def snooze_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Not now: this matter comes back on a day, with a reason, never after its deadline."""
    form = PutOff(request.POST)
    try:
        if not form.is_valid():
            raise InvalidInput(fields={name: errors[0] for name, errors in form.errors.items()})
        snooze(notice_id, by=request.subject, on=today(), **form.cleaned_data)  # type: ignore[attr-defined]
    except DomainError as refusal:
        messages.error(request, refusal_words(refusal))
        return redirect("workspace:inbox")
    messages.success(request, _("Put off until %(day)s.") % {"day": written_date(form.cleaned_data["until"])})
    return redirect("workspace:inbox")
