"""Planning, set-based: "due and not yet planned", never "due today", so downtime heals itself (walls.md 4)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min, Q

from access.context import Subject
from access.services.relabelling import labels_stay
from directory.selectors.calendar import work_calendar
from foundation.acts import verb
from foundation.workdays import WorkCalendar
from reminders.engine import Offset, OffsetUnit, farthest_due
from reminders.lifecycle import WAITING
from reminders.models import Reminder, Rule
from reminders.registry import DeadlineRule, rules
from reminders.selectors.deadlines import compiled
from reminders.selectors.recipients import HOLDERS
from reminders.services.faults import is_passing, note, over
from reminders.services.reopening import reopen_left_behind
from reminders.services.statements import (
    ANEW_SQL,
    COUNT_SQL,
    ESCALATED_STEP,
    GONE_SQL,
    OVERTAKEN_SQL,
    PLAN_SQL,
    READABLE_SQL,
    RETRY_VACANT_SQL,
)

# A deadline further past than this was history when it entered the register and is not reminded of.
STALE_DAYS = 30


@dataclass(frozen=True)
class Planned:
    """What one run did for one rule; nothing where the rule could not be asked."""

    code: str
    planned: int
    superseded: int
    failed: bool = False


@verb("reminders.plan")
def plan(*, by: Subject, on: dt.date) -> list[Planned]:
    """Plan everything due by `on`; running it again plans nothing new. `by` is the planner, who holds every label.

    A rule that fails is noted and plans nothing; the others are planned all the same.
    """
    labels_stay()
    reopen_left_behind(on=on)
    with connection.cursor() as cursor:
        cursor.execute(RETRY_VACANT_SQL, {"on": on})
    calendar = work_calendar()
    return _plan(by, lambda rule: windows(rule, calendar, on), ~Q(unit=OffsetUnit.HOURS))


@verb("reminders.plan")
def plan_hours(*, by: Subject, at: dt.datetime) -> list[Planned]:
    """Plan what runs by the clock and is due by `at`: rung every minute, beside the plan of the day."""
    labels_stay()
    with connection.cursor() as cursor:
        cursor.execute(RETRY_VACANT_SQL, {"on": at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()})
    return _plan(by, lambda rule: hours(rule, at), Q(unit=OffsetUnit.HOURS))


def _plan(by: Subject, windows_of: Callable[[Rule], dict[str, Any]], which: Q) -> list[Planned]:
    """What is planned now is the latest that is due, so only what waited before can have been overtaken."""
    known = rules()
    waiting = Reminder.objects.visible_to(by).filter(state__in=WAITING).order_by()
    since = dict(waiting.values_list("rule_id").annotate(Min("due_on")))
    used = Rule.objects.filter(which, is_active=True, code__in=list(known)).prefetch_related("escalations")
    done: dict[int, Planned] = {}
    failed: dict[Rule, Exception] = {}
    for rule in used:
        try:
            with transaction.atomic():  # what a rule that fails had begun is undone
                done[rule.pk] = _plan_rule(rule, known[rule.code], windows_of(rule), since.get(rule.pk))
        except Exception as error:
            if is_passing(error):
                raise
            failed[rule] = error
            done[rule.pk] = Planned(rule.code, 0, 0, failed=True)
    over([pk for pk, planned in done.items() if not planned.failed])
    note(failed)
    return list(done.values())


def _plan_rule(
    rule: Rule, deadline_rule: DeadlineRule, windows: dict[str, Any], since: dt.date | None
) -> Planned:
    """`since`: the first day of what waits; that is looked at however old it is, what is new as far as `oldest`."""
    with connection.cursor() as cursor:

        def execute(statement: str, windows: dict[str, Any], first: dt.date | None) -> int:
            cursor.execute(*_filled(statement, rule, deadline_rule, windows, first))
            return int(cursor.rowcount)

        def ids_of(statement: str, windows: dict[str, Any]) -> list[int]:
            execute(statement, windows, since)
            return [key for (key,) in cursor.fetchall()]

        lapsed: list[int] = []
        planned = overtaken = 0
        if since is not None:
            begun = since - dt.timedelta(days=1)  # what runs by the clock compares instants
            all_of_it = {**windows, "oldest": begun, "fresh": begun}
            lapsed = ids_of(GONE_SQL, windows) + ids_of(READABLE_SQL, all_of_it)
            planned = execute(ANEW_SQL, {**all_of_it, "lapsed": lapsed}, since) if lapsed else 0
        planned += execute(PLAN_SQL, windows, _day_of(windows["oldest"]))
        if since is not None:
            overtaken = execute(OVERTAKEN_SQL, windows, since)
    return Planned(rule.code, planned, len(lapsed) + overtaken)


def _day_of(moment: dt.date | dt.datetime) -> dt.date:
    """A day before it, since days at home and instants begin at other times."""
    return (moment.date() if isinstance(moment, dt.datetime) else moment) - dt.timedelta(days=1)


def _filled(
    sql: str, rule: Rule, deadline_rule: DeadlineRule, windows: dict[str, Any], first: dt.date | None
) -> tuple[str, dict[str, Any]]:
    """A statement over the rule's deadlines, by days or by the clock.

    Days before `first` are not worked out, nor those no offset has reached.
    """
    if rule.unit == OffsetUnit.HOURS:
        moment, clock, last = "due_at", "timestamptz", None
    else:
        moment, clock = "due_on::date", "date"
        last = max([windows["on"], *windows["reaches"], *windows["passed"]])
    deadlines, params = compiled(deadline_rule, first, last)
    filled = sql.format(
        deadlines=deadlines, escalated_step=ESCALATED_STEP, moment=moment, clock=clock, holders=HOLDERS
    )
    return filled, {**params, **windows}


def would_say(rule: Rule, *, by: Subject, on: dt.date, at: dt.datetime) -> int:
    """How many reminders the rule as it stands now plans today, of those `by` may read; plans nothing."""
    if not rule.is_active or rule.code not in rules():
        return 0
    by_clock = rule.unit == OffsetUnit.HOURS
    reached = hours(rule, at) if by_clock else windows(rule, work_calendar(), on)
    with connection.cursor() as cursor:
        first = _day_of(reached["oldest"])
        cursor.execute(*_filled(COUNT_SQL, rule, rules()[rule.code], reached, first))
        return int(cursor.fetchone()[0])


def windows(rule: Rule, calendar: WorkCalendar, on: dt.date) -> dict[str, Any]:
    """The last due day that each offset and each wait of the chain has reached by `on`, and where history begins."""
    offsets = [Offset(value, OffsetUnit(rule.unit)) for value in rule.offsets]
    reaches = [farthest_due(offset, on, calendar, rule.move) for offset in offsets]
    waits = sorted({escalation.after for escalation in rule.escalations.all()})
    after = [Offset(wait, OffsetUnit.WORKING_DAYS) for wait in waits]
    passed = [farthest_due(wait, on, calendar, rule.move) for wait in after]
    return {
        "rule": rule.pk, "on": on, "offsets": list(rule.offsets), "reaches": reaches, "waits": waits, "passed": passed,
        "oldest": min([on, *reaches, *passed]) - dt.timedelta(days=STALE_DAYS),
        "fresh": on - dt.timedelta(days=STALE_DAYS // 2),
    }  # fmt: skip


def hours(rule: Rule, at: dt.datetime) -> dict[str, Any]:
    """The same of a rule that runs by the clock, also in the night and on free days; its chain waits hours."""
    reaches = [at - dt.timedelta(hours=value) for value in rule.offsets]
    waits = sorted({escalation.after for escalation in rule.escalations.all()})
    passed = [at - dt.timedelta(hours=wait) for wait in waits]
    return {
        "rule": rule.pk, "on": at.astimezone(ZoneInfo(settings.TIME_ZONE)).date(), "offsets": list(rule.offsets),
        "reaches": reaches, "waits": waits, "passed": passed,
        "oldest": min([at, *reaches, *passed]) - dt.timedelta(days=STALE_DAYS),
        "fresh": at - dt.timedelta(days=STALE_DAYS // 2),
    }  # fmt: skip
