"""What a reminder set by hand may say: how often it comes back, how far ahead it may lie."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

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


def days_meant(first: dt.date, repeats: str, until: dt.date | None) -> Iterator[dt.date]:
    """The days it is about, counted from the first so that the 31st comes back after February."""
    day, number = first, 0
    while day <= (until or first):
        yield day
        number += 1
        if repeats == Repeat.ONCE:
            return
        if repeats == Repeat.WEEKLY:
            day = first + dt.timedelta(days=7 * number)
        else:
            day = _months_on(first, number if repeats == Repeat.MONTHLY else 12 * number)


def days_told(
    first: dt.date, ahead: int, repeats: str, until: dt.date | None, begin: dt.date, end: dt.date
) -> Iterator[dt.date]:
    """The days on which it is told, from one day to another."""
    for day in days_meant(first, repeats, until):
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


def _months_on(first: dt.date, months: int) -> dt.date:
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    return dt.date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
