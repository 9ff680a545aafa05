"""Which deadlines still stand, and a rule's rows as a statement."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from reminders.models import Reminder
from reminders.registry import DeadlineRule, OfWindows, rules

COLUMNS = ("reference", "label_id", "due_on", "mission_id", "office_id")


def standing_deadlines(told: Iterable[Reminder]) -> set[tuple[str, str, dt.date]]:
    """(rule, record, due day) of those that still stand: asked again because they may have moved since planning."""
    wanted: dict[str, set[tuple[str, dt.date]]] = defaultdict(set)
    for reminder in told:
        wanted[reminder.rule.code].add((reminder.record, reminder.due_on))
    found: set[tuple[str, str, dt.date]] = set()
    for code, pairs in wanted.items():
        if code not in rules():
            continue
        records, days = {record for record, _day in pairs}, {day for _record, day in pairs}
        sql, params = compiled(rules()[code], min(days), max(days))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT reference, due_on FROM ({sql}) d WHERE reference = ANY (%(records)s)",  # nosec B608 - sql is our own queryset
                {**params, "records": sorted(records)},
            )
            found |= {(code, reference, due_on) for reference, due_on in cursor.fetchall()}
    return found


def deadlines_of(rule: DeadlineRule, first: dt.date | None = None, last: dt.date | None = None) -> Any:
    """Rows of a rule; those it would have to work out only from a day to a day, so that years are not."""
    return rule.between(first, last) if isinstance(rule, OfWindows) else rule.deadlines()


def compiled(
    rule: DeadlineRule, first: dt.date | None = None, last: dt.date | None = None
) -> tuple[str, dict[str, Any]]:
    """The rule's queryset as SQL with named parameters; its columns in the planner's order.

    The days are those of deadlines_of(): what is not worked out may lie outside.
    """
    queryset = deadlines_of(rule, first, last)
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
