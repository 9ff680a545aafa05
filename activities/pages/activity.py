"""One activity on one page: what stands in its way, what it serves, who takes part, what it costs, what happened."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from activities.lifecycle import AHEAD, TERMINAL, ActivityState
from activities.models import Activity, Contingent, CostLine, GuidingPaper, ServedObjective
from activities.pages.line import programme_line
from activities.pages.words import span, tone
from activities.selectors.activities import activity as one
from activities.selectors.duplicates import similar_to
from activities.selectors.prerequisites import checks_of, partners_of
from activities.selectors.submissions import cases_about
from foundation.clock import today
from foundation.permissions import may
from missions.lifecycle import Dimension


@login_required
@require_safe
def activity_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First what stands in its way, then the evidence."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    activity = one(reference, to=subject, on=today())
    alike = similar_to(activity, to=subject)
    served = _rows(ServedObjective, activity, subject, "objective__document")
    papers = _rows(GuidingPaper, activity, subject, "paper")
    picture = programme_line([activity, *alike], on=today())
    context = {
        "activity": activity,
        "tone": tone(activity.state),
        "span": span(activity),
        "open": activity.state in AHEAD or activity.state == ActivityState.ONGOING,
        "over": activity.state in TERMINAL,
        "checks": checks_of(activity, to=subject, today=today()),
        "partners": partners_of(activity, to=subject),
        "alike": [{"activity": row, "span": span(row)} for row in alike],
        "cases": list(cases_about(activity, to=subject)),
        "served": served,
        "papers": papers,
        "supporting": [row.institution for row in activity.supporting.select_related("institution")],
        "people": _people(activity, subject),
        "costs": _rows(CostLine, activity, subject),
        "dimensions": [Dimension(code).label for code in activity.dimensions],
        "steps": activity.steps.select_related("by", "office").order_by("pk"),
        "picture": picture,
        "svg": mark_safe(picture.svg) if picture else "",  # nosec B308 B703 - drawn by publishing
        "marking_page": marking_page(activity, to=subject),
        "may_amend": may(subject, "activities.amend"),
        "today": today(),
        "page_marking": page_marking(
            [activity.label_id, *(row.label_id for row in (*alike, *served, *papers))]
        ),
    }
    return render(request, "activities/activity.html", context)


def _rows(model: Any, activity: Activity, to: Subject, *related: str) -> list[Any]:
    rows = model.objects.visible_to(to).filter(activity=activity).order_by("pk")
    return list(rows.select_related(*related) if related else rows)


def _people(activity: Activity, to: Subject) -> list[dict[str, Any]]:
    """By State, with the sums."""
    by_state: dict[Any, list[Contingent]] = defaultdict(list)
    for row in _rows(Contingent, activity, to, "country"):
        by_state[row.country].append(row)
    return [
        {
            "country": country,
            "rows": rows,
            "planned": sum(row.planned for row in rows),
            "actual": sum(row.actual or 0 for row in rows)
            if any(row.actual is not None for row in rows)
            else None,
        }
        for country, rows in by_state.items()
    ]
