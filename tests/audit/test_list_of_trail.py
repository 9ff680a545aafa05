"""The list of the trail, narrowed by person and day; row security decides what is in it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from foundation.clock import now, today
from tests.access.test_need_to_know import INTERNAL, OPEN, proposal
from tests.attaches.story_ways import words
from tests.cast import acting

pytestmark = pytest.mark.django_db
TRAIL = "/admin/audit/event/"
AsWhom = Callable[[str], Client]


def found(client: Client, **asked: str) -> list[str]:
    """Who did what is listed."""
    page = client.get(TRAIL, asked)
    assert page.status_code == 200
    return [event.who for event in page.context["cl"].result_list]


def test_the_trail_is_narrowed_by_who_and_when(signed_in: AsWhom) -> None:
    with acting("cmd_desk") as clerk:
        proposal(clerk, *OPEN)
        name = clerk.full_name
    auditor = signed_in("auditor")
    everybody = set(found(auditor))
    assert name in everybody
    assert len(everybody) > 1
    for typed in ("cmd_desk", "CMD_DESK", name, name.upper(), name.split()[-1]):
        assert set(found(auditor, person=typed, verb="insert")) == {name}, typed
    day = today()
    assert name in found(auditor, person=name, day=day.isoformat())
    assert found(auditor, person=name, day=(day - dt.timedelta(days=1)).isoformat()) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"person": "Nobody At All"}, "Nobody is called so."),
        ({"person": "\u0301"}, "Nobody is called so."),
        ({"day": "yesterday"}, "A date like 2026-11-23."),
        ({"day": "9999-12-31"}, "A date like 2026-11-23."),
    ],
)
def test_what_cannot_be_found_is_said_beside_the_field(
    signed_in: AsWhom, asked: dict[str, str], said: str
) -> None:
    page = signed_in("auditor").get(TRAIL, asked)
    assert said in words(page.content.decode())
    assert list(page.context["cl"].result_list) == []


def test_a_filter_shows_nothing_that_the_reader_may_not_know(signed_in: AsWhom) -> None:
    with acting("cmd_desk") as clerk:
        proposal(clerk, *INTERNAL)
    asked = {"person": "cmd_desk", "day": today().isoformat()}
    shown = signed_in("mfa_milpol").get(TRAIL, asked).context["cl"].result_list
    assert [event.reference for event in shown if event.reference == "X"] == []


def test_a_day_is_found_through_an_index(db: None) -> None:
    with acting("auditor"), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM audit_event WHERE at >= %s AND at < %s", [now(), now()])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "event_by_moment" in plan


def test_what_was_written_lately_is_summarised_as_the_trail_grows(db: None) -> None:
    """Else each act, which asks what it wrote itself, reads all that came since the last vacuum."""
    with acting("auditor"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'event_by_%' AND reloptions = '{autosummarize=on}'"
        )
        assert {name for (name,) in cursor.fetchall()} == {"event_by_transaction", "event_by_moment"}
