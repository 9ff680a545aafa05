"""Activities that serve a mission paper: in its State, in its period, of the kinds it names (line of sight, A7.31)."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse

from access.context import Subject
from activities.selectors.activities import activities
from missions.registry import Work

AT_MOST = 200


def guided(
    *, country: int, kinds: Collection[str], first: dt.date, after: dt.date, to: Subject
) -> list[Work]:
    """One query, whatever the number of objectives; a kind named by the paper holds its sub-kinds."""
    rows = activities(to=to).filter(country=country, starts_on__lt=after, ends_on__gte=first)
    named = rows.filter(Q(kind__code__in=kinds) | Q(kind__parent__code__in=kinds)).select_related(
        "kind__parent"
    )
    return [
        Work(
            reference=row.reference,
            title=row.title,
            url=reverse("activities:activity", args=[row.reference]),
            kind=row.kind.code if row.kind.code in kinds else row.kind.parent.code,
            on=row.starts_on,
            label_id=row.label_id,
        )
        for row in named.order_by("starts_on", "id")[:AT_MOST]
    ]
