"""Messages: claimed singly under a lease, sent outside the transaction, marked where the attempt is mine."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from access.context import Subject
from accounts.models import User
from foundation.acts import verb
from foundation.errors import NotFound, TransitionRefused
from foundation.permissions import require
from foundation.references import PATTERN as ISSUED
from reminders.channels import Outgoing
from reminders.engine import message_id, next_attempt
from reminders.lifecycle import MailState, ReminderState
from reminders.models import Mail, MailLine, Notice, Reminder
from reminders.registry import DeadlineRule, rules
from reminders.services.faults import note
from reminders.services.messages import StillToTell, set_aside, still_to_tell
from reminders.services.reopening import let_go, reopen

GATHER = dt.timedelta(minutes=2)  # so long a message waits for reminders that are being turned into its lines
OF_NOTICE = "NTC"  # letters of what is told by a number of its own, for want of a reference without meaning
ASIDE = dt.timedelta(hours=1)  # so long what a failing rule cannot say is left before it is asked again


def lease() -> dt.timedelta:
    """So long a claimed message is left to whoever claimed it."""
    return dt.timedelta(seconds=settings.REMINDER_LEASE_SECONDS)


@dataclass(frozen=True)
class Claimed:
    """A message won by this process."""

    mail_id: int
    user: User
    channel: str
    key: str
    attempt: int


@verb("reminders.claim_mail")
def claim(*, by: Subject, at: dt.datetime, on: dt.date) -> Claimed | None:
    """Win the next waiting message; nobody else takes it before the lease ends.

    While reminders are still turned into lines, by whichever dispatcher, a message waits for them: one for everything.
    """
    waiting = Reminder.objects.visible_to(by).filter(state=ReminderState.PENDING, planned_on__lte=on)
    coming = waiting.filter(
        rule__fault=None
    )  # of a rule that cannot be asked nothing comes before it is mended
    mail = (
        Mail.objects.visible_to(by)
        .filter(state=MailState.PENDING, next_try_at__lte=at)
        .filter(~Exists(coming) | Q(next_try_at__lte=at - GATHER))
        .select_related("user")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("next_try_at", "id")
        .first()
    )
    if mail is None:
        return None
    mail.attempt += 1
    mail.next_try_at = at + lease()
    mail.save(update_fields=["attempt", "next_try_at"])
    return Claimed(mail.pk, mail.user, mail.channel, mail.key, mail.attempt)


def lines_for(claimed: Claimed, *, by: Subject, on: dt.date, at: dt.datetime) -> list[tuple[str, str]] | None:
    """(reference, address) of what is still to be told today; no titles, names or countries leave by mail.

    What this person may not be told any more waits for others. What a failing rule cannot say waits an hour, in a
    message of its own; None where that is all there is, and the message itself waits.
    """
    known = rules()
    found = still_to_tell(_in(claimed, by), by=by, on=on)
    tell_others(claimed, found, by=by, on=on)
    if found.unknown and not set_aside(claimed.mail_id, found.unknown, until=at + ASIDE, by=by):
        _mine(claimed, by).update(attempt=0, due_at=at + ASIDE, next_try_at=at + ASIDE)
        note(found.failed)
        return None
    note(found.failed)
    _leave_out(claimed, found, by=by)
    return [
        _line(notice, known[notice.reminder.rule.code])
        for notice in found.notices
        if notice.reminder.rule.code in known
    ]


def _line(notice: Notice, rule: DeadlineRule) -> tuple[str, str]:
    """What somebody chose as the code of a format or an office may name a State, and stays inside (walls.md 1)."""
    record = notice.reminder.record
    if ISSUED.match(record):
        return record, settings.BASE_URL + rule.link(record)
    return f"{OF_NOTICE}-{notice.uid.hex[:8].upper()}", f"{settings.BASE_URL}/inbox/"


def _leave_out(claimed: Claimed, found: StillToTell, *, by: Subject) -> None:
    """What the message does not tell is no line of it: once it has left, its lines have reached somebody."""
    if found.notices:
        untold = _in(claimed, by).exclude(reminder__in=found.reminders | found.unknown)
        MailLine.objects.visible_to(by).filter(mail=claimed.mail_id, notice__in=untold).delete()


def _in(claimed: Claimed, by: Subject) -> QuerySet[Notice]:
    return Notice.objects.visible_to(by).filter(mail_lines__mail=claimed.mail_id, acknowledged_at=None)


def _mine(claimed: Claimed, by: Subject) -> QuerySet[Mail]:
    """The message, if the claim is still ours."""
    return Mail.objects.visible_to(by).filter(
        pk=claimed.mail_id, attempt=claimed.attempt, state=MailState.PENDING
    )


@verb("reminders.reopen")
def tell_others(claimed: Claimed, found: StillToTell, *, by: Subject, on: dt.date) -> int:
    """What this person is no longer told and nobody else was, waits again for whoever holds the office."""
    let_go(found.raised)
    told = found.reminders | found.unknown
    return reopen(set(_in(claimed, by).values_list("reminder_id", flat=True)) - told, on=on)


def compose(claimed: Claimed, lines: list[tuple[str, str]]) -> Outgoing:
    """The message in the recipient's language; the same claim gives the same Message-ID every time."""
    with translation.override(claimed.user.language):
        subject = render_to_string("reminders/mail_subject.txt", {"lines": lines}).strip()
        body = render_to_string(
            "reminders/mail_body.txt", {"lines": lines, "user": claimed.user, "base_url": settings.BASE_URL}
        )
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    return Outgoing(claimed.user, message_id(claimed.key, claimed.user.username, domain), subject, body)


@verb("reminders.mail_sent")
def mark_sent(claimed: Claimed, *, by: Subject, at: dt.datetime, state: MailState = MailState.SENT) -> bool:
    """Close the message if the claim is still ours."""
    sent_at = at if state == MailState.SENT else None
    return bool(_mine(claimed, by).update(state=state, sent_at=sent_at, last_error=""))


@verb("reminders.mail_failed")
def mark_failed(claimed: Claimed, error: str, *, by: Subject, at: dt.datetime) -> MailState:
    """Wait and try again, or give up after the last wait."""
    retry = next_attempt(claimed.attempt, at)
    state = MailState.PENDING if retry else MailState.DEAD
    _mine(claimed, by).update(state=state, next_try_at=retry or at, last_error=error[:300])
    return state


@verb("reminders.retry_mail")
def retry(mail_id: int, *, by: Subject, at: dt.datetime) -> Mail:
    """Try a message that was given up once more, from the beginning. Raises NotFound, TransitionRefused."""
    mail = _given_up(mail_id, "reminders.retry_mail", by=by)
    mail.state, mail.attempt, mail.due_at, mail.next_try_at = MailState.PENDING, 0, at, at
    mail.save(update_fields=["state", "attempt", "due_at", "next_try_at"])
    return mail


@verb("reminders.drop_mail")
def drop(mail_id: int, *, by: Subject) -> Mail:
    """The person was told another way; the notice in the inbox stays. Raises NotFound, TransitionRefused."""
    mail = _given_up(mail_id, "reminders.drop_mail", by=by)
    mail.state = MailState.DROPPED
    mail.save(update_fields=["state"])
    return mail


def _given_up(mail_id: int, verb_name: str, *, by: Subject) -> Mail:
    require(by, verb_name)
    mail = Mail.objects.visible_to(by).select_for_update().filter(pk=mail_id).first()
    if mail is None:
        raise NotFound
    if mail.state != MailState.DEAD:
        raise TransitionRefused
    return mail
