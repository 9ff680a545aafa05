"""Which deadlines still stand, and a rule's rows as a statement."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from reminders.models import Reminder
from reminders.registry import DeadlineRule, rules

COLUMNS = ("reference", "label_id", "due_on", "mission_id", "office_id")


def standing_deadlines(told: Iterable[Reminder]) -> set[tuple[str, str, dt.date]]:
    """(rule, record, due day) of those that still stand: asked again because they may have moved since planning."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for reminder in told:
        wanted[reminder.rule.code].add(reminder.record)
    found: set[tuple[str, str, dt.date]] = set()
    for code, records in wanted.items():
        if code not in rules():
            continue
        sql, params = compiled(rules()[code])
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT reference, due_on FROM ({sql}) d WHERE reference = ANY (%(records)s)",  # nosec B608 - sql is our own queryset
                {**params, "records": sorted(records)},
            )
            found |= {(code, reference, due_on) for reference, due_on in cursor.fetchall()}
    return found


def compiled(rule: DeadlineRule) -> tuple[str, dict[str, Any]]:
    """The rule's queryset as SQL with named parameters; its columns in the planner's order."""
    queryset = rule.deadlines()
    sql, params = queryset.query.sql_with_params()
    names = [f"d{number}" for number in range(len(params))]
    named = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
    aliases = ", ".join(output_columns(queryset))
    columns = ", ".join([*COLUMNS, "due_at" if "due_at" in aliases else "NULL::timestamptz AS due_at"])
    return f"SELECT {columns} FROM ({named}) q({aliases})", dict(zip(names, params, strict=True))  # nosec B608


def output_columns(queryset: Any) -> list[str]:
    """The columns of a rule's deadlines, in the order of its own SELECT."""
    query = queryset.query
    names = [*query.extra_select, *query.values_select, *query.annotation_select]
    chosen = list(getattr(query, "selected", None) or names)
    if set(chosen) - {"due_at"} != set(COLUMNS):
        raise ValueError(f"deadlines() must give exactly {COLUMNS}, not {chosen}")
    return chosen
