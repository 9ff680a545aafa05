"""Which deadlines still stand, and a rule's rows as a statement."""

import datetime as dt
import logging
import re
from collections.abc import Collection, Iterable
from typing import Any

from django.apps import apps
from django.db import connection

from reminders.models import Reminder
from reminders.registry import DeadlineRule, OfWindows, rules

logger = logging.getLogger(__name__)
COLUMNS = ("reference", "label_id", "due_on", "mission_id", "office_id")
NAME = re.compile(r"[a-z_]+")
_read: dict[str, tuple[DeadlineRule, frozenset[str]]] = {}


# Told under its own marking or a higher one a deadline stands; where it stands under none of these, it was raised.
STANDING_SQL = """
SELECT r.id, bool_or(d.label_id = r.label_id OR label_dominates(r.label_id, d.label_id))
FROM ({deadlines}) d
JOIN unnest(%(ids)s::bigint[], %(records)s::text[], %(days)s::date[], %(instants)s::timestamptz[], %(labels)s::int[])
    r(id, record, due_on, due_at, label_id)
    ON r.record = d.reference AND r.due_on = d.due_on::date AND r.due_at IS NOT DISTINCT FROM d.due_at
WHERE d.reference = ANY (%(records)s)
GROUP BY r.id
"""


def standing_of(code: str, reminders: Iterable[Reminder]) -> dict[int, bool]:
    """Keys of those of a rule whose deadline still stands; False where by now it is marked above what they say."""
    if code not in rules():
        return {}
    told = list(reminders)
    days = [row.due_on for row in told]
    deadlines, params = compiled(rules()[code], min(days, default=None), max(days, default=None))
    wanted: dict[str, Any] = {
        "ids": [row.pk for row in told], "records": [row.record for row in told], "days": days,
        "instants": [row.due_at for row in told], "labels": [row.label_id for row in told],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(STANDING_SQL.format(deadlines=deadlines), {**params, **wanted})
        return dict(cursor.fetchall())


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


def rules_reading(tables: Collection[str]) -> list[str]:
    """Codes of the rules whose deadlines depend on one of these tables; of a rule that cannot say, on none."""
    return [code for code, rule in rules().items() if not _tables_of(code, rule).isdisjoint(tables)]


def _tables_of(code: str, rule: DeadlineRule) -> frozenset[str]:
    """What its statement reads, found once for a process: which tables those are does not depend on the day."""
    known = _read.get(code)
    if known is None or known[0] is not rule:
        try:
            statement, _params = compiled(rule)
        except Exception:
            logger.exception("rule %s cannot be read", code)  # the next plan notes it
            return frozenset()
        of_models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        known = _read[code] = (rule, frozenset(NAME.findall(statement)) & of_models)
    return known[1]
