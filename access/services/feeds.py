"""Calendar feeds: made, renewed and revoked by the person they belong to; each stands in the trail."""

import datetime as dt
import secrets

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import CalendarFeed
from access.selectors.feeds import digest_of, feed_of, highest_level
from accounts.models import Appointment
from audit.services.events import record
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require

BYTES = 32


class NoFeed(DomainError):
    """There is nothing to renew or revoke."""

    message = _("You have no calendar feed in this office.")


class FeedMade(DomainError):
    """One for each office; a new address is a renewal."""

    message = _("You have a calendar feed in this office already. Renew it to get a new address.")


@verb("calendar_feeds.make")
def make(*, by: Subject, level: int, at: dt.datetime) -> str:
    """A feed of the office acted in, up to a level the person is cleared for; returns the address, told once."""
    require(by, "calendar_feeds.make")
    on = timezone.localdate(at)
    appointment = _held(by, on)
    if feed_of(by, on=on) is not None:
        raise FeedMade
    return _made(appointment, _checked(level, by, on), by=by, at=at, verb_="calendar_feeds.make")


@verb("calendar_feeds.renew")
def renew(*, by: Subject, level: int, at: dt.datetime) -> str:
    """The address before stops at once; returns the new one, told once."""
    require(by, "calendar_feeds.renew")
    on = timezone.localdate(at)
    appointment = _held(by, on)
    level = _checked(level, by, on)
    _end(by, on, at)
    return _made(appointment, level, by=by, at=at, verb_="calendar_feeds.renew")


@verb("calendar_feeds.revoke")
def revoke(*, by: Subject, at: dt.datetime) -> None:
    """The address stops at once."""
    require(by, "calendar_feeds.revoke")
    _end(by, timezone.localdate(at), at)
    _told("calendar_feeds.revoke", by, "")


def _held(by: Subject, on: dt.date) -> Appointment:
    """The appointment acted on, held against another making of the same."""
    rows = Appointment.objects.select_for_update().filter(
        user=by.user_id, office=by.office_id or 0, valid__contains=on, confirmed_at__isnull=False
    )
    held: Appointment | None = rows.first()
    if held is None:
        raise NoFeed
    return held


def _checked(level: int, by: Subject, on: dt.date) -> int:
    highest = highest_level(by, on=on)
    if highest is None or not 0 <= level <= highest:
        raise InvalidInput(fields={"level": [_("At most the level you are cleared for.")]})
    return level


def _end(by: Subject, on: dt.date, at: dt.datetime) -> None:
    feed = feed_of(by, on=on)
    if feed is None or not CalendarFeed.objects.filter(pk=feed.pk, ended_at__isnull=True).update(ended_at=at):
        raise NoFeed


def _made(appointment: Appointment, level: int, *, by: Subject, at: dt.datetime, verb_: str) -> str:
    address = secrets.token_urlsafe(BYTES)
    feed = CalendarFeed.objects.create(
        appointment=appointment, level=level, digest=digest_of(address), made_at=at
    )
    _told(verb_, by, str(feed.get_level_display()))
    return address


def _told(verb_: str, by: Subject, words: str) -> None:
    record(verb_, reference=by.username, table="access_calendarfeed", reason=words)
