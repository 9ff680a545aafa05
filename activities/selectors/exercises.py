"""Exercises a viewer may see: their conferences and what has to be notified (domain.md B5, C8)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.engine import ConferenceStanding, standing
from activities.lifecycle import AHEAD, Conference
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


def late_exercises(*, to: Subject, on: dt.date) -> QuerySet:
    """Exercises still ahead with a conference missed or planned too late, or a notification that is overdue."""
    behind = PlanningConference.objects.visible_to(to).filter(
        Q(planned_on__lt=on) | Q(planned_on__gt=F("default_on")), held_on__isnull=True
    )
    unnotified = Q(notify_by__lt=on, notified_on__isnull=True, exemption="")
    rows = exercises(to=to).filter(activity__state__in=sorted(AHEAD))
    return rows.filter(unnotified | Q(pk__in=behind.values("exercise")))
