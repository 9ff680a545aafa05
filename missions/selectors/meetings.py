"""Coordination meetings and action items, as the viewer may see them."""

import datetime as dt
from collections.abc import Collection

from django.db.models import QuerySet

from access.context import Subject
from missions.models import ActionItem, CoordinationMeeting
from missions.terms import CoordinationLevel
from reminders.registry import Titled

LEVELS = list(CoordinationLevel)


def meetings(*, to: Subject) -> QuerySet[CoordinationMeeting]:
    """Every meeting, the latest first."""
    return CoordinationMeeting.objects.visible_to(to).select_related("label").order_by("-planned_on", "-id")


def meeting_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What those of these meetings are about that the reader may see."""
    rows = CoordinationMeeting.objects.visible_to(to).filter(reference__in=references).order_by()
    return {row.reference: Titled(row.subject, row.label_id) for row in rows}


def action_items(*, to: Subject) -> QuerySet[ActionItem]:
    """Every action item, the newest first."""
    rows = ActionItem.objects.visible_to(to).select_related("label", "owner__institution", "meeting")
    return rows.order_by("-id")


def next_meeting(
    *, to: Subject, on: dt.date, level: CoordinationLevel, label_id: int
) -> CoordinationMeeting | None:
    """The nearest planned meeting of at least this level that the label of an item may lead to."""
    high = LEVELS[LEVELS.index(level) :]
    rows = CoordinationMeeting.objects.visible_to(to).filter(
        held_on__isnull=True, cancelled_on__isnull=True, planned_on__gte=on, level__in=high, label=label_id
    )
    return rows.order_by("planned_on", "id").first()


def item_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """What these action items are called, for reminders."""
    rows = ActionItem.objects.visible_to(to).filter(reference__in=references).order_by()
    return {row.reference: Titled(row.task, row.label_id) for row in rows}
