"""What officers want to be reminded of themselves: reminders set by hand on any record."""

import datetime as dt
from typing import Any

from django.db.models import BigIntegerField, F, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reminders.models import CustomReminder
from reminders.models.custom import DaysTold
from reminders.registry import Audience, RuleDefaults, register
from reminders.selectors.custom import addressed, custom_titles, noted_until
from reminders.terms import CUSTOM, MARKING_REVIEW, About


class SetByHand:
    """Told to the office it names, or to one person of it, on the very day he chose, also where nobody works."""

    code = CUSTOM
    title = _("A reminder set by hand")
    defaults = RuleDefaults(offsets=(0,), audience=(Audience(owner=True),), at_once=True)
    titles = staticmethod(custom_titles)

    def deadlines(self) -> Any:
        """Every day of those not taken back, after the last that was noted; a person's own only for that person."""
        return self.between(None, None)

    def between(self, first: dt.date | None, last: dt.date | None) -> Any:
        """Ten years of weeks are not worked out for the few that are asked for."""
        return _standing(About.OWN_WORDS, DaysTold(Subquery(noted_until()), first, last))

    def link(self, reference: str) -> str:
        """The reminder's own page, which leads on to the record."""
        return reverse("reminders:custom", args=[reference])


class MarkingReview(SetByHand):
    """Rule 37: a week before the day and on it, until the review is taken back as done or another day is named."""

    code = MARKING_REVIEW
    title = _("Review the marking")
    defaults = RuleDefaults(offsets=(-7, 0), audience=(Audience(owner=True),), numbers=(37,))

    def between(self, first: dt.date | None, last: dt.date | None) -> Any:
        """Those not taken back, one day each; taking note ends nothing here."""
        return _standing(About.MARKING, F("day"))


def _standing(about: About, due_on: Any) -> Any:
    rows = CustomReminder.objects.unrestricted(reason="plan reminders")
    return (
        addressed(rows.filter(taken_back_on__isnull=True, about=about))
        .order_by()
        .annotate(due_on=due_on, mission_id=Value(None, output_field=BigIntegerField()))
        .values("reference", "label_id", "due_on", "mission_id", "office_id")
    )


def register_all() -> None:
    """Called from apps.py: ready()."""
    register(SetByHand())
    register(MarkingReview())
