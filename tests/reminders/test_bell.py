"""The bell only rings: broker, beat and database may fall, come back, ring twice or never; nothing is lost."""

import datetime as dt
import http.client
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from accounts.models import ApiToken, User
from documents.tasks import run_imports
from foundation.clock import now, today
from reminders.dispatcher import plan_where_nobody_does
from reminders.models import Heartbeat
from reminders.services.alive import DISPATCHER, PLANNER, STAND_IN, beat, outbox_state
from tests import ground
from tests.cast import subject_of
from tests.documents.tables import some_officers, workbook
from tests.embedded.test_run_whole import answer, free_port
from tests.embedded.watching import eventually, is_alive
from tests.own_broker import OwnBroker, own_broker
from tests.own_process import own_process
from tests.reminders.herd import check, herd, numbered_rule, plan_numbered, ring, waiting
from tests.smtp_sink import Sink, mail_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_rules")]
MATTERS = 200
PATIENCE = 300.0
PUT_OFF = "UPDATE reminders_reminder SET planned_on = planned_on + 30"
RELEASED = (
    "UPDATE reminders_reminder SET planned_on = planned_on - 30 WHERE planned_on > %s AND mod(id, 4) = %s"
)
HELD_BACK = "SELECT count(*) FROM reminders_reminder WHERE planned_on > %s"
BLOCKED = "SELECT count(*) FROM pg_locks WHERE relation = 'reminders_reminder'::regclass AND NOT granted"
CAME_BACK = 0.8  # seconds a web request may wait for a broker that does not answer, on top of its own work


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[OwnBroker]:
    with own_broker(tmp_path / "broker") as running:
        yield running


@pytest.fixture
def sink() -> Iterator[Sink]:
    with mail_server() as running:
        yield running


@pytest.fixture
def owner() -> Iterator[psycopg.Connection]:
    with ground.owner() as connection:
        yield connection


def count(owner: psycopg.Connection, question: str, *values: object) -> int:
    row = owner.execute(question, values).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return int(row[0])


def part_is_delivered(owner: psycopg.Connection, part: int) -> None:
    """A quarter of what is held back becomes due, and is told."""
    owner.execute(RELEASED, (today(), part))
    held = count(owner, HELD_BACK, today())
    eventually(lambda: waiting(owner) == (held, 0), within=PATIENCE)


def test_a_broker_killed_emptied_and_silent_loses_and_doubles_nothing(tmp_path, broker, sink, owner):
    rule = plan_numbered(today(), MATTERS)
    owner.execute(PUT_OFF)
    with herd(tmp_path, rule, sink, redis_url=broker.url, dispatcher=1, worker=1) as those:
        those.refill()
        broker.kill()
        part_is_delivered(owner, 0)
        broker.start()
        for _time in range(5):  # beat, doubled and in a hurry
            ring(broker.url)
        broker.empty()
        part_is_delivered(owner, 1)
        broker.hold()
        part_is_delivered(owner, 2)
        broker.go_on()
        those.kill(dispatchers := [pid for pid, kind in those.running.items() if kind == "dispatcher"])
        those.have_gone(dispatchers)
        owner.execute(RELEASED, (today(), 3))
        for _time in range(3):
            ring(broker.url)
        eventually(
            lambda: waiting(owner) == (0, 0), within=PATIENCE
        )  # by the worker, which found its broker again
    check(rule, sink)


def test_without_beat_a_dispatcher_plans_by_itself(tmp_path, sink, owner):
    rule = numbered_rule(today(), MATTERS)
    with herd(tmp_path, rule, sink, redis_url="unix:///nowhere", dispatcher=2) as those:
        those.refill()
        eventually(
            lambda: count(owner, "SELECT count(*) FROM reminders_reminder") == MATTERS, within=PATIENCE
        )
        eventually(lambda: waiting(owner) == (0, 0), within=PATIENCE)
    check(rule, sink)


def test_a_silent_planner_is_stood_in_for_and_not_beside_one_who_works(db):
    assert plan_where_nobody_does() is True
    assert plan_where_nobody_does() is False
    Heartbeat.objects.all().delete()
    beat(PLANNER, at=now())
    assert plan_where_nobody_does() is False
    for wrong in (-dt.timedelta(hours=2), dt.timedelta(days=1)):  # late; of a clock that stood a day ahead
        Heartbeat.objects.filter(name=STAND_IN).delete()
        beat(PLANNER, at=now() + wrong)
        assert plan_where_nobody_does() is True


def test_a_beat_ahead_of_the_clock_is_no_sign_of_life(db):
    beat(PLANNER, at=now())
    beat(DISPATCHER, at=now() + dt.timedelta(days=1))
    assert outbox_state(at=now()).is_late
    beat(DISPATCHER, at=now())
    assert not outbox_state(at=now()).is_late


def test_two_plan_runs_at_the_same_moment_plan_once(tmp_path, sink, owner):
    rule = numbered_rule(today(), MATTERS)
    with herd(tmp_path, rule, sink, redis_url="unix:///nowhere", planner=2) as those:
        with ground.owner() as holder, holder.transaction():
            holder.execute("LOCK TABLE reminders_reminder IN EXCLUSIVE MODE")
            those.refill()
            eventually(lambda: count(owner, BLOCKED) == 2, within=PATIENCE)
        eventually(lambda: not any(is_alive(pid) for pid in those.running), within=PATIENCE)
    assert count(owner, "SELECT count(*) FROM reminders_reminder") == MATTERS
    assert "Traceback" not in (tmp_path / "herd.log").read_text()


def test_a_database_that_goes_and_comes_back_is_found_again_by_the_same_dispatcher(tmp_path, sink, owner):
    rule = plan_numbered(today(), MATTERS)
    owner.execute(PUT_OFF)
    name, log = settings.DATABASES["default"]["NAME"], tmp_path / "herd.log"
    with herd(tmp_path, rule, sink, redis_url="unix:///nowhere", dispatcher=1) as those:
        those.refill()
        (dispatcher,) = those.running
        part_is_delivered(owner, 0)
        connections["default"].close()
        with ground.owner(str(settings.DATABASES["owner"]["SERVED"])) as server:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')  # type: ignore[arg-type]
            try:
                ground.end_connections_to(name)
                eventually(lambda: "not currently accepting" in log.read_text(), within=PATIENCE)
            finally:
                server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')  # type: ignore[arg-type]
        for part in (1, 2, 3):
            part_is_delivered(owner, part)
        assert is_alive(dispatcher)
    check(rule, sink)


def bring(port: int, key: str) -> tuple[int, float, str]:
    """A table over REST: the bell is rung once it is written down. Gives status, seconds, and the reference."""
    edge, body = "a-line-between", io.BytesIO()
    head = f'--{edge}\r\nContent-Disposition: form-data; name="kind"\r\n\r\nofficers\r\n--{edge}\r\n'
    body.write(head.encode())
    body.write(b'Content-Disposition: form-data; name="file"; filename="table.xlsx"\r\n\r\n')
    body.write(workbook(some_officers(3)))
    body.write(f"\r\n--{edge}--\r\n".encode())
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Authorization": f"Token {key}", "Content-Type": f"multipart/form-data; boundary={edge}"}
    began = time.monotonic()
    connection.request("POST", "/api/v1/imports/", body.getvalue(), headers)
    response = connection.getresponse()
    said = json.loads(response.read())
    return response.status, time.monotonic() - began, said.get("reference", str(said))


def test_a_web_request_that_rings_is_answered_while_the_broker_is_gone_or_silent(broker, owner):
    port = free_port()
    _token, key = ApiToken.objects.create(
        User.objects.get(username="cmd_desk"), expiry=dt.timedelta(days=1), scope="write",
        office_id=subject_of("cmd_desk").office_id,
    )  # fmt: skip
    argv = (
        "-m",
        "gunicorn",
        "config.wsgi",
        "--no-control-socket",
        "--threads",
        "2",
        "--bind",
        f"127.0.0.1:{port}",
    )

    def is_up() -> bool:
        try:
            return answer(port, "/health/live") == 200
        except OSError:
            return False

    brought = []
    with own_process(settings.PARLEY_HOME, *argv, REDIS_URL=broker.url):  # whose files are found again below
        eventually(is_up, within=PATIENCE)
        brought.append(bring(port, key))
        broker.hold()
        brought.append(bring(port, key))
        broker.go_on()
        broker.kill()
        brought.append(bring(port, key))
        broker.start()
        broker.empty()
        brought.append(bring(port, key))
    assert [status for status, _seconds, _reference in brought] == [201] * 4, brought
    own_work = brought[-1][1]  # answered by a broker, and no first request any more
    assert max(seconds for _status, seconds, _reference in brought[1:]) < own_work + CAME_BACK, brought
    assert run_imports() == 4  # what was asked for stands in the database, and the timetable rings
    checked = count(owner, "SELECT count(*) FROM documents_tableimport WHERE state = 'checked'")
    assert checked == 4
