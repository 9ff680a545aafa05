"""Heartbeats of the loops, and what of the outbox a watcher has to know."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from reminders.models import Heartbeat

BEAT_SQL = """
INSERT INTO reminders_heartbeat (name, at) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET at = excluded.at
"""
# SECURITY DEFINER: a watcher without clearance learns ages and numbers of the whole outbox, and nothing else.
LOOK_SQL = "SELECT * FROM reminders_outbox_state(%s)"
DISPATCHER, PLANNER, STAND_IN = "dispatcher", "planner", "stand-in planner"
LATE = dt.timedelta(minutes=15)
SILENT = dt.timedelta(minutes=90)  # beat rings for the plan every hour


def beat(name: str, *, at: dt.datetime) -> None:
    """A loop came round."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT_SQL, [name, at])


def is_planner_silent(*, at: dt.datetime) -> bool:
    """Neither the planner nor who stands in for it came round; a beat far ahead is of a clock that was wrong."""
    beats = Heartbeat.objects.filter(name__in=(PLANNER, STAND_IN)).values_list("at", flat=True)
    return all(abs(at - heard) > SILENT for heard in beats)


@dataclass(frozen=True)
class OutboxState:
    """Seconds and numbers; None where a loop never came round or nothing waits."""

    dispatcher_age: float | None
    planner_age: float | None
    oldest_message_age: float | None
    reminders_waiting: int
    reminders_vacant: int
    messages_waiting: int
    messages_dead: int
    rules_failing: int

    @property
    def is_late(self) -> bool:
        """Somebody is not told: no dispatcher, a message that waits for a quarter of an hour, or a rule that fails."""
        silent = self.dispatcher_age is None or self.dispatcher_age > LATE.total_seconds()
        waits = (self.oldest_message_age or 0) > LATE.total_seconds()
        return silent or waits or self.rules_failing > 0


def outbox_state(*, at: dt.datetime) -> OutboxState:
    """One question to the database, without a subject.

    A beat ahead of the clock is as strange as one behind it: a clock was set back, and nobody came round since.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOOK_SQL, [at])
        dispatcher, planner, *rest = cursor.fetchone()
    return OutboxState(_distance(dispatcher), _distance(planner), *rest)


def _distance(age: float | None) -> float | None:
    return None if age is None else abs(age)
