"""Lists of the periods of posts, reports and months of advice alike: what is owed, or all of them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.selectors.markings import page_marking
from foundation.clock import today
from foundation.paged import PagedForm
from foundation.permissions import may
from foundation.wording import written_days

PER_PAGE = 50


class PeriodsForm(PagedForm):
    """Which periods, of which post; subclasses say in words what `owed` and `all` are."""

    which = forms.ChoiceField(label=_("Which"), required=False)
    post = forms.CharField(label=_("Code of the post"), required=False, max_length=30)


def periods_page(
    request: HttpRequest, template: str, filters: PeriodsForm, listed: Callable[..., QuerySet]
) -> HttpResponse:
    """What is owed, the oldest first; all of them, the newest first. `listed` is the selector."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    wanted: dict[str, Any] = filters.cleaned_data if filters.is_valid() else {}
    owed = (wanted.get("which") or "owed") == "owed"
    found = listed(to=subject, owed=owed, post=wanted.get("post") or "")
    page = Paginator(found, PER_PAGE).get_page(wanted.get("page"))
    rows = list(page)
    context = {
        "filters": filters,
        "rows": [{"record": row, "days": written_days(row.period)} for row in rows],
        "owed": owed,
        "narrowed": bool(wanted.get("which") or wanted.get("post")),
        **filters.around(page),
        "may_set": may(subject, "post_reports.set_rhythm"),
        "today": today(),
        "page_marking": page_marking([label for row in rows for label in (row.label_id, row.post.label_id)]),
    }
    return render(request, template, context, status=400 if filters.errors else 200)
