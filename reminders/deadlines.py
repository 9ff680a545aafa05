"""What officers want to be reminded of themselves: reminders set by hand on any record."""

from typing import Any

from django.db.models import BigIntegerField, F, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reminders.models import CustomReminder
from reminders.models.custom import DaysTold
from reminders.registry import Audience, RuleDefaults, register
from reminders.selectors.custom import addressed, custom_titles
from reminders.terms import About


class SetByHand:
    """Told to the office it names, or to one person of it, on the very day he chose, also where nobody works."""

    code = "reminders.custom"
    title = _("A reminder set by hand")
    defaults = RuleDefaults(offsets=(0,), audience=(Audience(owner=True),), at_once=True)
    titles = staticmethod(custom_titles)

    def deadlines(self) -> Any:
        """Every day of those not taken back that nobody has taken note of; a person's own only for that person."""
        return _standing(About.OWN_WORDS, DaysTold())

    def link(self, reference: str) -> str:
        """The reminder's own page, which leads on to the record."""
        return reverse("reminders:custom", args=[reference])


class MarkingReview(SetByHand):
    """Rule 37: a week before the day and on it, until the review is taken back as done or another day is named."""

    code = "reminders.marking_review"
    title = _("Review the marking")
    defaults = RuleDefaults(offsets=(-7, 0), audience=(Audience(owner=True),), numbers=(37,))

    def deadlines(self) -> Any:
        """Those not taken back; taking note ends nothing here."""
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
