"""Live and ready: what a probe hears while the database is there, gone and back."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.db import close_old_connections, connection
from django.test import Client

from config.health import GAUGES
from foundation.clock import now
from reminders.services.alive import DISPATCHER, PLANNER, STAND_IN, beat, outbox_state
from tests import ground

pytestmark = pytest.mark.django_db(transaction=True)


def asked(client: Client) -> list[int]:
    """Live, then ready."""
    return [client.get(f"/health/{name}").status_code for name in ("live", "ready")]


def test_a_database_that_refuses_connections_is_503_and_the_process_still_lives(
    signed_in, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    with_a_session = signed_in("cmd_desk")
    assert asked(with_a_session) == [200, 200]
    connection.close()
    with monkeypatch.context() as gone:
        gone.setitem(connection.settings_dict, "HOST", str(tmp_path))  # nobody listens there
        assert asked(Client()) == asked(with_a_session) == [200, 503]
        assert Client().get("/health/ready").json() == {"status": "unready"}
    assert asked(with_a_session) == [200, 200]


def test_a_connection_the_server_ended_is_replaced_before_anybody_notices(signed_in):
    client = signed_in("cmd_desk")
    assert client.get("/api/v1/activities/").status_code == 200
    close_old_connections()  # what Django does between two requests
    ground.end_connections_to(connection.settings_dict["NAME"])
    assert client.get("/api/v1/activities/").status_code == 200


def test_probes_only_read():
    assert Client().post("/health/ready").status_code == 405


def test_the_outbox_is_told_to_whoever_sends_the_token_and_to_nobody_else(settings):
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a token of the tests"
    for sent in ("", "Bearer another", "Bearer é", "a token of the tests"):
        assert Client().get("/metrics", headers={"Authorization": sent}).status_code == 404
    told = Client().get("/metrics", headers={"Authorization": "Bearer a token of the tests"})
    assert told.status_code == 200
    assert "parley_messages_dead 0\n" in told.content.decode()


def test_figures_are_written_as_prometheus_reads_them_also_where_nothing_ever_ran(settings):
    settings.METRICS_TOKEN = "a token of the tests"
    told = Client().get("/metrics", headers={"Authorization": "Bearer a token of the tests"}).content.decode()
    names = re.findall(
        r"^# HELP (parley_[a-z_]+) [A-Z].*\.\n# TYPE \1 gauge\n\1 (?:\+Inf|[0-9.]+)$", told, re.MULTILINE
    )
    assert len(names) == len(GAUGES) == told.count("# HELP")
    assert "parley_dispatcher_age_seconds +Inf\n" in told
    assert "parley_plan_age_seconds +Inf\n" in told
    for figure in ("oldest_message", "oldest_retried_message", "oldest_reminder"):
        assert f"parley_{figure}_age_seconds 0\n" in told
    written = (Path(settings.BASE_DIR) / "deploy" / "README.md").read_text(encoding="utf-8")
    alarms = set(re.findall(r"^\| `(parley_[a-z_]+)` \|", written, re.MULTILINE))
    assert alarms
    assert alarms <= set(names)


def said() -> str:
    return str(Client().get("/health/ready").json()["reminders"])


def test_ready_says_whether_reminders_are_late_and_not_more():
    assert Client().get("/health/ready").json() == {"status": "ready", "reminders": "late"}
    beat(DISPATCHER, at=now())
    assert said() == "late"  # nobody ever planned
    beat(STAND_IN, at=now())
    assert Client().get("/health/ready").json() == {"status": "ready", "reminders": "on time"}


def test_nobody_planning_for_two_hours_is_late_and_who_stands_in_is_somebody():
    beat(DISPATCHER, at=now())
    beat(PLANNER, at=now() - dt.timedelta(hours=3))
    assert said() == "late"
    beat(STAND_IN, at=now() - dt.timedelta(hours=1))
    assert said() == "on time"
    assert outbox_state(at=now()).plan_age == pytest.approx(3600, abs=60)
