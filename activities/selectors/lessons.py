"""Reports and lessons a viewer may see; and the lessons that come back when something similar is planned."""

from typing import Any

from django.db.models import (
    Case,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.models import Activity, AfterActionReport, Lesson
from reminders.registry import Titled

SHOWN = 10


def reports(*, to: Subject) -> ClassifiedQuerySet:
    """Every after-action report `to` may see."""
    return AfterActionReport.objects.visible_to(to)


def report_pages(*, to: Subject) -> QuerySet:
    """Reports with their activities."""
    return reports(to=to).select_related("activity__kind", "activity__country", "label")


def report_of(activity: Activity, *, to: Subject) -> AfterActionReport | None:
    """The report of an activity, if there is one."""
    found: AfterActionReport | None = reports(to=to).filter(activity=activity).first()
    return found


def lessons(*, to: Subject) -> ClassifiedQuerySet:
    """Every lesson `to` may see."""
    return Lesson.objects.visible_to(to)


def lesson_pages(*, to: Subject) -> QuerySet:
    """Lessons with where they come from and what they repeat."""
    return lessons(to=to).select_related(
        "activity__kind", "activity__country", "owner_unit", "repeats", "label"
    )


def of_activity(activity: Activity, *, to: Subject) -> QuerySet:
    """Lessons of an activity, in the order in which they were noted."""
    return lesson_pages(to=to).filter(activity=activity).order_by("pk")


def similar(
    rows: QuerySet, *, kind: Any, country: Any = None, format: Any = None, besides: Activity | None = None
) -> QuerySet:  # fmt: skip
    """Lessons of similar activities, the most similar first: kind and country, kind and format, kind, format.

    A kind is similar to its parent and to the other sub-kinds of that.
    """
    family = {kind.pk, kind.parent_id} - {None}
    of_kind = Q(activity__kind__in=family) | Q(activity__kind__parent__in=family)
    same_country = Q(activity__country=country) if country is not None else Q(pk__in=())
    same_format = Q(activity__format=format) if format is not None else Q(pk__in=())
    found = rows.filter(of_kind | same_format)
    if besides is not None:
        found = found.exclude(activity=besides)
    likeness = Case(
        When(of_kind & same_country, then=Value(0)),
        When(of_kind & same_format, then=Value(1)),
        When(of_kind, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return found.annotate(likeness=likeness).order_by("likeness", F("done_on").desc(nulls_first=True), "-pk")


def for_planning(activity: Activity, *, to: Subject) -> list[Lesson]:
    """What was learned in similar activities, for whoever plans or prepares this one."""
    rows = similar(
        lesson_pages(to=to), kind=activity.kind, country=activity.country, format=activity.format, besides=activity
    )  # fmt: skip
    return list(rows[:SHOWN])


def lesson_titles(references: Any, to: Subject) -> dict[str, Titled]:
    """What those of these lessons say that the reader may see."""
    rows = lessons(to=to).filter(reference__in=references)
    return {
        ref: Titled(words, label)
        for ref, words, label in rows.values_list("reference", "observation", "label_id")
    }
