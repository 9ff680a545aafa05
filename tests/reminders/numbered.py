"""Deadlines by the thousand, of a domain that exists only in these tests: every one has a reference of its own."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from access.context import Subject
from reminders import registry
from reminders.registry import Audience, RuleDefaults, Titled
from reminders.selectors.deadlines import COLUMNS

CODE = "tests.numbered"
# Made like issued ones, without look-alikes: only such a reference leaves the house.
SQL = """SELECT 'TST-' || 2000 + n / 100000 || '-' || translate(lpad(mod(n, 100000)::text, 5, '0'), '01', 'AB')
    AS reference, label.id AS label_id, %s::date - mod(n, %s) AS due_on,
    NULL::bigint AS mission_id, held.offices[1 + mod(n, cardinality(held.offices))] AS office_id
FROM generate_series(1, %s) n,
    (SELECT id FROM access_label WHERE level = 0 AND caveats = '{}' AND compartments = '{}') label,
    (SELECT array_agg(DISTINCT a.office_id) AS offices FROM accounts_appointment a
     JOIN accounts_user u ON u.id = a.user_id AND u.email <> '' AND NOT u.is_service
     WHERE a.confirmed_at IS NOT NULL AND a.valid @> home_today()) held"""


@dataclass
class Numbered:
    """`count` deadlines up to a day, over so many days, dealt out to every office somebody holds."""

    due_on: dt.date
    count: int
    days: int = 1
    code: str = CODE
    title: str = "One of many things falls due"
    defaults: RuleDefaults = field(
        default_factory=lambda: RuleDefaults(offsets=(0,), audience=(Audience(owner=True),), at_once=True)
    )

    @property
    def values(self) -> tuple[dt.date, int, int]:
        """Of the statement."""
        return self.due_on, self.days, self.count

    def deadlines(self) -> Any:
        """What the planner asks of a query set."""
        query = SimpleNamespace(
            sql_with_params=lambda: (SQL, self.values),
            extra_select={}, values_select=COLUMNS, annotation_select={},
        )  # fmt: skip
        return SimpleNamespace(query=query)

    def titles(self, references: Collection[str], to: Subject) -> dict[str, Titled]:
        return {}

    def link(self, reference: str) -> str:
        return f"/tests/{reference}/"


def register(due_on: dt.date, count: int, days: int = 1) -> Numbered:
    """The only rule of this process."""
    rule = Numbered(due_on, count, days)
    registry._rules.clear()
    registry.register(rule)
    return rule
