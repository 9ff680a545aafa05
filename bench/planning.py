"""Planning reminders: the service behind its walls beside the same statements in plain SQL. Both are rolled back.

The rules of the product stand beside one of the benchmark's own, to which every activity is a deadline: a million of
them are gone through, and what has come within a month is planned.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from typing import Any

import psycopg

from bench.home import Installation
from bench.timing import Answer, interleaved

GOAL = 2.0
TIMES = 5
TABLE, PLAIN = "reminders_reminder", "floor.reminder"
UNQUOTED = re.compile(
    rf'(?<!"){TABLE}(?!")'
)  # ours; what a rule's own queryset asks of it is in quotes and stays
Statement = tuple[str, Any]


def plan_reminders(installation: Installation, rounds: int) -> Answer:
    """Everything due today and not yet planned, over every rule; the floor inserts, nothing of it lapses."""
    os.environ.update({**installation.environment, "DJANGO_SETTINGS_MODULE": "config.settings"})
    import django

    django.setup()
    _every_activity_is_a_deadline()
    with psycopg.connect(installation.owner, autocommit=True) as owner:
        statements: list[Statement] = []
        standing = owner.execute("SELECT count(*) FROM activities_activity").fetchone()[0]
        planned = {"product": _product(statements.append)[1]}
        inserts = [(sql, params) for sql, params in statements if f"INSERT INTO {TABLE}" in sql]

        def tidy() -> None:
            owner.execute(f"VACUUM (ANALYZE) {TABLE}, {PLAIN}")

        def product(_number: int) -> float:
            tidy()
            return _product(lambda statement: None)[0]

        def floor(_number: int) -> float:
            tidy()
            took, planned["floor"] = _floor(owner, inserts)
            return took

        found = interleaved(TIMES * rounds, product, floor)
    note = f"{planned['product']} and {planned['floor']} planned, {standing} deadlines beside those of the product"
    return Answer("plan reminders", GOAL, *found, note)


def _every_activity_is_a_deadline() -> None:
    from django.db.models import BigIntegerField, F, Value

    from access.context import enter_subject
    from access.service_subjects import service_subject
    from accounts.roles import Role
    from activities.models import Activity
    from foundation.clock import today
    from reminders.registry import Audience, RuleDefaults, register
    from reminders.services.reference import load_reference

    class EveryActivity:
        code = "bench.every_activity"
        title = "An activity begins"
        defaults = RuleDefaults(offsets=(-30,), audience=(Audience(Role.CMD_DESK),))
        titles = staticmethod(lambda references, to: {})

        def deadlines(self) -> Any:
            nobody = Value(None, output_field=BigIntegerField())
            rows = Activity.objects.unrestricted(reason="planning is measured").order_by()
            rows = rows.annotate(mission_id=nobody, office_id=nobody)
            return rows.values("reference", "label_id", "mission_id", "office_id", due_on=F("starts_on"))

        def link(self, reference: str) -> str:
            return f"/activities/{reference}/"

    register(EveryActivity())
    with enter_subject(service_subject("planner"), "bench"):
        load_reference(on=today())


def _product(note: Callable[[Statement], None]) -> tuple[float, int]:
    """Milliseconds and rows of one run of the service, which is then undone."""
    from django.db import connection, transaction

    from access.context import enter_subject
    from access.service_subjects import service_subject
    from foundation.clock import today
    from reminders.services.planning import plan

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        note((sql, params))
        return execute(sql, params, many, context)

    with enter_subject(service_subject("planner"), "bench") as planner:
        began = time.perf_counter()
        with connection.execute_wrapper(wrapper):
            planned = sum(rule.planned for rule in plan(by=planner, on=today()))
        took = (time.perf_counter() - began) * 1000
        transaction.set_rollback(True)
    return took, planned


def _floor(owner: psycopg.Connection, statements: list[Statement]) -> tuple[float, int]:
    """The same INSERT ... SELECT ... ON CONFLICT into the plain table, as owner, which is then undone."""
    planned = 0
    began = time.perf_counter()
    with owner.transaction(force_rollback=True):
        for sql, params in statements:
            planned += owner.execute(UNQUOTED.sub(PLAIN, _inserting(sql)), params).fetchone()[0]
        took = (time.perf_counter() - began) * 1000
    return took, planned


def _inserting(sql: str) -> str:
    """The planner's statement without what lapses in it."""
    from reminders.services.statements import TOLD_GONE

    return sql.replace(TOLD_GONE, "").replace("(SELECT count(*) FROM told_gone)", "0")
