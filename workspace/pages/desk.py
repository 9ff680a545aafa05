"""My desk and the inbox."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from access.selectors.markings import page_marking
from foundation.clock import now, today
from foundation.permissions import may
from reminders.selectors.inbox import inbox
from reminders.services.outbox import acknowledge, mark_seen
from workspace.selectors.desk import desk


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, what falls due, what I have begun."""
    subject = request.subject  # type: ignore[attr-defined]
    mine = desk(to=subject, on=today())
    labels = [row.label_id for stack in (mine.decisions, mine.drafts, mine.to_confirm) for row in stack]
    labels += [row.label_id for row in mine.proposals if row.label_id is not None]
    labels += [label for item in mine.due for label in item.label_ids]
    context = {
        "desk": mine,
        "today": today(),
        "may_draft": may(subject, "papers.draft"),
        "page_marking": page_marking(labels),
    }
    return render(request, "workspace/home.html", context)


@login_required
@require_safe
def inbox_page(request: HttpRequest) -> HttpResponse:
    """Everything I was reminded of and have not taken note of; opening it marks it seen."""
    items = inbox(to=request.subject)  # type: ignore[attr-defined]
    mark_seen([item.notice_id for item in items if item.is_new], by=request.subject, at=now())  # type: ignore[attr-defined]
    marking = page_marking(label for item in items for label in item.label_ids)
    return render(request, "workspace/inbox.html", {"items": items, "page_marking": marking})


@login_required
@require_POST
def acknowledge_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """I have taken note."""
    acknowledge(notice_id, by=request.subject, at=now())  # type: ignore[attr-defined]
    return redirect("workspace:inbox")
