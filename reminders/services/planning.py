"""Planning, set-based: "due and not yet planned", never "due today", so downtime heals itself (walls.md 4)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

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
from reminders.services.faults import is_passing, note, over
from reminders.services.reopening import reopen_left_behind

# A deadline further past than this was history when it entered the register and is not reminded of.
STALE_DAYS = 30

# One statement per rule: the latest offset reached of every standing deadline, for every office addressed, unless it
# is there already. The anti-join spares the unique index on a day with nothing new. Where several facts of a record
# fall due alike, they are one reminder under the label that most people may read: it says no more than that one does.
# Labels are no ladder: of several, an office is told under one that somebody who holds it may read, where there is one.
# What its people may read is asked only of offices in doubt, once each. An office told of the day is not told again
# under another label: it knows all that the other fact would say (decisions 0031).
TO_SAY_SQL = """
WITH standing AS MATERIALIZED (
    SELECT reference::text, label_id::int, due_on::date, due_at, {moment} AS moment,
           mission_id::bigint, office_id::bigint
    FROM ({deadlines}) d{narrowed}
), reached AS (
    SELECT d.*, (SELECT max(o.step) FROM unnest(%(offsets)s::int[], %(reaches)s::{clock}[]) o(step, upto)
                 WHERE d.moment <= o.upto) AS step
    FROM standing d
    WHERE d.moment >= %(oldest)s
), ranked AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY level, cardinality(caveats) + cardinality(compartments), id) AS rank
    FROM access_label
), said AS (
    SELECT r.reference, r.label_id, r.due_on, r.due_at, r.step, f.id AS office, false AS escalation
    FROM reached r
    JOIN reminders_ruleaudience a ON a.rule_id = %(rule)s
    JOIN accounts_office f ON CASE WHEN a.is_owner THEN f.id = r.office_id
        ELSE f.role = a.role AND (NOT a.at_mission OR f.mission_id = r.mission_id) END
    WHERE r.step IS NOT NULL AND (r.step > 0 OR r.moment >= %(fresh)s)
    UNION ALL
    SELECT d.reference, d.label_id, d.due_on, d.due_at, {escalated_step} + e.step, f.id, true
    FROM standing d
    JOIN reminders_ruleescalation e ON e.rule_id = %(rule)s
    JOIN unnest(%(waits)s::int[], %(passed)s::{clock}[]) w(after, upto) ON w.after = e.after AND d.moment <= w.upto
    LEFT JOIN accounts_office own ON own.id = d.office_id
    LEFT JOIN accounts_office above ON above.id = own.superior_id
    JOIN accounts_office f ON CASE e.role WHEN 'superior' THEN f.id = own.superior_id
        WHEN 'superior_2' THEN f.id = above.superior_id
        ELSE f.role = e.role AND (NOT e.at_mission OR f.mission_id = d.mission_id) END
    WHERE d.moment >= %(oldest)s
), addressed AS MATERIALIZED (
    SELECT s.reference, s.due_on, s.due_at, s.step, s.office, s.escalation, min(l.rank) AS rank, max(l.rank) AS last
    FROM said s JOIN ranked l ON l.id = s.label_id
    GROUP BY s.reference, s.due_on, s.due_at, s.step, s.office, s.escalation
), doubtful AS MATERIALIZED (
    SELECT n.* FROM addressed n WHERE n.rank < n.last
), readable AS MATERIALIZED (
    SELECT DISTINCT a.office_id AS office, label_id
    FROM (SELECT DISTINCT office FROM doubtful) o
    JOIN accounts_appointment a ON a.office_id = o.office AND a.confirmed_at IS NOT NULL AND a.valid @> %(on)s::date
    JOIN accounts_user u ON u.id = a.user_id AND u.is_active
    CROSS JOIN LATERAL unnest(subject_labels(a.user_id, a.office_id)) label_id
), told AS (
    SELECT d.reference, d.due_on, d.due_at, d.step, d.office, min(l.rank) AS rank
    FROM doubtful d
    JOIN said s ON s.reference = d.reference AND s.due_on = d.due_on AND s.due_at IS NOT DISTINCT FROM d.due_at
        AND s.step = d.step AND s.office = d.office
    JOIN readable f ON f.office = s.office AND f.label_id = s.label_id
    JOIN ranked l ON l.id = s.label_id
    GROUP BY d.reference, d.due_on, d.due_at, d.step, d.office
)
{to_what}
"""
# What is to be said and stands in no row yet.
NEW = """
FROM addressed n
LEFT JOIN told t ON n.rank < n.last AND t.reference = n.reference AND t.due_on = n.due_on AND t.step = n.step
    AND t.office = n.office AND t.due_at IS NOT DISTINCT FROM n.due_at
JOIN ranked l ON l.rank = coalesce(t.rank, n.rank)
WHERE NOT EXISTS (SELECT 1 FROM reminders_reminder h
                  WHERE h.rule_id = %(rule)s AND h.record = n.reference AND h.due_on = n.due_on
                    AND h."offset" = n.step AND h.office_id = n.office
                    AND h.due_at IS NOT DISTINCT FROM n.due_at AND h.state <> 'superseded')
"""
# A date that went and came back: what lapsed meanwhile stays so and is planned anew, what was told is not.
ONCE = """ON CONFLICT (rule_id, record, due_on, "offset", office_id, due_at) WHERE state <> 'superseded' DO NOTHING"""
PLAN_SQL = TO_SAY_SQL.replace("{narrowed}", "").replace(
    "{to_what}",
    f"""INSERT INTO reminders_reminder
    (rule_id, record, due_on, due_at, "offset", office_id, is_escalation, planned_on, state, label_id)
SELECT %(rule)s, n.reference, n.due_on, n.due_at, n.step, n.office, n.escalation, %(on)s, 'pending', l.id
{NEW}{ONCE}""",
)
COUNT_SQL = TO_SAY_SQL.replace("{narrowed}", "").replace("{to_what}", f"SELECT count(*) {NEW}")
# Before it: what nobody of an office may read gives way to a fact of the same day that somebody may.
READABLE_SQL = TO_SAY_SQL.replace(
    "{narrowed}",
    """
    WHERE d.reference IN (SELECT record FROM reminders_reminder WHERE rule_id = %(rule)s AND state = 'vacant')""",
).replace(
    "{to_what}",
    """UPDATE reminders_reminder r SET state = 'superseded'
FROM told t
WHERE r.rule_id = %(rule)s AND r.state = 'vacant' AND r.record = t.reference AND r.due_on = t.due_on
  AND r."offset" = t.step AND r.office_id = t.office AND r.due_at IS NOT DISTINCT FROM t.due_at""",
)
ESCALATED_STEP = 1000  # beyond every ordinary offset: an escalation has a key of its own

# Before planning, so that a fact whose marking was lowered is planned under the marking it has now.
GONE_SQL = """
UPDATE reminders_reminder r SET state = 'superseded'
WHERE r.rule_id = %(rule)s AND r.state IN ('pending', 'vacant')
  AND NOT EXISTS (SELECT 1 FROM ({deadlines}) d WHERE d.reference = r.record AND d.due_on::date = r.due_on
                     AND d.label_id = r.label_id AND d.due_at IS NOT DISTINCT FROM r.due_at)
"""
# After it: of what waits, only the latest offset is said.
OVERTAKEN_SQL = """
UPDATE reminders_reminder r SET state = 'superseded'
WHERE r.rule_id = %(rule)s AND r.state IN ('pending', 'vacant') AND NOT r.is_escalation
  AND EXISTS (SELECT 1 FROM reminders_reminder later
              WHERE later.rule_id = r.rule_id AND later.record = r.record AND later.due_on = r.due_on
                AND later.office_id = r.office_id AND later."offset" > r."offset" AND NOT later.is_escalation)
"""


# Somebody of the office may read it by now: a successor came, or a clearance was given.
RETRY_VACANT_SQL = """
UPDATE reminders_reminder r SET state = 'pending'
WHERE r.state = 'vacant' AND EXISTS (SELECT 1 FROM reminders_rule u WHERE u.id = r.rule_id AND u.is_active)
  AND EXISTS (
    SELECT 1 FROM accounts_appointment a JOIN accounts_user u ON u.id = a.user_id AND u.is_active
    LEFT JOIN reminders_customreminder c ON c.reference = r.record
    WHERE a.office_id = r.office_id AND a.confirmed_at IS NOT NULL AND a.valid @> %(on)s::date
      AND (c.reference IS NOT NULL OR r.record NOT LIKE 'RMD-%%')
      AND (c.person_id IS NULL OR c.person_id = a.user_id)
      AND r.label_id = ANY (subject_labels(a.user_id, a.office_id)))
"""


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
    perhaps_overtaken = set(waiting.values_list("rule_id", flat=True).distinct())
    used = Rule.objects.filter(which, is_active=True, code__in=list(known)).prefetch_related("escalations")
    done = {
        rule.pk: _by_itself(rule, known[rule.code], windows_of, supersedes=rule.pk in perhaps_overtaken)
        for rule in used
    }
    over([pk for pk, planned in done.items() if not planned.failed])
    return list(done.values())


def _by_itself(
    rule: Rule, deadline_rule: DeadlineRule, windows_of: Callable[[Rule], dict[str, Any]], *, supersedes: bool
) -> Planned:
    """Within a savepoint: what a rule that fails had begun is undone, and the next one is planned."""
    try:
        with transaction.atomic():
            return _plan_rule(rule, deadline_rule, windows_of(rule), supersedes=supersedes)
    except Exception as error:
        if is_passing(error):
            raise
        note(rule, error)
        return Planned(rule.code, 0, 0, failed=True)


def _plan_rule(
    rule: Rule, deadline_rule: DeadlineRule, windows: dict[str, Any], *, supersedes: bool
) -> Planned:
    with connection.cursor() as cursor:

        def rows_of(statement: str) -> int:
            cursor.execute(*_filled(statement, rule, deadline_rule, windows))
            return int(cursor.rowcount)

        gone = rows_of(GONE_SQL) + rows_of(READABLE_SQL) if supersedes else 0
        planned = rows_of(PLAN_SQL)
        overtaken = rows_of(OVERTAKEN_SQL) if supersedes else 0
    return Planned(rule.code, planned, gone + overtaken)


def _filled(
    sql: str, rule: Rule, deadline_rule: DeadlineRule, windows: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    """A statement over the rule's deadlines, by days or by the clock; what no offset has reached is not worked out."""
    if rule.unit == OffsetUnit.HOURS:
        moment, clock, last = "due_at", "timestamptz", None
    else:
        moment, clock = "due_on::date", "date"
        last = max([windows["on"], *windows["reaches"], *windows["passed"]])
    deadlines, params = compiled(deadline_rule, last=last)
    filled = sql.format(deadlines=deadlines, escalated_step=ESCALATED_STEP, moment=moment, clock=clock)
    return filled, {**params, **windows}


def would_say(rule: Rule, *, by: Subject, on: dt.date, at: dt.datetime) -> int:
    """How many reminders the rule as it stands now plans today, of those `by` may read; plans nothing."""
    if not rule.is_active or rule.code not in rules():
        return 0
    by_clock = rule.unit == OffsetUnit.HOURS
    reached = hours(rule, at) if by_clock else windows(rule, work_calendar(), on)
    with connection.cursor() as cursor:
        cursor.execute(*_filled(COUNT_SQL, rule, rules()[rule.code], reached))
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
