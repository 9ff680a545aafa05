"""Sections of an activity's page: its visit, its clearances, its report and lessons, and what was learned before.

A page hooks them in with `**sections(activity, to=subject, on=day)` and the templates of activities/sections/.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse

from access.context import Subject
from activities.engine import report_due
from activities.lifecycle import AHEAD, HELD, ActivityState
from activities.models import Activity, AfterActionReport
from activities.models.after_action import RATINGS
from activities.pages.clearances import labels_of, shown
from activities.pages.words import PHASE_TONES, conference_rows, report_rows
from activities.selectors import clearances, lessons
from activities.selectors.exercises import exercises
from activities.selectors.visits import names_of, people_of, person_of, phase_lines, visit_of
from activities.services.activities import EXERCISE
from foundation.permissions import may

OF_PLAN = ("objective", "travel_by", "stay_by", "contact_home", "contact_partner", "remark")


def sections(activity: Activity, *, to: Subject, on: dt.date) -> dict[str, Any]:
    """What the templates show, with `section_labels`: markings of everything told. Ten queries at most."""
    crossings = list(clearances.of_activity(activity, to=to))
    own = list(lessons.of_activity(activity, to=to)) if activity.state not in AHEAD else []
    learned = lessons.for_planning(activity, to=to) if activity.state in AHEAD else []
    labels = [label for row in crossings for label in labels_of(row)]
    labels += [label for row in (*own, *learned) for label in (row.label_id, row.activity.label_id)]
    visit, report = _visit(activity, to=to, on=on), _report(activity, to=to)
    labels += [person.label_id for person in names_of(visit["visit"])] if visit["visit"] else []
    return {
        **visit,
        **report,
        **_exercise(activity, to=to, on=on),
        "of_plan": _of_plan(activity),
        "doors": _doors(activity, visit["visit"], report["report"], to=to),
        "clearances": [shown(row) for row in crossings],
        "lessons": own,
        "learned": learned,
        "section_labels": labels,
    }


def _of_plan(activity: Activity) -> list[tuple[Any, Any]]:
    """What the item it comes from says beside what the activity carries itself."""
    item = activity.plan_item
    if item is None:
        return []
    fields: Any = item._meta
    said = [
        (name, getattr(item, f"get_{name}_display", lambda name=name: getattr(item, name))())
        for name in OF_PLAN
    ]
    return [(fields.get_field(name).verbose_name, words) for name, words in said if words]


def _visit(activity: Activity, *, to: Subject, on: dt.date) -> dict[str, Any]:
    visit = visit_of(activity, to=to)
    if visit is None:
        return {"visit": None}
    return {
        "visit": visit,
        "phases": [{"line": line, "tone": PHASE_TONES[line.standing]} for line in phase_lines(visit, on=on)],
        "guests": people_of(visit),
        "delegation": [(seat, person_of(seat)) for seat in visit.delegation.all()],
        "named": bool(names_of(visit)),
        "programme": visit.programme.all(),
    }


def _exercise(activity: Activity, *, to: Subject, on: dt.date) -> dict[str, Any]:
    """Its conferences and what has to be notified, for exercises alone."""
    if activity.kind.code != EXERCISE:
        return {"exercise": None}
    held = exercises(to=to).select_related("activity").prefetch_related("conferences").get(activity=activity)
    return {
        "exercise": held,
        "lines": conference_rows(held, on),
        "reports": report_rows(held, on),
        "ahead": activity.state in AHEAD,
        "thresholds": settings.VIENNA_DOCUMENT,
    }


def _doors(activity: Activity, visit: Any, report: Any, *, to: Subject) -> dict[str, str]:
    """Where the office may go on writing: its visit, a clearance, its report, a lesson."""
    found: dict[str, str] = {}
    open_still = activity.state in AHEAD or activity.state == ActivityState.ONGOING
    names = visit is not None and may(to, "visits.name")
    if open_still and activity.kind.code != EXERCISE and (may(to, "visits.write") or names):
        found["visit"] = _door("visit", activity, visit)
    if open_still and may(to, "diplomatic_clearances.record"):
        found["clearance"] = _door("diplomaticclearance", activity, None)
    if activity.state in HELD and may(to, "reports.write"):
        if report is None or report.submitted_on is None:
            found["report"] = _door("afteractionreport", activity, report)
        found["lesson"] = _door("lesson", activity, None)
    return found


def _door(model: str, activity: Activity, present: Any) -> str:
    if present is not None:
        return reverse(f"admin:activities_{model}_change", args=[activity.reference])
    return f"{reverse(f'admin:activities_{model}_add')}?activity={activity.reference}"


def _report(activity: Activity, *, to: Subject) -> dict[str, Any]:
    if activity.state not in HELD:
        return {"report": None}
    report = lessons.report_of(activity, to=to)
    owed = report is None and activity.state == ActivityState.COMPLETED
    due = report_due(activity.ends_on) if owed or (report and report.submitted_on is None) else None
    fields: Any = AfterActionReport._meta
    ratings = (
        [(fields.get_field(name).verbose_name, getattr(report, name)) for name in RATINGS] if report else []
    )
    return {"report": report, "report_due": due, "ratings": ratings}
