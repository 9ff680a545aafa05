"""The clock of inspections runs in hours: a request is answered within 24 or 48 (domain.md C7, row 33; B5).

Not among RULES: these rules know an instant instead of a day and go to an engine that runs by the hour.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from activities.deadlines.rule import NOBODY
from activities.models import InspectionEvent
from activities.selectors.inspections import inspection_titles, to_answer
from activities.terms import InspectionDirection
from reminders.registry import Audience, RuleDefaults, Titles

HOUR_COLUMNS = ("reference", "label_id", "due_at", "mission_id", "office_id")


@dataclass
class HourRule:
    """One kind of deadline that falls at an instant; the offsets of its defaults are hours."""

    hourly: ClassVar[bool] = True

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
    return asked.annotate(due_at=F("reply_due_at"), mission_id=NOBODY).values(*HOUR_COLUMNS)


HOUR_RULES: tuple[HourRule, ...] = (
    HourRule(
        "inspections.reply",
        _("Answer the request for an inspection"),
        # At once, however short the time is: the first offset lies before every request.
        RuleDefaults(
            (-240, -12, -4, -1, 1),
            (Audience(Role.ARMS_CONTROL_DESK), Audience(owner=True)),
            legal=True,
            escalate_to=Role.IMCD_HEAD,
            numbers=(33,),
        ),
        _requests,
        inspection_titles,
        "activities:inspection",
    ),
)
