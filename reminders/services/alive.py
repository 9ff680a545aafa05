"""Heartbeats of the loops, and what of the outbox a watcher has to know."""

import datetime as dt
import math
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from reminders.models import Heartbeat

BEAT_SQL = """
INSERT INTO reminders_heartbeat (name, at) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET at = excluded.at
"""
# SECURITY DEFINER: a watcher without clearance learns ages and numbers of the whole outbox, and nothing else.
LOOK_SQL = "SELECT * FROM reminders_outbox_state(%s)"
# Rules in the order of their names, so that two plans never wait for each other in a circle.
PLANNED_SQL = """
INSERT INTO reminders_heartbeat (name, at) SELECT %s || code, %s::timestamptz FROM unnest(%s::text[]) code ORDER BY code
ON CONFLICT (name) DO UPDATE SET at = excluded.at WHERE reminders_heartbeat.at <> excluded.at
"""
PLAN_OF = "plan of "
DISPATCHER, PLANNER, STAND_IN = "dispatcher", "planner", "stand-in planner"
LATE = dt.timedelta(minutes=15)
SILENT = dt.timedelta(minutes=90)  # beat rings for the plan every hour
UNPLANNED = dt.timedelta(hours=2)  # nobody stood in for the planner either
RETRIED = dt.timedelta(hours=1)  # a mail server that comes back within it kept nobody waiting for long
NEVER = math.inf


def beat(name: str, *, at: dt.datetime) -> None:
    """A loop came round."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT_SQL, [name, at])


def planned(codes: Collection[str], *, at: dt.datetime) -> None:
    """These rules were planned, for a day or an instant: whatever fell due until then was looked at."""
    with connection.cursor() as cursor:
        cursor.execute(PLANNED_SQL, [PLAN_OF, at, sorted(codes)])


def last_plans() -> dict[str, dt.datetime]:
    """For when each rule was planned last, by its code; a day is its beginning at home."""
    beats = Heartbeat.objects.filter(name__startswith=PLAN_OF).values_list("name", "at")
    return {name.removeprefix(PLAN_OF): at for name, at in beats}


def is_planner_silent(*, at: dt.datetime) -> bool:
    """Neither the planner nor who stands in for it came round; a beat far ahead is of a clock that was wrong."""
    beats = Heartbeat.objects.filter(name__in=(PLANNER, STAND_IN)).values_list("at", flat=True)
    return all(abs(at - heard) > SILENT for heard in beats)


@dataclass(frozen=True)
class OutboxState:
    """Seconds and numbers; None where a loop never came round or nothing waits."""

    dispatcher_age: float | None
    planner_age: float | None
    plan_age: float | None
    oldest_reminder_age: float | None
    oldest_message_age: float | None
    oldest_retried_age: float | None
    reminders_waiting: int
    reminders_vacant: int
    messages_waiting: int
    messages_dead: int
    rules_failing: int

    @property
    def is_late(self) -> bool:
        """Somebody is not told: nobody delivers or plans, a reminder or a message waits too long, a rule fails."""
        return self.rules_failing > 0 or any(
            age > most.total_seconds()
            for age, most in (
                (NEVER if self.dispatcher_age is None else self.dispatcher_age, LATE),
                (NEVER if self.plan_age is None else self.plan_age, UNPLANNED),
                (self.oldest_reminder_age or 0, LATE),
                (self.oldest_message_age or 0, LATE),
                (self.oldest_retried_age or 0, RETRIED),
            )
        )


def outbox_state(*, at: dt.datetime) -> OutboxState:
    """One question to the database, without a subject.

    A beat ahead of the clock is as strange as one behind it: a clock was set back, and nobody came round since.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOOK_SQL, [at])
        dispatcher, planner, plan, *rest = cursor.fetchone()
    return OutboxState(_distance(dispatcher), _distance(planner), _distance(plan), *rest)


def _distance(age: float | None) -> float | None:
    return None if age is None else abs(age)
