"""What a reminder set by hand may say: how often it comes back, how far ahead it may lie."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CUSTOM, MARKING_REVIEW = "reminders.custom", "reminders.marking_review"
BY_HAND = frozenset({CUSTOM, MARKING_REVIEW})  # rules of what officers set themselves
LETTERS = "RMD"  # their references begin with these
MOST_YEARS = 10
MOST_DAYS = 3653  # ten years with their leap days
MOST_DAYS_BEFORE = 365


class About(TextChoices):
    """What it is for: the review of a marking is told a week before as well, and until it is taken back or moved."""

    OWN_WORDS = "own_words", _("What is written here")
    MARKING = "marking", _("Review of the record's marking")


class Repeat(TextChoices):
    """How often it comes back."""

    ONCE = "once", _("Once")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    YEARLY = "yearly", _("Every year")


def days_meant(
    first: dt.date, repeats: str, until: dt.date | None, since: dt.date = dt.date.min
) -> Iterator[dt.date]:
    """The days it is about, counted from the first so that the 31st comes back after February.

    Those long before `since` are passed over, not counted through.
    """
    number = 0 if repeats == Repeat.ONCE else max(0, _passed(first, repeats, since))
    while (day := _counted(first, repeats, number)) <= (until or first):
        yield day
        number += 1
        if repeats == Repeat.ONCE:
            return


def days_told(
    first: dt.date, ahead: int, repeats: str, until: dt.date | None, begin: dt.date, end: dt.date
) -> Iterator[dt.date]:
    """The days on which it is told, from one day to another."""
    since = dt.date.fromordinal(min(begin.toordinal() + ahead, dt.date.max.toordinal()))
    for day in days_meant(first, repeats, until, since):
        told = day - dt.timedelta(days=ahead)
        if told > end:
            return
        if told >= begin:
            yield told


def next_told(
    first: dt.date, ahead: int, repeats: str, until: dt.date | None, after: dt.date
) -> dt.date | None:
    """The first day after `after` on which it will be told; None when everything was."""
    return next(days_told(first, ahead, repeats, until, after + dt.timedelta(days=1), dt.date.max), None)


def _passed(first: dt.date, repeats: str, since: dt.date) -> int:
    """So many times it has come back before a day, or once less."""
    if repeats == Repeat.WEEKLY:
        return (since - first).days // 7
    months = (since.year - first.year) * 12 + since.month - first.month
    return months if repeats == Repeat.MONTHLY else since.year - first.year


def _counted(first: dt.date, repeats: str, number: int) -> dt.date:
    if repeats == Repeat.WEEKLY:
        return first + dt.timedelta(days=7 * number)
    return _months_on(first, number if repeats == Repeat.MONTHLY else 12 * number)


def _months_on(first: dt.date, months: int) -> dt.date:
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    return dt.date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
