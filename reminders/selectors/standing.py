"""Deadlines that stand, read under the reader's own walls: every rule in one statement, a window of days at a time.

What a rule opens with unrestricted() still passes row security, whose labels are those of whoever asks; on top of it
the label a row itself names has to be among them. A hidden record is in no row, no count and no total.

A rule noted as failing is not asked, so that the others can be read; whoever shows rows says what is missing.
"""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from access.context import Subject, current_subject
from access.managers import SealedManagerUsed
from accounts.models import Office
from reminders.engine import OffsetUnit
from reminders.models import Rule, RuleFault
from reminders.registry import DeadlineRule, Titled, Titles, rules
from reminders.selectors.deadlines import deadlines_of, output_columns
from reminders.selectors.telling import Telling, tellings

AT_MOST = 500
LONG_AGO, LONG_AFTER = dt.date(1, 1, 1), dt.date(9999, 12, 31)

# `since` is the day the rule counts from, `due_on` the day on which it falls due (first_said).
BRANCH = """SELECT %s::bigint AS rule_id, reference::text, label_id::int, due_on::date AS since,
    due_on::date + %s::int AS due_on, mission_id::bigint, office_id::bigint
FROM ({deadlines}) q({aliases}) WHERE due_on::date BETWEEN %s::date - %s::int AND %s::date - %s::int{one}"""
NOTHING = """SELECT 0::bigint AS rule_id, ''::text AS reference, 0 AS label_id, NULL::date AS since,
    NULL::date AS due_on, 0::bigint AS mission_id, 0::bigint AS office_id WHERE false"""
READ = """WITH standing AS ({branches}), found AS (
    SELECT s.rule_id, s.reference, s.since, s.due_on, array_agg(DISTINCT s.label_id) AS labels,
        array_remove(array_agg(DISTINCT s.mission_id), NULL) AS missions,
        array_remove(array_agg(DISTINCT s.office_id), NULL) AS owners
    FROM standing s
    WHERE s.reference IS NOT NULL AND s.label_id = ANY ((SELECT allowed_labels())::int[])
    GROUP BY s.rule_id, s.reference, s.since, s.due_on
)"""
# Whom a rule addresses, as the planner reads it, and whoever was told already (an escalation, an audience of before).
ADDRESSED = """SELECT o.id FROM reminders_ruleaudience a
    JOIN accounts_office o ON CASE WHEN a.is_owner THEN o.id = ANY (f.owners)
        ELSE o.role = a.role AND (NOT a.at_mission OR o.mission_id = ANY (f.missions)) END
    WHERE a.rule_id = f.rule_id
    UNION
    SELECT r.office_id FROM reminders_reminder r
    WHERE r.rule_id = f.rule_id AND r.record = f.reference AND r.due_on = f.since AND r.delivered_at IS NOT NULL"""

# A reminder set by hand is about whatever its record is about.
OF_STATE = """(f.missions && ARRAY(SELECT m.id FROM directory_diplomaticmission m WHERE m.country_id = %s)
    OR EXISTS (SELECT 1 FROM (SELECT coalesce((SELECT c.record FROM reminders_customreminder c
                                               WHERE c.reference = f.reference), f.reference)) n(record)
               WHERE {of_these}))"""


@dataclass(frozen=True)
class Wanted:
    """Which deadlines: days inclusive; `offices` None for all; `records` gives the references of a State's records."""

    first: dt.date
    last: dt.date
    offices: tuple[int, ...] | None = None
    rule: str = ""
    country_id: int | None = None
    records: Sequence[QuerySet[Any]] = field(default=())
    record: str = ""
    kinds: tuple[Titles, ...] = ()  # of which kind of record; none for all


@dataclass(frozen=True)
class Standing:
    """One deadline that stands: of which record, by which rule, on which day, whose matter, who was told."""

    rule: str
    why: str
    is_legal: bool
    record: str
    title: str
    url: str
    since: dt.date
    due_on: dt.date
    offices: tuple[tuple[int, str], ...]
    owners: tuple[int, ...]
    told: Telling
    label_ids: tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """Rows up to a limit, and how many there are."""

    rows: tuple[Standing, ...]
    total: int
    rules: Mapping[str, Rule] = field(default_factory=dict)  # of the rows, by their codes
    unread: tuple[str, ...] = ()  # titles of rules that cannot be asked at present: their rows are missing

    @property
    def is_cut(self) -> bool:
        """More stand than are shown."""
        return len(self.rows) < self.total


def standing(
    wanted: Wanted, *, to: Subject, limit: int = AT_MOST, skip: int = 0, named: bool = True,
    before: dt.datetime | None = None,
) -> Page:  # fmt: skip
    """The deadlines of a window, the nearest first; as many queries for ten rows as for a thousand.

    `named=False` leaves the titles out where rows are only counted; `before` is up to when telling counts.
    """
    used, unread = _rules_in_use(wanted)
    found, params = _found(wanted, used, to=to)
    sql = f"""{found}, page AS (SELECT f.*, count(*) OVER () AS total FROM found f {_narrowed(wanted, params)}
        ORDER BY f.due_on, f.rule_id, f.reference LIMIT %s OFFSET %s)
        SELECT f.rule_id, f.reference, f.since, f.due_on, f.labels, f.total, ARRAY({ADDRESSED}), f.owners FROM page f
        ORDER BY f.due_on, f.rule_id, f.reference"""  # nosec B608 - our own SQL, values are parameters
    rows = _read(sql, [*params, limit, skip])
    if not rows and skip:
        return Page((), sum(counts_by_day(wanted, to=to).values()), unread=unread)
    of_rows = {used[row[0]][0].code: used[row[0]][0] for row in rows}
    shown = tuple(_standing(rows, used, to=to, named=named, before=before))
    return Page(shown, rows[0][5] if rows else 0, of_rows, unread)


def counts_by_day(wanted: Wanted, *, to: Subject) -> dict[dt.date, int]:
    """How many fall due on each day of a window."""
    used, _unread = _rules_in_use(wanted)
    found, params = _found(wanted, used, to=to)
    sql = f"""{found} SELECT f.due_on, count(*) FROM found f {_narrowed(wanted, params)}
        GROUP BY f.due_on ORDER BY f.due_on"""  # nosec B608
    return dict(_read(sql, params))


def first_said(rule: Rule) -> int:
    """Days after the day counted from on which a deadline falls due: what is only said later is not late before."""
    if rule.unit == OffsetUnit.HOURS:
        return 0
    first = max(0, min(rule.offsets, default=0))
    return math.ceil(first * 7 / 5) if rule.unit == OffsetUnit.WORKING_DAYS else first


def _rules_in_use(wanted: Wanted) -> tuple[dict[int, tuple[Rule, DeadlineRule]], tuple[str, ...]]:
    """Those to be asked, and titles of those that cannot be."""
    known = {
        code: rule for code, rule in rules().items() if wanted.rule in ("", code) and _concerns(rule, wanted)
    }
    fails = Exists(RuleFault.objects.filter(rule=OuterRef("pk")))
    rows = list(
        Rule.objects.filter(is_active=True, code__in=list(known)).annotate(fails=fails).order_by("code")
    )
    used: dict[int, tuple[Rule, DeadlineRule]] = {r.pk: (r, known[r.code]) for r in rows if not r.fails}
    return used, tuple(row.title for row in rows if row.fails)


def _concerns(rule: DeadlineRule, wanted: Wanted) -> bool:
    """Rules over the same kind of record name the same titles."""
    return not wanted.kinds or rule.titles in wanted.kinds


def _found(
    wanted: Wanted, used: dict[int, tuple[Rule, DeadlineRule]], *, to: Subject
) -> tuple[str, list[Any]]:
    if to != current_subject():
        raise SealedManagerUsed("Deadlines are read as the subject of the running context.")
    branches: list[str] = []
    params: list[Any] = []
    one = " AND reference = %s" if wanted.record else ""
    for pk, (row, rule) in used.items():
        shift = first_said(row)
        deadlines = deadlines_of(rule, _back(wanted.first, shift), _back(wanted.last, shift))
        sql, values = deadlines.query.sql_with_params()
        branches.append(BRANCH.format(deadlines=sql, aliases=", ".join(output_columns(deadlines)), one=one))
        params += [pk, shift, *values, wanted.first, shift, wanted.last, shift]
        params += [wanted.record] if one else []
    return READ.format(branches="\nUNION ALL\n".join(branches) or NOTHING), params


def _back(day: dt.date, count: int) -> dt.date:
    """So many days before, as far as the calendar reaches."""
    return dt.date.fromordinal(max(1, day.toordinal() - count))


def _narrowed(wanted: Wanted, params: list[Any]) -> str:
    """WHERE of the offices and the State asked for; appends what it needs to the parameters."""
    asked = []
    if wanted.offices is not None:
        asked.append(f"EXISTS (({ADDRESSED}) INTERSECT SELECT unnest(%s::bigint[]))")
        params.append(list(wanted.offices))
    if wanted.country_id is not None:
        params.append(wanted.country_id)
        held = [rows.order_by().query.sql_with_params() for rows in wanted.records]
        of_these = " OR ".join(f"n.record IN ({sql})" for sql, _v in held) or "false"
        asked.append(OF_STATE.format(of_these=of_these))
        params += [value for _sql, values in held for value in values]
    return f"WHERE {' AND '.join(asked)}" if asked else ""


def _read(sql: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _standing(
    rows: list[tuple[Any, ...]], used: dict[int, tuple[Rule, DeadlineRule]], *, to: Subject, named: bool,
    before: dt.datetime | None,
) -> list[Standing]:  # fmt: skip
    titles = titles_of(((used[row[0]][1], row[1]) for row in rows), to=to) if named else {}
    told = tellings([(row[0], row[1], row[2]) for row in rows], to=to, before=before)
    names = _office_names({pk for row in rows for pk in row[6]})
    found = []
    for rule_id, reference, since, due_on, labels, _total, offices, owners in rows:
        row, rule = used[rule_id]
        titled = titles.get((rule.code, reference))
        found.append(
            Standing(
                row.code, row.title, row.is_legal, reference, titled.title if titled else "", rule.link(reference),
                since, due_on, tuple((pk, names[pk]) for pk in sorted(offices)), tuple(owners),
                told.get((rule_id, reference, since), Telling()),
                (*labels, *((titled.label_id,) if titled else ())),
            )
        )  # fmt: skip
    return found


def _office_names(keys: set[int]) -> dict[int, str]:
    return {office.pk: office.name for office in Office.objects.filter(pk__in=keys)}


def titles_of(wanted: Any, *, to: Subject) -> dict[tuple[str, str], Titled]:
    """What records are called, by rule and reference: one question per kind of record, under the reader's wall."""
    asked: dict[Titles, set[str]] = {}
    pairs = [(rule, reference) for rule, reference in wanted]
    for rule, reference in pairs:
        asked.setdefault(rule.titles, set()).add(reference)
    answers = {titles: titles(sorted(references), to) for titles, references in asked.items()}
    return {
        (rule.code, reference): answers[rule.titles][reference]
        for rule, reference in pairs
        if reference in answers[rule.titles]
    }
