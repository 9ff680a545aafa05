"""Messages written down, to be sent later: at once, in a digest, or again when what was put off comes back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

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
from reminders.engine import digest_day, zone_of
from reminders.lifecycle import Digest, MailState, ReminderState
from reminders.models import Mail, MailLine, Notice, Preference, Rule, Snooze
from reminders.selectors.recipients import Recipient, recipients_of
from reminders.services.faults import asked_again, note
from reminders.services.reopening import let_go, reopen

BATCH = 100


def tell(told: Iterable[tuple[Recipient, Notice]], *, by: Subject, at: dt.datetime) -> None:
    """Messages for those to be told now; who is on leave gets one only where nobody else of the office is there."""
    told = list(told)
    present = {recipient.reminder_id for recipient, _notice in told if not recipient.is_away}
    lines: dict[tuple[int, dt.datetime], list[Notice]] = defaultdict(list)
    for recipient, notice in told:
        covered = recipient.is_away and recipient.reminder_id in present
        if recipient.is_told(notice.reminder) and not covered:
            lines[recipient.user_id, recipient.told_at(notice.reminder, at)].append(notice)
    _write_down(lines, by=by, at=at)


def _write_down(
    lines: Mapping[tuple[int, dt.datetime], list[Notice]], *, by: Subject, at: dt.datetime
) -> None:
    """A line per notice in one message per person, channel and moment: what waits there already is told with it.

    People are taken in the order of their numbers, so that two dispatchers never wait for each other in a circle.
    """
    people = User.objects.in_bulk({user_id for user_id, _moment in lines})
    least = intern(level_code(0))
    for (user_id, moment), notices in sorted(lines.items(), key=lambda line: line[0]):
        about = f"{moment.isoformat()}|{at.isoformat()}|{notices[0].pk}"  # at alone may come twice: clocks go back
        for channel in _ways(people[user_id]):
            _add(_open_message(user_id, channel, moment, least, about, by=by, at=at), notices)


def _ways(user: User) -> list[Channel]:
    return [channel for channel in channels().values() if channel.address(user)]


def _open_message(
    user_id: int, channel: Channel, moment: dt.datetime, least: Label, about: str, *, by: Subject, at: dt.datetime
) -> Mail:  # fmt: skip
    """The message nobody has claimed yet, else a new one."""
    waiting = _unclaimed(user_id, channel, by)
    due = waiting.filter(next_try_at__lte=at) if moment <= at else waiting.filter(next_try_at=moment)
    found = due.select_for_update().order_by("id").first()
    return found or _begin(user_id, channel.code, moment, least, about)


def _begin(
    user_id: int, channel: str, moment: dt.datetime, least: Label, about: str, *, digest: bool = False
) -> Mail:
    """It says whom, its lines say what: so it carries the least label, and a line follows the record it tells of."""
    key = sha256(f"{user_id}|{channel}|{about}".encode()).hexdigest()
    mail = Mail(user_id=user_id, channel=channel, key=key, label=least, is_digest=digest)
    mail.due_at = mail.next_try_at = moment
    mail.save(force_insert=True)
    return mail


def _add(mail: Mail, notices: Iterable[Notice]) -> None:
    """Planned again meanwhile, a notice may stand in the message already: it is told once."""
    lines = (MailLine(mail=mail, notice=n, label_id=n.label_id) for n in notices)
    MailLine.objects.bulk_create(lines, ignore_conflicts=True)


def set_aside(mail_id: int, unknown: set[int], *, until: dt.datetime, by: Subject) -> bool:
    """Lines of reminders whose rule cannot be asked wait in a message of their own; False where no others are left.

    It is tried as often as it takes: the rule fails, not the message.
    """
    lines = MailLine.objects.visible_to(by).filter(mail=mail_id)
    waiting = lines.filter(notice__reminder__in=unknown)
    if not lines.exclude(pk__in=waiting.values("pk")).exists():
        return False
    told = Mail.objects.visible_to(by).get(pk=mail_id)
    about = f"aside|{told.key}|{until.isoformat()}"
    waiting.update(mail=_begin(told.user_id, told.channel, until, intern(level_code(0)), about))
    return True


def digests_due(*, at: dt.datetime) -> list[int]:
    """Keys of the preferences whose digest is due, each for a day on which it was not made yet."""
    calendar = work_calendar()
    waiting = Preference.objects.exclude(digest=Digest.AT_ONCE).filter(user__is_active=True)
    return [
        preference.pk
        for preference in waiting.select_related("user").order_by("pk")
        if (day := _digest_day(preference, at)) is not None
        and (preference.digest != Digest.DAILY or calendar.is_working(day))
    ]


def _digest_day(preference: Preference, at: dt.datetime) -> dt.date | None:
    """The day whose digest is due and not made; None when none is."""
    local = at.astimezone(zone_of(preference.user.time_zone))
    day = digest_day(preference.digest, preference.weekday, preference.hour, local)
    return day if day is not None and day > (preference.digest_on or preference.created_at.date()) else None


@verb("reminders.digest")
def write_digest(preference_id: int, *, by: Subject, on: dt.date, at: dt.datetime) -> bool:
    """Everything not taken note of, for one person; False where another dispatcher has written it.

    Acknowledging ends the repeating; what was put off is left out until its day, and on leave there is no digest.
    """
    held = Preference.objects.select_related("user").select_for_update(skip_locked=True, of=("self",))
    preference = held.filter(pk=preference_id).first()
    day = _digest_day(preference, at) if preference else None
    if preference is None or day is None:
        return False
    failed: dict[Rule, Exception] = {}
    if not preference.is_away(day):
        mine = Notice.objects.visible_to(by).filter(user=preference.user, acknowledged_at=None)
        found = still_to_tell(mine, by=by, on=on)
        _write(preference, day, found.notices, by=by, at=at)
        unseen = set(mine.filter(seen_at=None).values_list("reminder_id", flat=True))
        let_go(unseen & found.raised)
        reopen(unseen - found.reminders - found.unknown, on=on)
        failed = found.failed
    Preference.objects.filter(pk=preference.pk).update(digest_on=day)
    note(failed)
    return True


def _write(
    preference: Preference, day: dt.date, notices: list[Notice], *, by: Subject, at: dt.datetime
) -> None:
    for channel in _ways(preference.user) if notices else ():
        about, least = f"digest|{day.isoformat()}", intern(level_code(0))
        _take_in(preference.user_id, channel, {notice.pk for notice in notices}, by=by, at=at)
        _add(_begin(preference.user_id, channel.code, at, least, about, digest=True), notices)


def _take_in(user_id: int, channel: Channel, told: set[int], *, by: Subject, at: dt.datetime) -> None:
    """What waits to be told this moment and stands in the digest anyway is told by it: one message after downtime."""
    waiting = _unclaimed(user_id, channel, by).filter(next_try_at__lte=at).select_for_update()
    for mail in waiting.order_by("id"):
        lines = MailLine.objects.visible_to(by).filter(mail=mail, notice__acknowledged_at=None)
        if told.issuperset(lines.values_list("notice_id", flat=True)):
            mail.state = MailState.DROPPED
            mail.save(update_fields=["state"])


def _unclaimed(user_id: int, channel: Channel, by: Subject) -> QuerySet[Mail]:
    """Messages lines may still be added to; the lock makes two dispatchers add to the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('reminders.mail'), %s)", [user_id])
    return Mail.objects.visible_to(by).filter(
        user=user_id, channel=channel.code, state=MailState.PENDING, attempt=0, is_digest=False
    )


@dataclass(frozen=True)
class StillToTell:
    """What of some notices is still told; keys of reminders that were raised, or of which a failing rule cannot say."""

    notices: list[Notice]
    raised: set[int]
    unknown: set[int]
    failed: dict[Rule, Exception] = field(default_factory=dict)

    @property
    def reminders(self) -> set[int]:
        """Keys of those that are told."""
        return {notice.reminder_id for notice in self.notices}


def still_to_tell(notices: QuerySet[Notice], *, by: Subject, on: dt.date) -> StillToTell:
    """Of these, what the person is still to be told: in the office, not put off beyond the day, and it stands.

    A reminder that lapsed, or waits to be said anew, is not told from here.
    """
    put_off = Snooze.objects.visible_to(by).filter(notice=OuterRef("pk"), until__gt=on)
    sent = notices.filter(~Exists(put_off), reminder__state=ReminderState.SENT)
    found = list(sent.select_related("reminder__rule").order_by("id"))
    asked = asked_again(notice.reminder for notice in found)
    told = {(r.reminder_id, r.user_id) for r in recipients_of(asked.stands, on=on)}
    return StillToTell(
        [notice for notice in found if (notice.reminder_id, notice.user_id) in told],
        asked.raised,
        asked.unknown,
        asked.failed,
    )


@verb("reminders.wake")
def wake(*, by: Subject, on: dt.date, at: dt.datetime) -> int:
    """Tell again what was put off until today, as the person wants to be told; gives how many came back."""
    due = list(
        Snooze.objects.visible_to(by)
        .filter(woken_at=None, until__lte=on, notice__reminder__rule__fault=None)
        .select_related("notice")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("id")[:BATCH]
    )
    put_off = Notice.objects.visible_to(by).filter(pk__in=[s.notice_id for s in due], acknowledged_at=None)
    found = still_to_tell(put_off, by=by, on=on)
    let_go(found.raised)
    woken = [s.pk for s in due if s.notice.reminder_id not in found.unknown]
    Snooze.objects.visible_to(by).filter(pk__in=woken).update(woken_at=at)
    back = {(n.reminder_id, n.user_id): n for n in found.notices}
    recipients = recipients_of({reminder for reminder, _user in back}, on=on)
    tell(
        [(r, back[r.reminder_id, r.user_id]) for r in recipients if (r.reminder_id, r.user_id) in back],
        by=by, at=at,
    )  # fmt: skip
    note(found.failed)
    return len(due)
