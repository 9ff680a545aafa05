"""Whoever watches learns how long the oldest reminder, and the oldest message that is tried again, wait."""

from importlib import import_module

import pytest
from django.test import Client

from foundation.clock import now, today
from reminders import dispatcher
from reminders.channels import Email
from reminders.services.alive import DISPATCHER, PLANNER, beat, outbox_state
from tests import ground
from tests.reminders.herd import plan_numbered

pytestmark = pytest.mark.django_db(transaction=True)


def said() -> str:
    return str(Client().get("/health/ready").json()["reminders"])


@pytest.fixture
def waiting(no_rules):
    """A reminder for everybody of an office, planned and not delivered; dispatcher and planner came round."""
    plan_numbered(today(), 1)
    beat(DISPATCHER, at=now())
    beat(PLANNER, at=now())


def test_a_due_reminder_nobody_delivers_is_late(waiting):
    assert said() == "on time"
    with ground.owner() as owner:
        owner.execute("UPDATE reminders_reminder SET waits_since = now() - interval '20 minutes'")
        assert outbox_state(at=now()).oldest_reminder_age == pytest.approx(1200, abs=60)
        assert said() == "late"
        owner.execute("UPDATE reminders_reminder SET planned_on = planned_on + 1")
    assert outbox_state(at=now()).oldest_reminder_age is None
    assert said() == "on time"


def test_a_message_that_is_tried_again_for_an_hour_is_late(waiting, monkeypatch):
    def refuses(self, message):
        raise OSError("no such host")

    monkeypatch.setattr(Email, "send", refuses)
    dispatcher.drain()
    assert outbox_state(at=now()).oldest_retried_age < 60
    assert said() == "on time"
    with ground.owner() as owner:
        owner.execute("UPDATE reminders_mail SET due_at = now() - interval '2 hours'")
    assert outbox_state(at=now()).oldest_retried_age == pytest.approx(7200, abs=60)
    assert said() == "late"


def test_the_days_of_plans_go_where_the_register_goes_back_to_short_names():
    *_others, last = import_module("reminders.migrations.0021_since_when_it_waits").Migration.operations
    with ground.owner() as owner:
        owner.execute("BEGIN")
        owner.execute(
            "INSERT INTO reminders_heartbeat (name, at) VALUES ('plan of approvals.step_overdue', now())"
        )
        owner.execute(last.reverse_sql)
        owner.execute("ALTER TABLE reminders_heartbeat ALTER COLUMN name TYPE varchar(20)")
        owner.execute("ROLLBACK")
