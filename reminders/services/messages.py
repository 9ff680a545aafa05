"""Messages written down, to be sent later: at once, in a digest, or again when what was put off comes back."""

import datetime as dt
from collections.abc import Iterable, Mapping
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from access.context import Subject
from access.ladder import level_code
from access.models import Label
from access.services.labels import intern
from accounts.models import User
from directory.selectors.calendar import work_calendar
from foundation.acts import verb
from reminders.channels import Channel, channels
from reminders.engine import digest_day
from reminders.lifecycle import Digest, MailState
from reminders.models import Mail, MailLine, Notice, Preference, Snooze
from reminders.selectors.deadlines import standing_deadlines

BATCH = 100


def write_down(
    lines: Mapping[tuple[int, dt.datetime], list[Notice]], *, by: Subject, at: dt.datetime
) -> None:
    """A line per notice in one message per person, channel and moment: what waits there already is told with it.

    People are taken in the order of their numbers, so that two dispatchers never wait for each other in a circle.
    """
    people = User.objects.in_bulk({user_id for user_id, _moment in lines})
    least = intern(level_code(0))
    for (user_id, moment), notices in sorted(lines.items(), key=lambda line: line[0]):
        for channel in _ways(people[user_id]):
            _add(_open_message(user_id, channel, moment, least, by=by, at=at), notices)


def _ways(user: User) -> list[Channel]:
    return [channel for channel in channels().values() if channel.address(user)]


def _open_message(
    user_id: int, channel: Channel, moment: dt.datetime, least: Label, *, by: Subject, at: dt.datetime
) -> Mail:
    """The message nobody has claimed yet, else a new one; the lock makes two dispatchers add to the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reminders.mail'), %s)", [user_id])
    waiting = Mail.objects.visible_to(by).filter(
        user=user_id, channel=channel.code, state=MailState.PENDING, attempt=0, is_digest=False
    )
    due = waiting.filter(next_try_at__lte=at) if moment <= at else waiting.filter(next_try_at=moment)
    found = due.select_for_update().order_by("id").first()
    return found or _begin(user_id, channel.code, moment, least, f"{moment.isoformat()}|{at.isoformat()}")


def _begin(
    user_id: int, channel: str, moment: dt.datetime, least: Label, about: str, *, digest: bool = False
) -> Mail:
    """It says whom, its lines say what: so it carries the least label, and a line follows the record it tells of."""
    key = sha256(f"{user_id}|{channel}|{about}".encode()).hexdigest()
    mail = Mail(user_id=user_id, channel=channel, key=key, next_try_at=moment, label=least, is_digest=digest)
    mail.save(force_insert=True)
    return mail


def _add(mail: Mail, notices: Iterable[Notice]) -> None:
    MailLine.objects.bulk_create(MailLine(mail=mail, notice=n, label_id=n.label_id) for n in notices)


@verb("reminders.digest")
def write_digests(*, by: Subject, at: dt.datetime) -> int:
    """Everything not taken note of, for everybody whose digest is due; gives how many were looked at.

    Acknowledging ends the repeating; what was put off is left out until its day.
    """
    calendar, made = work_calendar(), 0
    waiting = Preference.objects.exclude(digest=Digest.AT_ONCE).filter(user__is_active=True)
    for preference in (
        waiting.select_related("user").select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    ):
        local = at.astimezone(ZoneInfo(preference.user.time_zone))
        day = digest_day(preference.digest, preference.weekday, preference.hour, local)
        begun = preference.digest_on or preference.created_at.date()
        if (
            day is None
            or day <= begun
            or (preference.digest == Digest.DAILY and not calendar.is_working(day))
        ):
            continue
        _digest(preference, day, by=by, at=at)
        Preference.objects.filter(pk=preference.pk).update(digest_on=day)
        made += 1
    return made


def _digest(preference: Preference, day: dt.date, *, by: Subject, at: dt.datetime) -> None:
    if (
        preference.away_from
        and preference.away_until
        and preference.away_from <= day <= preference.away_until
    ):
        return
    notices = still_to_tell(
        Notice.objects.visible_to(by).filter(user=preference.user, acknowledged_at=None), by=by, on=day
    )
    if notices:
        least = intern(level_code(0))
        for channel in _ways(preference.user):
            about = f"digest|{day.isoformat()}"
            _add(_begin(preference.user_id, channel.code, at, least, about, digest=True), notices)


def still_to_tell(notices: QuerySet[Notice], *, by: Subject, on: dt.date) -> list[Notice]:
    """Of these, what is not put off beyond the day and whose deadline still stands."""
    put_off = Snooze.objects.visible_to(by).filter(notice=OuterRef("pk"), until__gt=on)
    found = list(notices.filter(~Exists(put_off)).select_related("reminder__rule").order_by("id"))
    stands = standing_deadlines(notice.reminder for notice in found)
    return [n for n in found if (n.reminder.rule.code, n.reminder.record, n.reminder.due_on) in stands]


@verb("reminders.wake")
def wake(*, by: Subject, on: dt.date, at: dt.datetime) -> int:
    """Tell again what was put off until today; gives how many came back."""
    due = list(
        Snooze.objects.visible_to(by)
        .filter(woken_at=None, until__lte=on)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("id")[:BATCH]
    )
    Snooze.objects.visible_to(by).filter(pk__in=[s.pk for s in due]).update(woken_at=at)
    notices = Notice.objects.visible_to(by).filter(pk__in=[s.notice_id for s in due], acknowledged_at=None)
    lines: dict[tuple[int, dt.datetime], list[Notice]] = {}
    for notice in still_to_tell(notices, by=by, on=on):
        lines.setdefault((notice.user_id, at), []).append(notice)
    write_down(lines, by=by, at=at)
    return len(due)
