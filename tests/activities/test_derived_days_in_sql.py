"""Days that follow from others are not typed, not even in SQL (I19, I20)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from activities.models import DiplomaticClearance, Exercise
from activities.services import clearances, steps
from foundation.clock import now, today
from tests.activities.crossings import asked
from tests.activities.programme import country, days, exercise, stepped
from tests.cast import acting

pytestmark = pytest.mark.django_db


@contextmanager
def refused(words: str) -> Iterator[None]:
    """PostgreSQL says no, at the latest at the end."""
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("notify_by = NULL", "the day of notification follows"),
        ("notify_by = notify_by + 1", "the day of notification follows"),
        ("invite_by = NULL", "the day to invite observers follows"),
        ("notified_on = current_date + 9", "what has not happened"),
    ],
)
def test_the_day_of_notification_is_not_typed(db: None, change: str, words: str) -> None:
    with acting("cmd_desk") as desk:
        held = exercise(desk, troops=20_000)
        with refused(words):
            run(f"UPDATE activities_exercise SET {change} WHERE id = %s", held.pk)


def test_it_moves_with_the_start(db: None) -> None:
    with acting("cmd_desk") as desk:
        held = exercise(desk, troops=20_000)
        with refused("the day of notification follows"):
            run("UPDATE activities_activity SET starts_on = starts_on - 5 WHERE id = %s", held.activity_id)
        postponed = stepped(held.activity, desk, "postponed")
        steps.resume(
            postponed, by=desk, on=today(), at=now(), starts_on=days(190), ends_on=days(199), reason="Sooner"
        )
        assert Exercise.objects.visible_to(desk).get(pk=held.pk).notify_by == days(190 - 42)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("latest_on = '2099-01-01'", "the latest day"),
        ("latest_on = latest_on + 1", "the latest day"),
        ("rule_id = NULL", "without a rule"),
        (
            "rule_id = (SELECT max(r.id) FROM directory_clearancerule r WHERE r.country_id <> granting_id)",
            "of another",
        ),
        ("valid_from = now(), valid_until = now() + interval '100 years'", "given with the answer"),
        ("number = 'X'", "given with the answer"),
        ("sent_on = '2020-01-01'", "on the day of its note"),
    ],
)
def test_days_of_a_clearance_are_not_typed(db: None, change: str, words: str) -> None:
    with acting("cmd_desk") as desk:
        row = asked(desk)
        assert row.rule is not None
        with refused(words):
            run(f"UPDATE activities_diplomaticclearance SET {change} WHERE id = %s", row.pk)


@pytest.mark.parametrize("code", ["AZ", "TR", "GE"])
def test_postgresql_counts_the_latest_day_as_the_register_does(db: None, code: str) -> None:
    """Every rule and forty entries: what the service derives is what PostgreSQL lets through, one day more is not."""
    from activities.engine import latest_day_to_ask
    from directory.models import ClearanceRule
    from directory.selectors.calendar import work_calendar

    calendar = work_calendar()
    for rule in ClearanceRule.objects.filter(country=country(code)):
        for offset in range(30, 70):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT activities_latest_day(%s, %s, %s)",
                    [days(offset), rule.lead_days, rule.day_type == "working"],
                )
                assert cursor.fetchone()[0] == latest_day_to_ask(
                    days(offset), rule.lead_days, rule.day_type, calendar
                )


def test_what_the_services_write_passes(db: None) -> None:
    with acting("cmd_desk") as desk:
        row = asked(desk)
        changed = clearances.amend(row, by=desk, vehicle="ship")
        assert changed.rule_id != row.rule_id or changed.latest_on is not None or changed.rule is None
        assert DiplomaticClearance.objects.visible_to(desk).get(pk=row.pk).vehicle == "ship"
