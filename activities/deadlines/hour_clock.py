"""The clock of inspections runs in hours: a request is answered within 24 or 48 (domain.md C7, row 33; B5)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from activities.deadlines.rule import NOBODY
from activities.models import InspectionEvent
from activities.selectors.inspections import inspection_titles, to_answer
from activities.terms import InspectionDirection
from reminders.engine import OffsetUnit
from reminders.registry import Audience, RuleDefaults, Titles

HOUR_COLUMNS = ("reference", "label_id", "due_on", "due_at", "mission_id", "office_id")


@dataclass
class HourRule:
    """One kind of deadline that falls at an instant; the offsets of its defaults are hours."""

    code: str
    title: Any
    defaults: RuleDefaults
    rows: Callable[[], QuerySet]
    titles: Titles
    page: str

    def deadlines(self) -> QuerySet:
        """Protected rows whose .values() are exactly HOUR_COLUMNS; `due_at` carries its time zone."""
        return self.rows()

    def link(self, reference: str) -> str:
        """The record's page."""
        return reverse(self.page, args=[reference])


def _requests() -> QuerySet:
    """Requests to us that nobody has answered."""
    rows = to_answer(InspectionEvent.objects.unrestricted(reason="plan reminders"))
    asked = rows.filter(direction=InspectionDirection.PASSIVE)
    home = ZoneInfo(settings.TIME_ZONE)
    day = TruncDate("reply_due_at", tzinfo=home)
    return asked.annotate(due_on=day, due_at=F("reply_due_at"), mission_id=NOBODY).values(*HOUR_COLUMNS)


RULES: tuple[HourRule, ...] = (
    HourRule(
        "inspections.reply",
        _("Answer the request for an inspection"),
        # At once, however short the time is: the first offset lies before every request.
        RuleDefaults(
            (-240, -12, -4, -1, 1),
            (Audience(Role.ARMS_CONTROL_DESK), Audience(owner=True)),
            unit=OffsetUnit.HOURS,
            legal=True,
            escalate_to=Role.IMCD_HEAD,
            numbers=(33,),
        ),
        _requests,
        inspection_titles,
        "activities:inspection",
    ),
)
