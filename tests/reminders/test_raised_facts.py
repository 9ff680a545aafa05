"""A fact of a record is raised on its way: under the marking it had it is told to nobody any more, and is not lost."""

import datetime as dt

import pytest
from django.core import mail

from access.context import enter_subject
from access.service_subjects import service_subject
from access.services.labels import intern
from reminders import dispatcher
from reminders.models import Reminder
from reminders.selectors.inbox import inbox
from reminders.services.dispatch import deliver_batch
from reminders.services.outbox import mark_seen
from reminders.services.preferences import prefer
from tests.cast import acting

ON = dt.date(2030, 9, 16)
MORNING = dt.datetime(2030, 9, 16, 3, 0, tzinfo=dt.UTC)
FIRST, SECOND = ["cmd_desk@example.invalid"], ["cmd_desk_2@example.invalid"]


@pytest.fixture
def fact(deadline, planned_on):
    """Planned under a marking that both of the Center's desk may read."""
    deadline.label_id = intern("official_use").pk
    planned_on(ON)
    return deadline


def rise(fact):
    """Above cmd_desk_2."""
    fact.label_id = intern("limited_official_use", ["mod_only"]).pk


def run(at=MORNING):
    return dispatcher.drain(clock=lambda: at, day=lambda: at.date())


def delivered():
    """In both inboxes; the messages still wait."""
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        assert deliver_batch(by=service, on=ON, at=MORNING) == 1


def states():
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        return list(Reminder.objects.visible_to(planner).order_by("id").values_list("state", flat=True))


def told_to():
    return sorted(letter.to for letter in mail.outbox)


def test_raised_before_delivery_it_is_said_under_the_marking_it_has_now(fact, planned_on):
    rise(fact)
    assert (run(), states(), told_to()) == ((1, 0), ["superseded"], [])
    assert planned_on(ON).planned == 1
    assert run() == (1, 1)
    assert told_to() == [FIRST]
    with acting("cmd_desk_2") as second:
        assert inbox(to=second) == []


def test_raised_before_the_messages_left_it_is_planned_anew(fact, planned_on):
    delivered()
    rise(fact)
    assert (run(), told_to()) == ((0, 0), [])
    assert planned_on(ON).planned == 1
    assert run() == (1, 1)
    assert (told_to(), states()) == ([FIRST], ["superseded", "sent"])


def test_raised_before_the_digest_it_is_planned_anew(fact, planned_on):
    for name in ("cmd_desk", "cmd_desk_2"):
        with acting(name) as person:
            prefer(by=person, at=MORNING - dt.timedelta(days=2), digest="daily", hour=9)
    delivered()
    rise(fact)
    assert (run(MORNING + dt.timedelta(hours=3)), told_to()) == ((0, 0), [])
    assert planned_on(ON).planned == 1
    run(MORNING + dt.timedelta(hours=4))
    assert run(MORNING + dt.timedelta(days=1, hours=3)) == (0, 1)
    assert told_to() == [FIRST]


def test_what_somebody_saw_before_it_was_raised_is_not_said_again(fact, planned_on):
    delivered()
    with acting("cmd_desk_2") as second:
        mark_seen([item.notice_id for item in inbox(to=second)], by=second, at=MORNING)
    rise(fact)
    run()
    assert (planned_on(ON).planned, told_to(), states()) == (0, [], ["sent"])


def test_what_was_lowered_meanwhile_is_told_to_those_it_was_delivered_to(fact):
    delivered()
    fact.label_id = intern("unclassified").pk
    assert run() == (0, 2)
    assert told_to() == [FIRST, SECOND]
