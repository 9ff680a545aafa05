"""What is done with one State in a year, as it stood on a day (domain.md A4.23, C8)."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Sum

from access.context import Subject
from activities.lifecycle import HELD, ActivityState
from activities.models import Activity, Lesson
from activities.selectors.activities import activities
from activities.selectors.history import begun_in_year, days_then, stood

S = ActivityState
REFERENCES = 200
SHOWN = 500


@dataclass(frozen=True, slots=True)
class DoneWith:
    """Activities of one kind and aspect with a State in a year: how many, how many held, which."""

    kind_id: int
    aspect: str
    number: int
    held: int
    person_days: int
    references: tuple[str, ...]
    label_ids: frozenset[int]


def _of_year(country: int, year: int, as_of: dt.date, to: Subject) -> QuerySet:
    rows = begun_in_year(activities(to=to).filter(country=country), year, as_of=as_of, to=to)
    return stood(rows, as_of, to=to).exclude(was=S.CANCELLED)


def done_with(country: int, *, to: Subject, year: int, as_of: dt.date) -> list[DoneWith]:
    """By kind and aspect, the cancelled left out; grouped in PostgreSQL."""
    grouped = _of_year(country, year, as_of, to).order_by().values_list("kind_id", "aspect")
    counted = grouped.annotate(
        number=Count("pk"), held=Count("pk", filter=Q(was__in=sorted(HELD))), days=Sum("person_days"),
        refs=ArrayAgg("reference", order_by="reference"), labels=ArrayAgg("label_id", distinct=True),
    )  # fmt: skip
    return [
        DoneWith(kind, aspect, number, held, days or 0, tuple(refs[:REFERENCES]), frozenset(labels))
        for kind, aspect, number, held, days, refs, labels in counted
    ]


def one_by_one(
    country: int, *, to: Subject, year: int, as_of: dt.date, kind: str = "", aspect: str = ""
) -> list[Activity]:
    """The rows behind those figures, in the order of their days; a kind holds its sub-kinds."""
    rows = _of_year(country, year, as_of, to)
    if kind:
        rows = rows.filter(Q(kind__code=kind) | Q(kind__parent__code=kind))
    if aspect:
        rows = rows.filter(aspect=aspect)
    found = list(rows.select_related("kind").order_by("starts_on", "id")[:SHOWN])
    then = days_then([row.pk for row in found], as_of=as_of, to=to)
    for row in found:
        row.starts_on, row.ends_on = then.get(row.pk, (row.starts_on, row.ends_on))
    return found


def outcomes(items: list[int], *, to: Subject, as_of: dt.date) -> dict[int, list[tuple[str, str, int]]]:
    """What was made of items of plans by a day: reference, state then and label of each activity."""
    rows = stood(activities(to=to).filter(plan_item__in=items), as_of, to=to)
    found: dict[int, list[tuple[str, str, int]]] = {}
    for item, *told in rows.order_by("id").values_list("plan_item_id", "reference", "was", "label_id"):
        found.setdefault(item, []).append((told[0], told[1], told[2]))
    return found


def lessons_open(country: int, *, to: Subject, as_of: dt.date) -> list[Lesson]:
    """Lessons with a State that were noted by a day and not followed up by then, the longest due first."""
    rows: Any = Lesson.objects.visible_to(to).filter(activity__country=country, noted_on__lte=as_of)
    waiting = rows.filter(Q(done_on__isnull=True) | Q(done_on__gt=as_of))
    return list(waiting.select_related("activity").order_by("due_on", "id"))


def by_country_and_aspect(
    *, to: Subject, year: int, as_of: dt.date
) -> list[tuple[int, str, int, frozenset[int]]]:
    """Activities of a year by main partner and aspect, the cancelled left out: how many, and their labels."""
    rows = stood(begun_in_year(activities(to=to), year, as_of=as_of, to=to), as_of, to=to).exclude(
        was=S.CANCELLED
    )
    grouped = rows.order_by().values_list("country_id", "aspect")
    counted = grouped.annotate(number=Count("pk"), labels=ArrayAgg("label_id", distinct=True))
    return [(country, aspect, number, frozenset(labels)) for country, aspect, number, labels in counted]
