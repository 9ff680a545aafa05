"""What is done with one State in a year, as it stood on a day (domain.md A4.23, C8)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Sum

from access.context import Subject
from access.kept import Kept, Question
from activities.lifecycle import HELD, ActivityState
from activities.models import Activity, Lesson
from activities.selectors.activities import activities
from activities.selectors.history import begun_in_year, days_then, moved_since, stood, with_state_then

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
    return begun_in_year(activities(to=to).filter(country=country), year, as_of=as_of, to=to)


def done_with(country: int, *, to: Subject, year: int, as_of: dt.date) -> list[DoneWith]:
    """By kind and aspect, the cancelled left out; grouped in PostgreSQL."""
    first, last = _days_of(year)
    if moved_since(to=to, as_of=as_of):
        counted = list(_grouped(_of_year(country, year, as_of, to), as_of, to))
    else:
        counted = _counted(to=to, country=country, first=first, last=last, as_of=as_of)
    groups: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for kind, aspect, was, *told in counted:
        if was and was != S.CANCELLED:
            groups[kind, aspect].append((was, *told))
    return [_done(kind, aspect, found) for (kind, aspect), found in groups.items()]


def done_asks(country: int, *, year: int, as_of: dt.date) -> list[Question]:
    """What done_with() asks, unless days were moved since."""
    first, last = _days_of(year)
    return [
        moved_since.asking(as_of=as_of),
        _counted.asking(country=country, first=first, last=last, as_of=as_of),
    ]


def lesson_asks(country: int, *, as_of: dt.date) -> list[Question]:
    """What lessons_open() asks."""
    return [_lessons.asking(country=country, as_of=as_of)]


def _days_of(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


@Kept
def _counted(*, to: Subject, country: int, first: dt.date, last: dt.date, as_of: dt.date) -> QuerySet:
    rows = activities(to=to).filter(country=country, starts_on__gte=first, starts_on__lte=last)
    return _grouped(rows, as_of, to)


def _grouped(rows: QuerySet, as_of: dt.date, to: Subject) -> QuerySet:
    """The state of the day is grouped by, not asked for: each further mention of it would have it looked up again."""
    grouped = with_state_then(rows, as_of, to=to).order_by().values_list("kind_id", "aspect", "was")
    return grouped.annotate(
        number=Count("pk"), days=Sum("person_days"), refs=ArrayAgg("reference"),
        labels=ArrayAgg("label_id", distinct=True),
    )  # fmt: skip


def _done(kind: int, aspect: str, found: list[Any]) -> DoneWith:
    """One kind and aspect from its groups, one for each state."""
    references = sorted(reference for _was, _number, _days, refs, _labels in found for reference in refs)
    return DoneWith(
        kind, aspect, sum(row[1] for row in found), sum(row[1] for row in found if row[0] in HELD),
        sum(row[2] or 0 for row in found), tuple(references[:REFERENCES]),
        frozenset(label for row in found for label in row[4]),
    )  # fmt: skip


def one_by_one(
    country: int, *, to: Subject, year: int, as_of: dt.date, kind: str = "", aspect: str = ""
) -> list[Activity]:
    """The rows behind those figures, in the order of their days; a kind holds its sub-kinds."""
    rows = stood(_of_year(country, year, as_of, to), as_of, to=to).exclude(was=S.CANCELLED)
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
    if not items:
        return {}
    rows = with_state_then(activities(to=to).filter(plan_item__in=items), as_of, to=to)
    found: dict[int, list[tuple[str, str, int]]] = {}
    told = rows.order_by("id").values_list("plan_item_id", "reference", "was", "label_id")
    for item, reference, was, label in told:
        if was:
            found.setdefault(item, []).append((reference, was, label))
    return found


def lessons_open(country: int, *, to: Subject, as_of: dt.date) -> list[Lesson]:
    """Lessons with a State that were noted by a day and not followed up by then, the longest due first."""
    return _lessons(to=to, country=country, as_of=as_of)


@Kept
def _lessons(*, to: Subject, country: int, as_of: dt.date) -> QuerySet:
    rows: QuerySet = Lesson.objects.visible_to(to).filter(activity__country=country, noted_on__lte=as_of)
    waiting = rows.filter(Q(done_on__isnull=True) | Q(done_on__gt=as_of))
    return waiting.select_related("activity").order_by("due_on", "id")


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
