"""Engagements that look like one another: the same State, near in time, by others or of the same kind (A7.31, C9)."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value

from access.context import Subject
from activities.lifecycle import AHEAD, ActivityState
from activities.models import Activity

NEAR = dt.timedelta(days=30)
# What is over or given up is no duplicate of anything.
LIVE = AHEAD | {ActivityState.ONGOING}


def with_similar(rows: QuerySet, *, to: Subject) -> QuerySet:
    """Adds `similar`: references of other live engagements of the same State that look like this one."""
    return rows.annotate(similar=ArraySubquery(_others(to).values("reference")[:10]))


def duplicated(rows: QuerySet, *, to: Subject) -> QuerySet:
    """Live activities with such another one."""
    return rows.filter(Exists(_others(to)), state__in=sorted(LIVE))


def _others(to: Subject) -> QuerySet:
    """Within thirty days by another unit or lead, or of the same kind on the same days."""
    near = Q(starts_on__lte=_shifted("ends_on", NEAR), ends_on__gte=_shifted("starts_on", -NEAR))
    unit = Q(owner_unit__isnull=False) & ~Q(owner_unit=OuterRef("owner_unit"))
    lead = Q(lead_institution__isnull=False) & ~Q(lead_institution=OuterRef("lead_institution"))
    same = Q(kind=OuterRef("kind"), starts_on__lte=OuterRef("ends_on"), ends_on__gte=OuterRef("starts_on"))
    rows = Activity.objects.visible_to(to, few=True).filter(
        country=OuterRef("country"), state__in=sorted(LIVE)
    )
    return rows.filter(near, unit | lead | same).exclude(pk=OuterRef("pk")).order_by("starts_on", "pk")


def _shifted(name: str, by: dt.timedelta) -> Any:
    return ExpressionWrapper(OuterRef(name) + Value(by), output_field=DateField())


def similar_to(activity: Activity, *, to: Subject) -> list[Activity]:
    """The other engagements themselves, the earliest first; none for what is over."""
    if activity.state not in LIVE:
        return []
    held = with_similar(Activity.objects.visible_to(to).filter(pk=activity.pk), to=to).first()
    found = held.similar if held else []
    rows = Activity.objects.visible_to(to).filter(reference__in=found)
    return list(rows.select_related("kind", "owner_unit").order_by(F("starts_on"), "pk"))
