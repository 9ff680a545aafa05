"""Diplomatic clearances a viewer may see, and how each stands today."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.lifecycle import CLEARANCE_OPEN, ClearanceState
from activities.models import ClearanceStep, DiplomaticClearance
from foundation.errors import NotFound
from reminders.registry import Titled

S = ClearanceState
RELATED = ("activity", "granting", "flag", "rule", "note", "label")


def clearances(*, to: Subject) -> ClassifiedQuerySet:
    """Every clearance `to` may see."""
    return DiplomaticClearance.objects.visible_to(to)


def clearance_pages(*, to: Subject) -> QuerySet:
    """Clearances with everything their page or document shows, in two queries."""
    steps = ClearanceStep.objects.visible_to(to).select_related("by", "office").order_by("pk")
    return clearances(to=to).select_related(*RELATED).prefetch_related(Prefetch("steps", steps))


def clearance(reference: str, *, to: Subject) -> DiplomaticClearance:
    """One clearance; hidden and absent are the same NotFound."""
    found: DiplomaticClearance | None = clearance_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def of_activity(activity: Any, *, to: Subject) -> QuerySet:
    """Clearances of an activity, the first to enter first."""
    rows = clearances(to=to).filter(activity=activity).select_related(*RELATED)
    return rows.order_by("enters_at", "pk")


def open_clearances(*, to: Subject) -> QuerySet:
    """What is still to be asked, answered or used, the earliest latest day first; gaps of the table stand on top."""
    rows = clearances(to=to).filter(state__in=sorted(CLEARANCE_OPEN)).select_related(*RELATED)
    return rows.order_by("latest_on", "enters_at", "pk")


def late_clearances(rows: QuerySet, *, on: dt.date) -> QuerySet:
    """Not asked for although the latest day has passed."""
    return rows.filter(state=S.DRAFT, latest_on__lt=on)


def without_rule(rows: QuerySet) -> QuerySet:
    """Where the table has a gap and nobody has told us a day yet."""
    return rows.filter(Q(rule__isnull=True, told_latest_on__isnull=True), state=S.DRAFT)


def clearance_titles(references: Any, to: Subject) -> dict[str, Titled]:
    """What those of these clearances are called that the reader may see."""
    rows = clearances(to=to).filter(reference__in=references)
    return {
        ref: Titled(craft, label) for ref, craft, label in rows.values_list("reference", "craft", "label_id")
    }
