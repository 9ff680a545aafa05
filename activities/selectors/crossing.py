"""Who crosses the border on one act at the same time: activities that stand and rotations, counted together (I18)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from access.context import Subject
from activities.lifecycle import STANDING, ActivityState
from activities.models import Activity, Contingent, Deployment
from activities.terms import peak

S = ActivityState
STAND = (S.APPROVED, S.PREPARING, S.ONGOING)
ONE_DAY = dt.timedelta(days=1)
Span = tuple[dt.date, dt.date | None, int]


def crosses(direction: str, iso2: str) -> bool:
    """Ours where we go, foreign ones where they come to us; both where it is unclear."""
    if direction in {"out", "in", "home"}:
        return (iso2 == settings.HOME_COUNTRY) == (direction == "out")
    return True


def standing_on(authorisation: Any, *, to: Subject, without: Activity | None = None) -> QuerySet:
    """Activities that were approved on it and are not over, as far as `to` may see them."""
    rows = Activity.objects.visible_to(to).filter(
        authorisation=authorisation, with_troops=True, state__in=STAND
    )
    return rows if without is None else rows.exclude(pk=without.pk)


def spans_on(authorisation: Any, *, to: Subject, without: Activity | None = None) -> list[Span]:
    """Days and people of each, with the rotations under the same act. Three queries."""
    held = {row.pk: row for row in standing_on(authorisation, to=to, without=without)}
    people: dict[int, int] = defaultdict(int)
    rows = Contingent.objects.visible_to(to).filter(activity__in=held)
    for key, iso2, planned in rows.values_list("activity", "country__iso2", "planned"):
        people[key] += planned if crosses(held[key].direction, iso2) else 0
    rotations = Deployment.objects.visible_to(to).filter(
        authorisation=authorisation, state__in=sorted(STANDING)
    )
    return [
        *((held[key].starts_on, held[key].ends_on + ONE_DAY, number) for key, number in people.items()),
        *((row.period.lower, row.period.upper, row.headcount) for row in rotations),
    ]


def beside(spans: Iterable[Span], first: dt.date, last: dt.date) -> int:
    """How many are there on the fullest day between two days."""
    return peak(
        (max(begins, first), min(after or last + ONE_DAY, last + ONE_DAY), number)
        for begins, after, number in spans
        if begins <= last and (after is None or after > first)
    )
