"""My desk."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.selectors.markings import page_marking
from foundation.clock import today
from foundation.permissions import may
from workspace.pages.put_off import lines
from workspace.selectors.desk import desk


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, what falls due, what I have begun."""
    subject = request.subject  # type: ignore[attr-defined]
    mine = desk(to=subject, on=today())
    stacks = (mine.decisions, mine.drafts, mine.to_confirm, mine.in_papers)
    labels = [row.label_id for stack in stacks for row in stack]
    labels += [row.label_id for row in mine.proposals if row.label_id is not None]
    labels += [label for item in mine.due for label in item.label_ids]
    labels += [row.label_id for row in mine.undelivered.vacant]
    context = {
        "desk": mine,
        "due": lines(mine.due, on=today()),
        "today": today(),
        "may_draft": may(subject, "papers.draft"),
        "page_marking": page_marking(labels),
    }
    return render(request, "workspace/home.html", context)
