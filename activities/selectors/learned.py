"""Lessons and ratings as they stood on a day (domain.md C8, report `lessons`)."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from access.context import Subject
from activities.models import AfterActionReport, Lesson
from activities.models.after_action import RATINGS


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson on one day."""

    reference: str
    activity: str
    activity_title: str
    kind: str
    country: str
    country_name: str
    topic: str
    topic_label: str
    observation: str
    recommendation: str
    repeats: str
    repeated: int
    due_on: dt.date
    done_on: dt.date | None
    outcome: str
    overdue: bool
    label_ids: tuple[int, ...]


def lesson_rows(*, to: Subject, as_of: dt.date, kind: str = "", country: str = "") -> list[LessonRow]:
    """What was noted by the day, the open ones first; two queries."""
    noted = Lesson.objects.visible_to(to).filter(noted_on__lte=as_of)
    again = Counter(noted.filter(repeats__isnull=False).order_by().values_list("repeats_id", flat=True))
    rows = noted.select_related("activity__kind", "activity__country", "repeats")
    if kind:
        rows = rows.filter(activity__kind__code=kind)
    if country:
        rows = rows.filter(activity__country__iso2=country)
    found = [_row(lesson, again[lesson.pk], as_of) for lesson in rows.order_by("pk")]
    return sorted(found, key=lambda row: (row.done_on is not None, not row.overdue, row.due_on))


def _row(lesson: Lesson, repeated: int, as_of: dt.date) -> LessonRow:
    done = lesson.done_on if lesson.done_on is not None and lesson.done_on <= as_of else None
    return LessonRow(
        reference=lesson.reference,
        activity=lesson.activity.reference,
        activity_title=lesson.activity.title,
        kind=lesson.activity.kind.code,
        country=lesson.activity.country.iso2,
        country_name=lesson.activity.country.name,
        topic=lesson.topic,
        topic_label=str(lesson.get_topic_display()),
        observation=lesson.observation,
        recommendation=lesson.recommendation,
        repeats=lesson.repeats.reference if lesson.repeats else "",
        repeated=repeated,
        due_on=lesson.due_on,
        done_on=done,
        outcome=lesson.outcome if done else "",
        overdue=done is None and lesson.due_on < as_of,
        label_ids=(lesson.label_id, lesson.activity.label_id),
    )


def mean_ratings(
    *, to: Subject, as_of: dt.date, kind: str = "", country: str = ""
) -> tuple[int, dict[str, float | None], frozenset[int]]:
    """How many reports were submitted by the day, the mean of each rating, and the labels behind them; one query."""
    reports = AfterActionReport.objects.visible_to(to).filter(submitted_on__lte=as_of)
    if kind:
        reports = reports.filter(activity__kind__code=kind)
    if country:
        reports = reports.filter(activity__country__iso2=country)
    given = list(reports.order_by().values_list("label_id", *RATINGS))
    if not given:
        return 0, dict.fromkeys(RATINGS), frozenset()
    means = {
        name: round(sum(row[place + 1] for row in given) / len(given), 1)
        for place, name in enumerate(RATINGS)
    }
    return len(given), means, frozenset(row[0] for row in given)
