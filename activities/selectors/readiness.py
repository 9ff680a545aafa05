"""Exercises as they stood on a day: conferences, notification, report, lessons (domain.md C8)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from access.context import Subject
from activities.engine import LATE, exercise_report_days, report_due, standing
from activities.lifecycle import REPORTING, ActivityState, Conference
from activities.models import ActivityStep, AfterActionReport, Exercise, Lesson, PlanningConference
from activities.selectors.activities import activities
from activities.selectors.history import begun_between, days_then

S = ActivityState
BEFORE = frozenset({S.IDEA, S.PLANNED, S.IN_APPROVAL, S.APPROVED, S.PREPARING, S.POSTPONED})


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """One exercise on one day."""

    reference: str
    title: str
    country: str
    country_name: str
    format: str
    format_name: str
    size: str
    starts_on: dt.date
    ends_on: dt.date
    state: ActivityState
    next_conference: str
    next_conference_on: dt.date | None
    late_conferences: tuple[str, ...]
    notify_by: dt.date | None
    notified_on: dt.date | None
    notification_late: bool
    exempt: bool
    report_due_on: dt.date | None
    report_submitted_on: dt.date | None
    report_overdue: bool
    first_report_on: dt.date | None
    final_report_on: dt.date | None
    late_reports: tuple[str, ...]
    open_lessons: tuple[str, ...]
    label_ids: tuple[int, ...]


def exercise_years(*, to: Subject) -> list[int]:
    """Years in which exercises begin, the latest first."""
    found = Exercise.objects.visible_to(to).values_list("activity__starts_on__year", flat=True)
    return sorted(set(found.order_by().distinct()), reverse=True)


def exercise_rows(*, to: Subject, as_of: dt.date, first: dt.date, last: dt.date) -> list[ExerciseRow]:
    """Those that begin between two days, in their order; seven queries, whatever their number.

    What was not yet known is left out.
    """
    begun = begun_between(activities(to=to), first, last, as_of=as_of, to=to)
    rows = Exercise.objects.visible_to(to).filter(activity__in=begun.values("pk"))
    exercises = list(rows.select_related("activity__country", "activity__format").order_by("pk"))
    keys = [exercise.activity_id for exercise in exercises]
    then = days_then(keys, as_of=as_of, to=to)
    moved = {one.pk: _put_back(one, *then[one.activity_id]) for one in exercises if one.activity_id in then}
    exercises.sort(key=lambda one: (one.activity.starts_on, one.pk))
    states = _states(keys, to=to, as_of=as_of)
    conferences = _grouped(
        PlanningConference.objects.visible_to(to).filter(exercise__in=exercises).order_by("pk"), "exercise_id"
    )
    for key, days in moved.items():
        _conferences_then(conferences[key], days)
    reports = AfterActionReport.objects.visible_to(to).filter(activity__in=keys, submitted_on__lte=as_of)
    submitted = {report.activity_id: report for report in reports}
    noted = Lesson.objects.visible_to(to).filter(activity__in=keys, noted_on__lte=as_of)
    open_ones = _grouped((lesson for lesson in noted if _is_open(lesson, as_of)), "activity_id")
    return [
        _row(
            exercise, states[exercise.activity_id], conferences[exercise.pk],
            submitted.get(exercise.activity_id), open_ones[exercise.activity_id], as_of,
        )
        for exercise in exercises
        if exercise.activity_id in states
    ]  # fmt: skip


def _put_back(exercise: Exercise, first: dt.date, last: dt.date) -> dt.timedelta:
    """To the days it was planned for then; returns by how much it was moved since."""
    activity = exercise.activity
    by = activity.starts_on - first
    activity.starts_on, activity.ends_on = first, last
    if exercise.notify_by is not None:
        exercise.notify_by -= by
    return by


def _conferences_then(rows: list[PlanningConference], by: dt.timedelta) -> None:
    """What is not held and was not planned for a day of its own had moved along."""
    for row in rows:
        along = row.held_on is None and row.planned_on == row.default_on
        row.default_on -= by
        row.planned_on = row.default_on if along else row.planned_on


def _is_open(lesson: Lesson, as_of: dt.date) -> bool:
    return lesson.done_on is None or lesson.done_on > as_of


def _states(keys: list[int], *, to: Subject, as_of: dt.date) -> dict[int, ActivityState]:
    """The last step of each by the day."""
    rows = ActivityStep.objects.visible_to(to).filter(activity__in=keys, reached_on__lte=as_of)
    ordered = rows.order_by("reached_on", "pk").values_list("activity_id", "state")
    return {key: ActivityState(state) for key, state in ordered}


def _grouped(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _by(day: dt.date | None, as_of: dt.date) -> dt.date | None:
    return day if day is not None and day <= as_of else None


def _row(
    exercise: Exercise, state: ActivityState, conferences: list[PlanningConference],
    report: AfterActionReport | None, open_lessons: list[Lesson], as_of: dt.date,
) -> ExerciseRow:  # fmt: skip
    activity, ahead = exercise.activity, state in BEFORE
    order = list(Conference.values)
    lines = sorted(conferences, key=lambda row: order.index(row.kind))
    coming = next((row for row in lines if ahead and _by(row.held_on, as_of) is None), None)
    notified = _by(exercise.notified_on, as_of)
    exempt = bool(exercise.exemption)
    owed = exercise.notify_by is not None and not exempt
    return ExerciseRow(
        reference=activity.reference,
        title=activity.title,
        country=activity.country.iso2,
        country_name=activity.country.name,
        format=activity.format.code if activity.format else "",
        format_name=activity.format.name if activity.format else "",
        size=exercise.size,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        state=state,
        next_conference=str(coming.get_kind_display()) if coming else "",
        next_conference_on=coming.planned_on if coming else None,
        late_conferences=_late_conferences(lines, ahead, as_of),
        notify_by=exercise.notify_by,
        notified_on=notified,
        notification_late=owed and _too_late(exercise.notify_by, notified, as_of, ahead),
        exempt=exempt,
        report_due_on=report_due(activity.ends_on) if state == S.COMPLETED or report else None,
        report_submitted_on=report.submitted_on if report else None,
        report_overdue=state == S.COMPLETED and report is None and report_due(activity.ends_on) < as_of,
        first_report_on=_by(exercise.first_report_on, as_of),
        final_report_on=_by(exercise.final_report_on, as_of),
        late_reports=_late_reports(exercise, state, as_of),
        open_lessons=tuple(lesson.reference for lesson in open_lessons),
        label_ids=(exercise.label_id, activity.label_id, *(lesson.label_id for lesson in open_lessons)),
    )


def _late_conferences(lines: list[PlanningConference], ahead: bool, as_of: dt.date) -> tuple[str, ...]:
    return tuple(
        row.kind for row in lines
        if (ahead or row.held_on) and standing(row.default_on, row.planned_on, _by(row.held_on, as_of), as_of) in LATE
    )  # fmt: skip


def _late_reports(exercise: Exercise, state: ActivityState, as_of: dt.date) -> tuple[str, ...]:
    """Submitted after their day, or owed since; of a closed exercise nothing is owed."""
    due = exercise_report_days(exercise.activity.ends_on, settings.EXERCISE_REPORT_DAYS)
    said = {report: _by(exercise.reported_on(report), as_of) for report in due}
    return tuple(
        report.value for report, day in due.items()
        if (said[report] or state in REPORTING) and (said[report] or as_of) > day
    )  # fmt: skip


def _too_late(notify_by: dt.date | None, notified: dt.date | None, as_of: dt.date, ahead: bool) -> bool:
    if notify_by is None:
        return False
    return notified > notify_by if notified else ahead and notify_by < as_of
