"""What a deadline of activities is to the engine of reminders."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, QuerySet, Value
from django.urls import reverse

from activities.selectors.activities import activity_titles
from reminders.registry import RuleDefaults, Titles

NOBODY = Value(None, output_field=BigIntegerField())
COLUMNS = ("reference", "label_id", "due_on", "mission_id", "office_id")


@dataclass
class ExerciseRule:
    """One kind of deadline of exercises and of what belongs to activities."""

    code: str
    title: Any
    defaults: RuleDefaults
    rows: Callable[[], QuerySet]
    titles: Titles = activity_titles
    page: str = "admin:activities_exercise_change"

    def deadlines(self) -> QuerySet:
        """See reminders.registry.DeadlineRule."""
        return self.rows()

    def link(self, reference: str) -> str:
        """The record's page in data entry."""
        return reverse(self.page, args=[reference])


@dataclass
class ActivityRule:
    """One kind of deadline of activities of every kind."""

    code: str
    title: Any
    defaults: RuleDefaults
    rows: Callable[[], QuerySet]
    titles: Titles = activity_titles

    def deadlines(self) -> QuerySet:
        """See reminders.registry.DeadlineRule."""
        return self.rows()

    def link(self, reference: str) -> str:
        """The activity's page."""
        return reverse("activities:activity", args=[reference])
