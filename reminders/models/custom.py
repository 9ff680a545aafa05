"""Reminders an officer sets on any record he may read: a day, a sentence, for himself or for an office."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Classified
from accounts.models import Office, User
from foundation.models import Versioned
from foundation.references import reference_field
from reminders.terms import LETTERS, MOST_DAYS_BEFORE, About, Repeat

SAY_SOMETHING = _("Write what you want to be reminded of.")
NEEDS_LAST_DAY = _("What comes back needs a last day; what comes once has none.")
TOO_FAR = _("Ten years ahead at most.")
TOO_MANY_DAYS = _("A year before the day at most.")
OF_A_MARKING = _("The review of a marking names one day; an office is told a week before it and on it.")
ORDER_OF_DAYS = _("The last day cannot be before the first.")


class CustomReminder(Classified, Versioned):
    """Of one record, known by reference alone; it rises with that record's marking. Taken back, never deleted."""

    own_marking = never_deleted = True

    reference = reference_field(LETTERS, "reminders_customreminder")
    record = models.CharField(_("record"), max_length=20, editable=False)
    sentence = models.CharField(pgettext_lazy("reminder", "what"), max_length=300)
    about = models.CharField(
        pgettext_lazy("reminder", "for"), max_length=10, choices=About, default=About.OWN_WORDS,
        db_default=About.OWN_WORDS,
    )  # fmt: skip
    day = models.DateField(_("day"))
    days_before = models.PositiveSmallIntegerField(
        _("told so many days before"), default=0, help_text=_("0: on the day itself.")
    )
    repeats = models.CharField(
        _("comes back"), max_length=10, choices=Repeat, default=Repeat.ONCE, db_default=Repeat.ONCE
    )
    until = models.DateField(_("last day"), null=True, blank=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("office"))
    person = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("for this person alone"),
    )
    set_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", editable=False, verbose_name=_("set by")
    )
    set_in = models.ForeignKey(
        Office, models.PROTECT, related_name="+", editable=False, verbose_name=_("set in the office")
    )
    set_on = models.DateField(_("set on"), editable=False)
    taken_back_on = models.DateField(_("taken back on"), null=True, editable=False)
    taken_back_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("taken back by")
    )

    class Meta(Classified.Meta):
        verbose_name = _("reminder set by hand")
        verbose_name_plural = _("reminders set by hand")
        ordering = ["-id"]
        indexes: ClassVar[Any] = [models.Index(fields=["record"], name="custom_reminders_of_record")]
        constraints: ClassVar[Any] = [
            models.CheckConstraint(
                condition=Q(sentence__regex=r"\S"), name="custom_reminder_says_something",
                violation_error_message=SAY_SOMETHING,
            ),
            models.CheckConstraint(
                condition=Q(repeats=Repeat.ONCE, until__isnull=True)
                | (~Q(repeats=Repeat.ONCE) & Q(until__isnull=False)),
                name="custom_reminder_ends", violation_error_message=NEEDS_LAST_DAY,
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("day")),
                name="custom_reminder_in_order", violation_error_message=ORDER_OF_DAYS,
            ),
            models.CheckConstraint(
                condition=Q(days_before__lte=MOST_DAYS_BEFORE), name="custom_reminder_a_year_before",
                violation_error_message=TOO_MANY_DAYS,
            ),
            models.CheckConstraint(
                condition=~Q(about=About.MARKING) | Q(days_before=0, repeats=Repeat.ONCE, person__isnull=True),
                name="custom_reminder_of_a_marking", violation_error_message=OF_A_MARKING,
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(person=F("set_by"), office=F("set_in")),
                name="custom_reminder_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_on__isnull=False, taken_back_by__isnull=False),
                name="custom_reminder_taken_back_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sentence} ({self.record})"

    @property
    def is_taken_back(self) -> bool:
        """Nobody is told any more."""
        return self.taken_back_on is not None


class HomeToday(Func):
    """Today at home, as the database's guards have it."""

    function, template, output_field = "home_today", "%(function)s()", models.DateField()


class DaysTold(Func):
    """The days of a window on which a reminder is told, one row each (migration 0017); None leaves an end open.

    `after`: a day that is settled, with those before it.
    """

    function = "reminders_days_told"
    set_returning = True

    def __init__(self, after: Any = None, first: dt.date | None = None, last: dt.date | None = None) -> None:
        ends = [Cast(end, models.DateField()) for end in (after, Value(first), Value(last))]
        super().__init__("day", "days_before", "repeats", "until", *ends, output_field=models.DateField())


class MayBeRead(Func):
    """Whether somebody of an office may read a label today."""

    template, arg_joiner, output_field = "%(expressions)s)", " = ANY (", models.BooleanField()

    def __init__(self, label: str, person: str, office: str) -> None:
        super().__init__(label, Func(person, office, function="subject_labels"))
