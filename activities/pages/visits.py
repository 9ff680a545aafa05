"""Visits: who comes and goes, how received, and what is still to be prepared."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from activities.lifecycle import AHEAD, ActivityState, Direction, ProtocolLevel
from activities.models import Visit
from activities.pages.words import span, tone
from activities.selectors import visits as read
from directory.models import Country
from foundation.clock import today
from foundation.paged import PagedForm
from foundation.permissions import may

PER_PAGE = 50
ALL = [("", _("All"))]


class VisitsForm(PagedForm):
    """Which visits, with whom and at which level; a wrong value keeps the page and says what is wrong."""

    q = forms.CharField(label=_("Title or reference"), required=False, max_length=120)
    which = forms.ChoiceField(label=_("Which"), required=False, choices=read.WHICH)
    country = forms.ModelChoiceField(
        label=_("Country"), required=False, queryset=Country.objects.none(), to_field_name="iso2",
        empty_label=_("All"),
    )  # fmt: skip
    protocol_level = forms.ChoiceField(
        label=_("Protocol level"), required=False, choices=[*ALL, *ProtocolLevel.choices]
    )

    def __init__(self, *args: Any, countries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = countries  # type: ignore[attr-defined]


@login_required
@require_safe
def visits_page(request: HttpRequest) -> HttpResponse:
    """The next visit first, each with the phase that is due next."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = VisitsForm(request.GET or None, countries=read.partner_countries(to=subject))
    wanted: dict[str, Any] = chosen.cleaned_data if chosen.is_valid() else {}
    found = read.listed_visits(to=subject, on=today(), wanted=wanted)
    page = Paginator(found, PER_PAGE).get_page(wanted.get("page"))
    context = {
        "filters": chosen,
        "rows": [_row(visit, today()) for visit in page],
        "narrowed": any(wanted.values()),
        "today": today(),
        "may_record": may(subject, "visits.write"),
        "previous_url": chosen.link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": chosen.link(page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(label for visit in page for label in _labels(visit)),
    }  # fmt: skip
    return render(request, "activities/visits.html", context, status=400 if chosen.errors else 200)


def _labels(visit: Visit) -> list[int]:
    named = (person.label_id for person in read.names_of(visit))
    return [visit.label_id, visit.activity.label_id, *named]


def _row(visit: Visit, on: dt.date) -> dict[str, Any]:
    lines = read.phase_lines(visit, on=on)
    ahead = next((line for line in lines if line.done_on is None), None)
    open_still = visit.activity.state in AHEAD or visit.activity.state == ActivityState.ONGOING
    heads = [(seat, read.person_of(seat)) for seat in visit.delegation.all() if seat.is_head]
    return {
        "visit": visit,
        "activity": visit.activity,
        "span": span(visit.activity),
        "tone": tone(visit.activity.state),
        "heads": heads,
        "goes_out": visit.activity.direction == Direction.OUT,
        "done": sum(line.done_on is not None for line in lines),
        "phases": len(lines),
        "next": ahead if open_still else None,
    }
