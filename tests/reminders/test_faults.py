"""A rule that cannot be asked stops no other; it is logged, counted for whoever watches, and shown to the Center."""

import datetime as dt
import logging
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DataError, InterfaceError, OperationalError, ProgrammingError, connection
from django.db.models import BigIntegerField, DateField, F, Value
from django.db.models.expressions import RawSQL
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.context import enter_subject
from access.models import Label
from access.service_subjects import service_subject
from access.services.labels import intern
from foundation.clock import now
from foundation.errors import Collided
from reminders import dispatcher, registry
from reminders.models import Heartbeat, Mail, Reminder, Rule, RuleFault
from reminders.selectors.inbox import inbox
from reminders.services.alive import DISPATCHER, PLANNER, beat, outbox_state
from reminders.services.faults import is_passing, said_of
from reminders.services.outbox import snooze
from reminders.services.planning import Planned, plan
from reminders.services.preferences import prefer
from reminders.services.reference import load_reference
from tests.cast import acting
from tests.reminders.conftest import TestDeadline

ON = dt.date(2030, 9, 16)
MORNING = dt.datetime(2030, 9, 16, 3, 0, tzinfo=dt.UTC)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
SOUND, BROKEN = "tests.sound", "tests.broken"


@dataclass
class Divides(TestDeadline):
    """PostgreSQL divides by `by`."""

    __test__ = False
    code: str = BROKEN
    title: str = "What is divided falls due"
    by: int = 0

    def deadlines(self) -> Any:
        due_on = RawSQL("(%s::date + 0 * (1 / %s))", [self.due_on, self.by], DateField())
        return Label.objects.filter(pk=self.label_id).annotate(
            reference=Value("TST-2030-AAAAA"), label_id=F("id"), due_on=due_on,
            mission_id=Value(None, BigIntegerField()), office_id=Value(None, BigIntegerField()),
        ).values("reference", "label_id", "due_on", "mission_id", "office_id")  # fmt: skip


@pytest.fixture
def broken(db, monkeypatch):
    """The first of two rules alike; it comes before the other."""
    label = intern("limited_official_use").pk
    rule, other = Divides(label_id=label), TestDeadline(code=SOUND, label_id=label)
    monkeypatch.setattr(registry, "_rules", {rule.code: rule, other.code: other})
    load_reference(on=dt.date(2030, 1, 1))
    return rule


def planned(on=ON):
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        return {result.code: result for result in plan(by=planner, on=on)}


def run(at=MORNING):
    return dispatcher.drain(clock=lambda: at, day=lambda: at.date())


def states():
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        return dict(Reminder.objects.visible_to(planner).values_list("rule__code", "state"))


def faults():
    return list(RuleFault.objects.values_list("rule__code", "error"))


def lines():
    """How many lines each message had."""
    return [letter.body.count("/tests/TST-2030-AAAAA/") for letter in mail.outbox]


def test_the_others_are_planned_and_told(broken, caplog):
    with caplog.at_level(logging.ERROR, "reminders"):
        assert planned() == {BROKEN: Planned(BROKEN, 0, 0, failed=True), SOUND: Planned(SOUND, 1, 0)}
    assert [record.exc_info is not None for record in caplog.records if BROKEN in record.getMessage()] == [
        True
    ]
    assert run() == (1, 1)


def test_what_failed_is_kept_in_a_word_that_tells_nothing_of_the_records(broken):
    planned()
    assert faults() == [(BROKEN, "DivisionByZero")]
    since = RuleFault.objects.get().since
    planned()
    assert RuleFault.objects.get().since == since


def test_it_is_counted_for_who_watches_and_shown_to_the_center(broken, settings, signed_in):
    settings.METRICS_TOKEN = "a token of the tests"
    planned()
    beat(DISPATCHER, at=now())
    assert (outbox_state(at=now()).rules_failing, outbox_state(at=now()).is_late) == (1, True)
    assert Client().get("/health/ready").json()["reminders"] == "late"
    told = Client().get("/metrics", headers={"Authorization": "Bearer a token of the tests"})
    assert "parley_rules_failing 1\n" in told.content.decode()
    page = signed_in("cmd_desk").get("/").content.decode()
    assert broken.title in page
    assert f"/admin/reminders/rule/{Rule.objects.get(code=BROKEN).pk}/change/" in page
    assert broken.title not in signed_in("mod_leadership").get("/").content.decode()


def test_mended_it_is_planned_and_the_alarm_is_over(broken):
    planned()
    broken.by = 1
    assert planned()[BROKEN] == Planned(BROKEN, 1, 0)
    assert (faults(), outbox_state(at=now()).rules_failing) == ([], 0)
    assert run() == (2, 1)


def test_switched_off_it_is_no_alarm(broken):
    planned()
    Rule.objects.filter(code=BROKEN).update(is_active=False)
    planned()
    assert faults() == []


def test_what_was_planned_before_it_broke_waits_and_holds_up_nothing(broken):
    broken.by = 1
    planned()
    broken.by = 0
    run()
    assert (states(), lines()) == ({BROKEN: "pending", SOUND: "sent"}, [1])
    assert run() == (0, 0)
    broken.by = 1
    planned()
    assert run() == (1, 1)
    assert lines() == [1, 1]


def test_a_digest_tells_the_others_and_of_it_when_it_is_mended(broken):
    with acting("cmd_desk") as person:
        prefer(by=person, at=MORNING - 2 * DAY, digest="daily", hour=9)
    broken.by = 1
    planned()
    run()
    broken.by = 0
    later = MORNING + dt.timedelta(hours=3)
    assert (run(later), lines()) == ((0, 1), [1])
    broken.by = 1
    planned()
    assert (run(later + DAY), lines()) == ((0, 1), [1, 2])
    assert set(states().values()) == {"sent"}


def delivered_but_not_sent(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(dispatcher, "send_one", lambda **when: None)
        run()


def messages():
    """State and attempts of those that wait, and when they are tried next."""
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        waiting = Mail.objects.visible_to(service).filter(state="pending")
        return list(waiting.values_list("attempt", "next_try_at"))


def test_of_a_message_that_tells_of_it_the_other_lines_leave_and_its_own_when_it_is_mended(
    broken, monkeypatch
):
    broken.by = 1
    planned()
    delivered_but_not_sent(monkeypatch)
    broken.by = 0
    assert (run(), lines()) == ((0, 1), [1])
    assert messages() == [(0, MORNING + HOUR)]
    broken.by = 1
    planned()
    assert (run(MORNING + HOUR), lines()) == ((0, 1), [1, 1])
    assert messages() == []


def test_however_long_it_fails_the_message_is_not_given_up(broken, monkeypatch):
    Rule.objects.filter(code=SOUND).update(is_active=False)
    broken.by = 1
    planned()
    delivered_but_not_sent(monkeypatch)
    broken.by = 0
    for hours in range(30):
        assert run(MORNING + hours * HOUR) == (0, 0)
    assert messages() == [(0, MORNING + 30 * HOUR)]
    broken.by = 1
    planned()
    assert (run(MORNING + 30 * HOUR), lines()) == ((0, 1), [1])


def test_a_fault_found_while_reading_a_message_is_kept(broken, monkeypatch):
    broken.by = 1
    planned()
    delivered_but_not_sent(monkeypatch)
    broken.by = 0
    assert faults() == []
    run()
    assert faults() == [(BROKEN, "DivisionByZero")]


@pytest.mark.parametrize("act", ["plan", "deliver"])
def test_it_is_noted_when_nothing_else_is_left_to_do(broken, act):
    """Two that note the same fault wait for each other, so neither may still have rows to lock."""
    broken.by = 1
    if act == "deliver":
        planned()
    broken.by = 0
    with CaptureQueriesContext(connection) as queries:
        planned() if act == "plan" else run()
    said = [query["sql"] for query in queries]
    noted = next(place for place, sql in enumerate(said) if 'INSERT INTO "reminders_rulefault"' in sql)
    rows = "INSERT INTO reminders_reminder" if act == "plan" else 'UPDATE "reminders_reminder"'
    assert max(place for place, sql in enumerate(said) if rows in sql) < noted


def test_what_was_put_off_comes_back_when_it_is_mended(broken):
    broken.by = 1
    planned()
    run()
    with acting("cmd_desk") as person:
        snooze(inbox(to=person)[0].notice_id, until=ON + DAY, reason="Later", by=person, on=ON)
    broken.by = 0
    assert run(MORNING + DAY) == (0, 1)
    broken.by = 1
    planned(ON + DAY)
    assert run(MORNING + DAY) == (0, 1)
    assert lines() == [2, 1, 1]


@pytest.mark.parametrize("state", [None, psycopg.errors.SerializationFailure, psycopg.errors.AdminShutdown])
def test_a_database_that_is_gone_or_busy_is_no_fault_of_the_rule(broken, monkeypatch, state):
    def gone(self):
        raise OperationalError("gone") from (state("gone") if state else None)

    monkeypatch.setattr(Divides, "deadlines", gone)
    with pytest.raises((OperationalError, Collided)):
        planned()
    assert (faults(), states()) == ([], {})


def test_a_slip_in_the_rules_own_code_is_a_fault_like_any_other(broken, monkeypatch):
    monkeypatch.setattr(Divides, "deadlines", lambda self: self.nothing_of_the_kind)
    assert planned()[SOUND].planned == 1
    assert faults() == [(BROKEN, "AttributeError")]


def test_the_command_says_so_and_the_planner_has_come_round(broken, capsys):
    with pytest.raises(CommandError, match=BROKEN):
        call_command("plan_reminders", "--on", str(ON))
    assert Heartbeat.objects.filter(name=PLANNER).exists()
    assert states() == {SOUND: "pending"}


def test_a_fault_of_the_database_is_named_by_its_kind_alone():
    error = DataError('invalid input syntax for type date: "a secret"')
    error.__cause__ = psycopg.errors.InvalidDatetimeFormat("a secret")
    assert said_of(error) == "InvalidDatetimeFormat"


def test_of_errors_without_a_state_only_those_of_the_connection_pass():
    assert [is_passing(kind("x")) for kind in (OperationalError, InterfaceError)] == [True, True]
    assert [is_passing(kind("x")) for kind in (ProgrammingError, DataError)] == [False, False]
