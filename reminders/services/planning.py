"""Planning, set-based: "due and not yet planned", never "due today", so downtime heals itself (walls.md 4)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Min, Q

from access.context import Subject
from access.services.relabelling import labels_stay
from directory.selectors.calendar import work_calendar
from foundation.acts import verb
from foundation.workdays import WorkCalendar
from reminders.engine import Offset, OffsetUnit, farthest_due
from reminders.lifecycle import WAITING, ReminderState
from reminders.models import Reminder, Rule
from reminders.registry import DeadlineRule, rules
from reminders.selectors.deadlines import compiled
from reminders.selectors.recipients import HOLDERS
from reminders.services.alive import last_plans, planned
from reminders.services.faults import is_passing, note, over
from reminders.services.reopening import reopen_left_behind, wake_vacant
from reminders.services.statements import (
    ANEW_SQL,
    COUNT_SQL,
    ESCALATED_STEP,
    GONE_SQL,
    KNOWN,
    OVERTAKEN_SQL,
    PLAN_SQL,
    READABLE_SQL,
)

# A deadline further past than this was history when it entered the register and is not reminded of.
STALE_DAYS = 30
DAILY = dt.timedelta(days=1)  # between two plans is no standstill
HOME = ZoneInfo(settings.TIME_ZONE)
Days = tuple[dt.date | None, dt.date | None]  # the first and the last of some reminders; None: not looked at
NO_DAYS: Days = (None, None)


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
    wake_vacant(on=on)
    calendar = work_calendar()
    last = last_plans()
    return _plan(
        by, lambda rule: windows(rule, calendar, on, last=_day(last.get(rule.code))), ~Q(unit=OffsetUnit.HOURS),
        at=dt.datetime.combine(on, dt.time(), HOME),
    )  # fmt: skip


@verb("reminders.plan")
def plan_hours(*, by: Subject, at: dt.datetime) -> list[Planned]:
    """Plan what runs by the clock and is due by `at`: rung every minute, beside the plan of the day."""
    labels_stay()
    wake_vacant(on=at.astimezone(HOME).date())
    last = last_plans()
    return _plan(by, lambda rule: hours(rule, at, last=last.get(rule.code)), Q(unit=OffsetUnit.HOURS), at=at)


def _plan(
    by: Subject, windows_of: Callable[[Rule], dict[str, Any]], which: Q, *, at: dt.datetime
) -> list[Planned]:
    """What is planned now is the latest that is due, so only what waited before can have been overtaken."""
    known = rules()
    of_kind = Rule.objects.filter(which, code__in=list(known))
    used = list(of_kind.filter(is_active=True).prefetch_related("escalations"))
    since, told_of = _days_of(used, by=by)
    done: dict[int, Planned] = {}
    failed: dict[Rule, Exception] = {}
    for rule in used:
        try:
            with transaction.atomic():  # what a rule that fails had begun is undone
                done[rule.pk] = _plan_rule(
                    rule,
                    known[rule.code],
                    windows_of(rule),
                    since.get(rule.pk),
                    told_of.get(rule.pk, NO_DAYS),
                )
        except Exception as error:
            if is_passing(error):
                raise
            failed[rule] = error
            done[rule.pk] = Planned(rule.code, 0, 0, failed=True)
    well = {pk: result.code for pk, result in done.items() if not result.failed}
    over(well)
    # What falls due while a rule is switched off is nothing missed: switched on again it tells of what is new.
    planned([*well.values(), *of_kind.filter(is_active=False).values_list("code", flat=True)], at=at)
    note(failed)
    return list(done.values())


def _days_of(used: list[Rule], *, by: Subject) -> tuple[dict[int, dt.date], dict[int, Days]]:
    """Of these rules, by their keys: the first day of what waits, and the first and the last of what was told."""
    rows = Reminder.objects.visible_to(by).filter(rule__in=used).order_by()
    waiting = rows.filter(state__in=WAITING).values_list("rule_id").annotate(Min("due_on"))
    told = rows.filter(state=ReminderState.SENT).values_list("rule_id").annotate(Min("due_on"), Max("due_on"))
    return dict(waiting), {rule: (first, last) for rule, first, last in told}


def _plan_rule(
    rule: Rule, deadline_rule: DeadlineRule, windows: dict[str, Any], since: dt.date | None, told: Days
) -> Planned:
    """`since`: the first day of what waits; that is looked at however old it is, what is new as far as `oldest`.

    `told`: the days of what was told, which is looked at too.
    """
    with connection.cursor() as cursor:

        def execute(statement: str, windows: dict[str, Any], days: Days) -> int:
            cursor.execute(*_filled(statement, rule, deadline_rule, windows, days))
            return int(cursor.rowcount)

        def ids_of(statement: str, windows: dict[str, Any]) -> list[int]:
            execute(statement, windows, (since, None))
            return [key for (key,) in cursor.fetchall()]

        lapsed: list[int] = []
        count = overtaken = 0
        if since is not None:
            begun = since - dt.timedelta(days=1)  # what runs by the clock compares instants
            all_of_it = {**windows, **dict.fromkeys(("oldest", "eldest", "fresh", "missed"), begun)}
            lapsed = ids_of(GONE_SQL, windows) + ids_of(READABLE_SQL, all_of_it)
            count = execute(ANEW_SQL, {**all_of_it, "lapsed": lapsed}, (since, None)) if lapsed else 0
        eldest = _day_of(windows["eldest"])
        execute(PLAN_SQL, windows, (min(eldest, told[0] or eldest), told[1]))
        new, gone = cursor.fetchone()
        if since is not None:
            overtaken = execute(OVERTAKEN_SQL, windows, (since, None))
    return Planned(rule.code, count + new, len(lapsed) + gone + overtaken)


def _day_of(moment: dt.date | dt.datetime) -> dt.date:
    """A day before it, since days at home and instants begin at other times."""
    return (moment.date() if isinstance(moment, dt.datetime) else moment) - dt.timedelta(days=1)


def _filled(
    sql: str, rule: Rule, deadline_rule: DeadlineRule, windows: dict[str, Any], days: Days
) -> tuple[str, dict[str, Any]]:
    """A statement over the rule's deadlines, by days or by the clock.

    Not worked out are days before the first, and those after the last that no offset has reached.
    """
    first, until = days
    if rule.unit == OffsetUnit.HOURS:
        moment, clock, last = "due_at", "timestamptz", None
    else:
        moment, clock = "due_on::date", "date"
        last = max([windows["on"], *windows["reaches"], *windows["passed"], *([until] if until else [])])
    deadlines, params = compiled(deadline_rule, first, last)
    # Asked of the trail only after a standstill: the question alone makes PostgreSQL plan the statement for the worst.
    known = "false" if windows["eldest"] == windows["oldest"] else KNOWN
    filled = sql.format(
        deadlines=deadlines, escalated_step=ESCALATED_STEP, moment=moment, clock=clock, holders=HOLDERS,
        known_of_r=known.format(row="r"), known_of_d=known.format(row="d"),
    )  # fmt: skip
    return filled, {**params, **windows}


def would_say(rule: Rule, *, by: Subject, on: dt.date, at: dt.datetime) -> int:
    """How many reminders the rule as it stands now plans today, of those `by` may read; plans nothing."""
    if not rule.is_active or rule.code not in rules():
        return 0
    last = last_plans().get(rule.code)
    reached = (
        hours(rule, at, last=last) if rule.unit == OffsetUnit.HOURS
        else windows(rule, work_calendar(), on, last=_day(last))
    )  # fmt: skip
    with connection.cursor() as cursor:
        first = _day_of(reached["eldest"])
        cursor.execute(*_filled(COUNT_SQL, rule, rules()[rule.code], reached, (first, None)))
        return int(cursor.fetchone()[0])


def windows(
    rule: Rule, calendar: WorkCalendar, on: dt.date, *, last: dt.date | None = None
) -> dict[str, Any]:
    """The last due day that each offset and each wait of the chain has reached by `on`, and where history begins.

    `last` is the day for which the rule was planned before.
    """
    offsets = [Offset(value, OffsetUnit(rule.unit)) for value in rule.offsets]
    reaches = [farthest_due(offset, on, calendar, rule.move) for offset in offsets]
    waits = sorted({escalation.after for escalation in rule.escalations.all()})
    after = [Offset(wait, OffsetUnit.WORKING_DAYS) for wait in waits]
    passed = [farthest_due(wait, on, calendar, rule.move) for wait in after]
    return {
        "rule": rule.pk, "on": on, "offsets": list(rule.offsets), "reaches": reaches, "waits": waits, "passed": passed,
        **_history(min([on, *reaches, *passed]), on, last),
    }  # fmt: skip


def hours(rule: Rule, at: dt.datetime, *, last: dt.datetime | None = None) -> dict[str, Any]:
    """The same of a rule that runs by the clock, also in the night and on free days; its chain waits hours."""
    reaches = [at - dt.timedelta(hours=value) for value in rule.offsets]
    waits = sorted({escalation.after for escalation in rule.escalations.all()})
    passed = [at - dt.timedelta(hours=wait) for wait in waits]
    return {
        "rule": rule.pk, "on": at.astimezone(HOME).date(), "offsets": list(rule.offsets), "reaches": reaches,
        "waits": waits, "passed": passed, **_history(min([at, *reaches, *passed]), at, last),
    }  # fmt: skip


def _history(farthest: Any, now: Any, last: Any) -> dict[str, Any]:
    """Where history begins for a plan made every day (`oldest`, `fresh`), and for one not made since `last`.

    Days or instants. A rule that failed was not planned either.
    """
    last = now if last is None or now - last <= DAILY else last
    stale, half = dt.timedelta(days=STALE_DAYS), dt.timedelta(days=STALE_DAYS // 2)
    return {
        "oldest": farthest - stale, "fresh": now - half, "last": last, "history": half.days,
        "eldest": farthest - stale - (now - last), "missed": last - half,
    }  # fmt: skip


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(HOME).date() if moment else None
