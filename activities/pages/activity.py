"""One activity on one page: what stands in its way, what it serves, who takes part, what it costs, what happened."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from activities.lifecycle import AHEAD, TERMINAL, ActivityState
from activities.models import (
    Activity,
    AssistanceItem,
    Contingent,
    CostLine,
    Course,
    ExpertPost,
    GuidingPaper,
    ServedObjective,
    TrainingTeam,
)
from activities.pages.line import programme_line
from activities.pages.sections import sections
from activities.pages.words import span, tone
from activities.selectors.activities import activity as one
from activities.selectors.activities import activity_titles
from activities.selectors.duplicates import similar_to
from activities.selectors.particulars import DETAILS
from activities.selectors.prerequisites import checks_of, partners_of
from activities.selectors.submissions import cases_about
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import written_date
from missions.lifecycle import Dimension
from reminders.selectors.of_record import OfRecord, of_record


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
    cases = list(cases_about(activity, to=subject))
    further = sections(activity, to=subject, on=today())
    reminders = of_record(activity.reference, to=subject, on=today(), kinds=(activity_titles,))
    context = {
        **further,
        "activity": activity,
        "reminders": reminders,
        "tone": tone(activity.state),
        "span": span(activity),
        "open": activity.state in AHEAD or activity.state == ActivityState.ONGOING,
        "over": activity.state in TERMINAL,
        "checks": checks_of(activity, to=subject, today=today()),
        "partners": partners_of(activity, to=subject),
        "alike": [{"activity": row, "span": span(row)} for row in alike],
        "cases": cases,
        "ratification": next((case for case in cases if case.is_ratification), None),
        "served": served,
        "papers": papers,
        "supporting": [row.institution for row in activity.supporting.select_related("institution")],
        "people": _people(activity, subject),
        "costs": _rows(CostLine, activity, subject),
        "details": _details(activity, subject),
        "dimensions": [Dimension(code).label for code in activity.dimensions],
        "steps": activity.steps.select_related("by", "office").order_by("pk"),
        "picture": picture,
        "svg": mark_safe(picture.svg) if picture else "",  # nosec B308 B703 - drawn by publishing
        "marking_page": marking_page(activity, to=subject),
        "may_amend": may(subject, "activities.amend"),
        "today": today(),
        "page_marking": _marking(activity, [*alike, *served, *papers], further, reminders),
    }
    return render(request, "activities/activity.html", context)


def _marking(activity: Activity, rows: list[Any], further: dict[str, Any], reminders: OfRecord) -> Any:
    """The highest label of all that is shown."""
    besides = [*further["section_labels"], *reminders.label_ids]
    return page_marking([activity.label_id, *(row.label_id for row in rows), *besides])


def _rows(model: Any, activity: Activity, to: Subject, *related: str) -> list[Any]:
    rows = model.objects.visible_to(to).filter(activity=activity).order_by("pk")
    return list(rows.select_related(*related) if related else rows)


def _details(activity: Activity, to: Subject) -> list[dict[str, Any]]:
    """The course, post, team or materials of its kind, each as pairs of words."""
    found: list[Any] = []
    for model, annotated in zip((Course, ExpertPost, TrainingTeam, AssistanceItem), DETAILS, strict=True):
        if getattr(activity, annotated):
            found += _rows(model, activity, to)
    return [{"title": row._meta.verbose_name, "pairs": _pairs(row)} for row in found]


def _pairs(row: Any) -> list[tuple[Any, Any]]:
    fields = [field for field in row._meta.concrete_fields if field.name not in {"id", "activity", "label"}]
    said = [(field.verbose_name, getattr(row, field.name)) for field in fields]
    return [
        (name, written_date(value) if isinstance(value, dt.date) else _yes_or_no(value))
        for name, value in said
        if value not in (None, "")
    ]


def _yes_or_no(value: Any) -> Any:
    return (gettext("yes") if value else gettext("no")) if isinstance(value, bool) else value


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
