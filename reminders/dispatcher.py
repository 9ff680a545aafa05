"""The delivery loop: batches into the inbox, then messages one by one. Any number may run side by side."""

import datetime as dt
import logging
import math
import time
from collections.abc import Callable

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from foundation.clock import now, today
from reminders.channels import channels
from reminders.lifecycle import MailState
from reminders.services import mailing, messages
from reminders.services.alive import STAND_IN, beat, is_planner_silent
from reminders.services.dispatch import deliver_batch
from reminders.services.faults import is_passing, said_of
from reminders.services.planning import plan, plan_hours

logger = logging.getLogger(__name__)


def drain(
    *, clock: Callable[[], dt.datetime] = now, day: Callable[[], dt.date] = today, patience: float = math.inf
) -> tuple[int, int]:
    """Deliver everything due; returns (reminders handled, messages sent).

    `patience`: seconds after which no further message is begun, so that a slow mail server holds up nothing else.
    """
    begun = time.monotonic()
    subject = service_subject("dispatcher")
    handled = 0
    while True:
        with enter_subject(subject, "dispatch reminders"):
            taken = deliver_batch(by=subject, on=day(), at=clock())
        handled += taken
        if not taken:
            break
    with enter_subject(subject, "what comes back"):
        messages.wake(by=subject, on=day(), at=clock())
    for preference in messages.digests_due(at=clock()):
        _write_digest(preference, by=subject, on=day(), at=clock())
    sent = 0
    while time.monotonic() - begun < patience and (outcome := send_one(clock=clock, day=day)) is not None:
        sent += outcome
    return handled, sent


def plan_by_the_clock(*, clock: Callable[[], dt.datetime] = now) -> None:
    """What runs in hours is planned every minute: the plan of the day would come too late."""
    planner = service_subject("planner")
    with enter_subject(planner, "plan hours"):
        plan_hours(by=planner, at=clock())


def plan_where_nobody_does(
    *, clock: Callable[[], dt.datetime] = now, day: Callable[[], dt.date] = today
) -> bool:
    """Beat or the worker stands still: the plan of the day is made here, once in a while; True where it was."""
    if not is_planner_silent(at=clock()):
        return False
    planner = service_subject("planner")
    with enter_subject(planner, "plan where nobody does"):
        plan(by=planner, on=day())
    beat(STAND_IN, at=clock())
    return True


def send_one(*, clock: Callable[[], dt.datetime] = now, day: Callable[[], dt.date] = today) -> bool | None:
    """Send the next waiting message: True sent, False not, None when none waits; no lock is held meanwhile."""
    subject = service_subject("dispatcher")
    with enter_subject(subject, "claim a message"):
        claimed = mailing.claim(by=subject, at=clock(), on=day())
    if claimed is None:
        return None
    try:
        state = _leave(claimed, by=subject, on=day(), at=clock())
    except Exception as error:
        if is_passing(error):  # the database, not the message: after the lease somebody asks again
            raise
        _note_failure(claimed, error, by=subject, at=clock())
        return False
    if state == MailState.PENDING:
        return False
    with enter_subject(subject, "a message left" if state == MailState.SENT else "drop a message"):
        mailing.mark_sent(claimed, by=subject, at=clock(), state=state)
    return state == MailState.SENT


def _write_digest(preference: int, *, by: Subject, on: dt.date, at: dt.datetime) -> None:
    """One person's digest that cannot be written holds up nobody else's; it is tried again in the next round."""
    try:
        with enter_subject(by, "digests"):
            messages.write_digest(preference, by=by, on=on, at=at)
    except Exception as error:
        if is_passing(error):
            raise
        logger.exception("digest of preference %s", preference)


def _leave(claimed: mailing.Claimed, *, by: Subject, on: dt.date, at: dt.datetime) -> MailState:
    """Hand the message over, or find that nothing of it may be told any more, or not before a rule is mended."""
    with enter_subject(by, "read a message"):
        lines = mailing.lines_for(claimed, by=by, on=on, at=at)
    if lines is None:
        return MailState.PENDING
    channel = channels().get(claimed.channel)
    if not lines or not claimed.user.is_active or (channel and not channel.address(claimed.user)):
        return MailState.DROPPED
    if channel is None:
        raise ConnectionError(f"no channel {claimed.channel} in use")
    channel.send(mailing.compose(claimed, lines))
    return MailState.SENT


def _note_failure(claimed: mailing.Claimed, error: Exception, *, by: Subject, at: dt.datetime) -> None:
    """An OSError is the other side's; anything else is a fault of ours, to be seen, and holds up no other message."""
    with enter_subject(by, "a message failed"):
        state = mailing.mark_failed(claimed, said_of(error), by=by, at=at)
    is_ours = not isinstance(error, OSError)
    level = logging.ERROR if is_ours or state == MailState.DEAD else logging.WARNING
    logger.log(
        level, "message %s: %s (%s)", claimed.key[:12], error, state, exc_info=error if is_ours else None
    )
