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
from foundation.admin_kit import add_refusal
from foundation.clock import now, today
from foundation.errors import DomainError, InvalidInput, NotFound
from foundation.refused_forms import refusal_words
from foundation.wording import written_date
from reminders.selectors.inbox import by_matter, inbox
from reminders.services.outbox import acknowledge_matter, mark_seen, snooze
from workspace.pages.put_off import PutOff, lines


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
    return _page(request)


def _page(request: HttpRequest, refused: PutOff | None = None) -> HttpResponse:
    subject = request.subject  # type: ignore[attr-defined]
    chosen = InboxChoice(request.GET or None, missions=inbox_missions(to=subject))
    valid = chosen.is_valid()
    wanted = InboxFilter(**chosen.cleaned_data) if valid else InboxFilter()
    waiting, items = case_inbox(to=subject, on=today(), wanted=wanted), inbox(to=subject)
    mark_seen([item.notice_id for item in items if item.is_new], by=subject, at=now())
    labels = [line.label_id for line in waiting.lines] + [label for item in items for label in item.label_ids]
    context = {
        "waiting": waiting,
        "matters": lines(by_matter(items), on=today(), refused=refused),
        "refused": refused,
        "filters": chosen,
        "is_filtered": valid and wanted != InboxFilter(),
        "today": today(),
        "page_marking": page_marking(labels),
    }
    is_wrong = refused is not None or (request.GET and not valid)
    return render(request, "workspace/inbox.html", context, status=400 if is_wrong else 200)


@login_required
@require_POST
def acknowledge_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """I have taken note of this matter, and of everything I was told about it."""
    acknowledge_matter(notice_id, by=request.subject, at=now())  # type: ignore[attr-defined]
    return redirect("workspace:inbox")


@login_required
@require_POST
def snooze_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Not now: this matter comes back on a day, with a reason, never after its deadline."""
    subject = request.subject  # type: ignore[attr-defined]
    matter = next((m for m in by_matter(inbox(to=subject)) if m.first.notice_id == notice_id), None)
    latest = matter.put_off_by(on=today()) if matter else None
    form = PutOff(request.POST, notice_id=notice_id, latest=latest, on=today())
    if form.is_valid():
        try:
            snooze(notice_id, by=subject, on=today(), **form.cleaned_data)
        except NotFound:
            raise
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            day = written_date(form.cleaned_data["until"])
            messages.success(request, _("Put off until %(day)s.") % {"day": day})
            return redirect("workspace:inbox")
    if matter is None:  # it left the inbox meanwhile, so that there is no line to say it under
        messages.error(request, refusal_words(InvalidInput(fields=dict(form.errors))))
        return redirect("workspace:inbox")
    return _page(request, refused=form)
