"""Exercises a viewer may see: their conferences and what has to be notified (domain.md B5, C8)."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.engine import (
    ConferenceStanding,
    PhaseStanding,
    exercise_report_days,
    phase_standing,
    standing,
)
from activities.lifecycle import AHEAD, HELD, REPORTING, Conference
from activities.models import Exercise, PlanningConference
from activities.selectors.activities import activities, activity_pages


def exercises(*, to: Subject) -> ClassifiedQuerySet:
    """Every exercise `to` may see."""
    return Exercise.objects.visible_to(to)


def exercise_activities(*, to: Subject) -> QuerySet:
    """Exercises as activities, for lists; adds `next_conference_on`, the first one planned and not yet held."""
    ahead = PlanningConference.objects.visible_to(to).filter(
        exercise=OuterRef("exercise"), held_on__isnull=True
    )
    first = ahead.order_by().values("exercise").annotate(day=Min("planned_on")).values("day")
    return activities(to=to).filter(exercise__isnull=False).annotate(next_conference_on=Subquery(first))


def exercise_pages(*, to: Subject, on: dt.date) -> QuerySet:
    """Exercises as activities with everything their page or document shows, in two queries."""
    rows = activity_pages(to=to, on=on).filter(exercise__isnull=False).select_related("exercise")
    return rows.prefetch_related("exercise__conferences")


@dataclass(frozen=True, slots=True)
class ConferenceLine:
    """One conference on one day."""

    kind: str
    label: str
    default_on: dt.date
    planned_on: dt.date
    held_on: dt.date | None
    standing: ConferenceStanding


def conference_lines(exercise: Exercise, *, on: dt.date) -> list[ConferenceLine]:
    """The conferences in their order with how they stand on a day."""
    order = list(Conference.values)
    rows: list[PlanningConference] = sorted(exercise.conferences.all(), key=lambda row: order.index(row.kind))
    return [
        ConferenceLine(
            row.kind,
            str(row.get_kind_display()),
            row.default_on,
            row.planned_on,
            row.held_on,
            standing(row.default_on, row.planned_on, row.held_on, on),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report of an exercise that is over, on one day."""

    kind: str
    label: str
    due_on: dt.date
    reported_on: dt.date | None
    standing: PhaseStanding


def report_lines(exercise: Exercise, *, on: dt.date) -> list[ReportLine]:
    """First impression and final report once the exercise is over; of a closed one those that were submitted."""
    activity = exercise.activity
    if activity.state not in HELD:
        return []
    due = exercise_report_days(activity.ends_on, settings.EXERCISE_REPORT_DAYS)
    said = [(report, day, exercise.reported_on(report)) for report, day in due.items()]
    return [
        ReportLine(report.value, str(report.label), day, told, phase_standing(day, told, on))
        for report, day, told in said
        if told is not None or activity.state in REPORTING
    ]


def late_exercises(*, to: Subject, on: dt.date) -> QuerySet:
    """With a conference missed or planned too late or an overdue notification while ahead; over, with a report owed."""
    behind = PlanningConference.objects.visible_to(to).filter(
        Q(planned_on__lt=on) | Q(planned_on__gt=F("default_on")), held_on__isnull=True
    )
    unnotified = Q(notify_by__lt=on, notified_on__isnull=True, exemption="")
    ahead = Q(activity__state__in=sorted(AHEAD)) & (unnotified | Q(pk__in=behind.values("exercise")))
    return exercises(to=to).filter(ahead | _reports_owed(on))


def _reports_owed(on: dt.date) -> Q:
    owed = Q()
    for report, days in settings.EXERCISE_REPORT_DAYS.items():
        ended = on - dt.timedelta(days=days)
        owed |= Q(**{f"{report}_report_on__isnull": True, "activity__ends_on__lt": ended})
    return owed & Q(activity__state__in=sorted(REPORTING))
