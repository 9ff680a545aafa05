"""The delivery loop: batches into the inbox, then messages one by one. Any number may run side by side."""

import datetime as dt
import logging
import math
import time
from collections.abc import Callable

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import now, today
from reminders.channels import channels
from reminders.lifecycle import MailState
from reminders.services import mailing, messages
from reminders.services.dispatch import deliver_batch
from reminders.services.planning import plan_hours

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
        with enter_subject(subject, "digests"):
            messages.write_digest(preference, by=subject, on=day(), at=clock())
    sent = 0
    while time.monotonic() - begun < patience and (outcome := send_one(clock=clock, day=day)) is not None:
        sent += outcome
    return handled, sent


def plan_by_the_clock(*, clock: Callable[[], dt.datetime] = now) -> None:
    """What runs in hours is planned every minute: the plan of the day would come too late."""
    planner = service_subject("planner")
    with enter_subject(planner, "plan hours"):
        plan_hours(by=planner, at=clock())


def send_one(*, clock: Callable[[], dt.datetime] = now, day: Callable[[], dt.date] = today) -> bool | None:
    """Send the next waiting message: True sent, False not, None when none waits; no lock is held meanwhile."""
    subject = service_subject("dispatcher")
    with enter_subject(subject, "claim a message"):
        claimed = mailing.claim(by=subject, at=clock(), on=day())
        if claimed is None:
            return None
        lines = mailing.lines_for(claimed, by=subject, on=day())
    channel = channels().get(claimed.channel)
    if not lines or not claimed.user.is_active or (channel and not channel.address(claimed.user)):
        with enter_subject(subject, "drop a message"):
            mailing.mark_sent(claimed, by=subject, at=clock(), state=MailState.DROPPED)
        return False
    try:
        if channel is None:
            raise ConnectionError(f"no channel {claimed.channel} in use")
        channel.send(mailing.compose(claimed, lines))
    except OSError as error:  # smtplib's exceptions are OSErrors; anything else is a fault and must be seen
        with enter_subject(subject, "a message failed"):
            state = mailing.mark_failed(claimed, str(error), by=subject, at=clock())
        level = logging.ERROR if state == MailState.DEAD else logging.WARNING
        logger.log(level, "message %s: %s (%s)", claimed.key[:12], error, state)
        return False
    with enter_subject(subject, "a message left"):
        mailing.mark_sent(claimed, by=subject, at=clock())
    return True
