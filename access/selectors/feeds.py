"""Whose a calendar feed is, and who reads when its address is asked."""

import datetime as dt
import hashlib

from access.context import Subject
from access.models import CalendarFeed, Clearance


def digest_of(address: str) -> str:
    """What is kept of an address."""
    return hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()


def feed_of(to: Subject, *, on: dt.date) -> CalendarFeed | None:
    """The running feed of a person in the office acted in."""
    rows = CalendarFeed.objects.filter(
        appointment__user=to.user_id, appointment__office=to.office_id or 0, appointment__valid__contains=on,
        ended_at__isnull=True,
    )  # fmt: skip
    return rows.select_related("appointment").first()


def reader_of(address: str, *, on: dt.date) -> tuple[CalendarFeed, Subject] | None:
    """The feed of an address and who reads it; None once it, the appointment or the account has ended."""
    rows = CalendarFeed.objects.filter(
        digest=digest_of(address), ended_at__isnull=True, appointment__valid__contains=on,
        appointment__confirmed_at__isnull=False, appointment__user__is_active=True,
    )  # fmt: skip
    feed = rows.select_related("appointment__user", "appointment__office__institution").first()
    return (feed, Subject.of(feed.appointment, scope="read")) if feed else None


def highest_level(to: Subject, *, on: dt.date) -> int | None:
    """The level a person is cleared for on a day; None without a clearance."""
    rows = Clearance.objects.filter(user=to.user_id, confirmed_at__isnull=False, valid__contains=on)
    levels = list(rows.values_list("level", flat=True))
    return max(levels) if levels else None
