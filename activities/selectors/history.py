"""Activities as they stood on a day: the state they were in, and the days they were planned for then."""

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, DateField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from access.context import Subject
from access.kept import Kept
from activities.models import ActivityStep, FormerDays


def with_state_then(rows: QuerySet, day: dt.date, *, to: Subject) -> QuerySet:
    """Adds `was`, the state on a day; None for what was not entered by then.

    Only what has moved on since is looked up among the steps: a state kept since before the day is the one of the day.
    """
    steps = ActivityStep.objects.visible_to(to).filter(activity=OuterRef("pk"), reached_on__lte=day)
    latest = Subquery(steps.order_by("-reached_on", "-id").values("state")[:1])
    was = Case(When(state_on__lte=day, then=F("state")), default=latest, output_field=CharField())
    return rows.annotate(was=was)


def stood(rows: QuerySet, day: dt.date, *, to: Subject) -> QuerySet:
    """The same without what was not entered by then."""
    return with_state_then(rows, day, to=to).filter(was__isnull=False)


def begun_between(rows: QuerySet, first: dt.date, last: dt.date, *, as_of: dt.date, to: Subject) -> QuerySet:
    """Those that were to begin between two days, as it was planned on a day; adds `began` where some were moved since.

    What was moved since is asked first: mostly nothing was, and then the plain index answers.
    """
    moved: Any = FormerDays.objects.visible_to(to).filter(until__gt=as_of)
    keys = sorted(set(moved_since(to=to, as_of=as_of)))
    if not keys:
        return rows.filter(starts_on__gte=first, starts_on__lte=last)
    near = Q(starts_on__gte=first, starts_on__lte=last) | Q(pk__in=keys)
    began = Coalesce(former(moved, "starts_on"), F("starts_on"))
    return rows.filter(near).annotate(began=began).filter(began__gte=first, began__lte=last)


@Kept
def moved_since(*, to: Subject, as_of: dt.date) -> QuerySet:
    """Activities that were moved since a day, as often as they were."""
    return (
        FormerDays.objects.visible_to(to)
        .filter(until__gt=as_of)
        .order_by()
        .values_list("activity", flat=True)
    )


def former(moved: QuerySet, name: str) -> Subquery:
    """A day as it stood before the first of these moves."""
    before = moved.filter(activity=OuterRef("pk")).order_by("until", "id").values(name)[:1]
    return Subquery(before, output_field=DateField())


def begun_in_year(rows: QuerySet, year: int, *, as_of: dt.date, to: Subject) -> QuerySet:
    """Those that were to begin in a year, as it was planned on a day."""
    return begun_between(rows, dt.date(year, 1, 1), dt.date(year, 12, 31), as_of=as_of, to=to)


def days_then(keys: list[int], *, as_of: dt.date, to: Subject) -> dict[int, tuple[dt.date, dt.date]]:
    """First and last day as planned on a day, of those of these activities that were moved since."""
    moved = FormerDays.objects.visible_to(to).filter(activity__in=keys, until__gt=as_of)
    rows = moved.order_by("-until", "-id").values_list("activity_id", "starts_on", "ends_on")
    return {key: (first, last) for key, first, last in rows}
