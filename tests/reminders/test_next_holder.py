"""A clearance withdrawn on the way: who lost it gets nothing, and the office is told all the same."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from access.context import enter_subject
from access.models import Clearance
from access.service_subjects import service_subject
from access.services import grants
from access.services.labels import intern
from accounts.models import User
from foundation.clock import now
from reminders import dispatcher, registry
from reminders.models import Mail, Reminder
from reminders.selectors.inbox import inbox
from reminders.services.dispatch import deliver_batch
from reminders.services.outbox import mark_seen
from reminders.services.preferences import prefer
from reminders.services.reference import load_reference
from tests.cast import acting
from tests.reminders.conftest import TestDeadline

ON = dt.date(2030, 9, 16)
FIRST, SECOND = ["cmd_desk@example.invalid"], ["cmd_desk_2@example.invalid"]


@pytest.fixture
def due(deadline, planned_on):
    """To the Center's desk, where cmd_desk may read it and cmd_desk_2 may not."""
    planned_on(ON)
    return deadline


def run():
    return dispatcher.drain(day=lambda: ON)


def withdraw(name="cmd_desk"):
    Clearance.objects.filter(user__username=name).delete()


def disable():
    User.objects.filter(username="cmd_desk").update(is_active=False)


def clear(name, level="limited_official_use"):
    """As it is given: one officer proposes, another confirms."""
    withdraw(name)
    with acting("mod_security") as officer:
        waiting = grants.propose_clearance(
            by=officer, user=User.objects.get(username=name), level=level, starts_on=dt.date(2000, 1, 1)
        )
    with acting("mfa_security") as second:
        grants.confirm_clearance(waiting, by=second, at=now())


def state():
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        return Reminder.objects.visible_to(planner).get().state


def delivered():
    """In the inbox, the message still waits."""
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        assert deliver_batch(by=service, on=ON, at=timezone.now()) == 1


def test_withdrawn_after_planning_the_next_cleared_holder_is_told(due):
    withdraw()
    clear("cmd_desk_2")
    assert run() == (1, 1)
    assert [letter.to for letter in mail.outbox] == [SECOND]
    with acting("cmd_desk_2") as second:
        assert [item.record for item in inbox(to=second)] == ["TST-2030-AAAAA"]


def test_withdrawn_before_the_message_left_the_next_cleared_holder_is_told(due):
    delivered()
    withdraw()
    clear("cmd_desk_2")
    run()
    run()
    assert [letter.to for letter in mail.outbox] == [SECOND]
    with acting("cmd_desk_2") as second:
        assert len(inbox(to=second)) == 1


def test_with_nobody_cleared_it_stands_at_the_desk_and_is_sent_when_a_holder_comes(
    due, planned_on, signed_in
):
    delivered()
    withdraw()
    run()
    assert run() == (1, 0)
    assert (mail.outbox, state()) == ([], "vacant")
    planned_on(ON)
    assert run() == (0, 0)  # still nobody
    clear("cmd_desk_2")
    assert "Reached nobody" in signed_in("cmd_desk_2").get("/").content.decode()
    planned_on(ON)
    assert run() == (1, 1)
    assert [letter.to for letter in mail.outbox] == [SECOND]
    assert "Reached nobody" not in signed_in("cmd_desk_2").get("/").content.decode()


def test_who_gets_the_clearance_back_finds_one_notice_and_gets_the_message(due, planned_on):
    delivered()
    withdraw()
    run()
    run()
    clear("cmd_desk")
    planned_on(ON)
    assert run() == (1, 1)
    assert [letter.to for letter in mail.outbox] == [FIRST]
    with acting("cmd_desk") as first:
        assert len(inbox(to=first)) == 1


def test_who_lost_and_got_it_back_before_the_message_left_finds_one_line_in_it(due, planned_on):
    delivered()
    withdraw()
    planned_on(ON)
    delivered()
    assert state() == "vacant"
    clear("cmd_desk")
    planned_on(ON)
    delivered()
    run()
    (letter,) = mail.outbox
    assert (letter.to, letter.body.count("/tests/TST-2030-AAAAA/")) == (FIRST, 1)


@pytest.fixture
def two(due, planned_on, monkeypatch):
    """Another rule's day beside it, which everybody of the desk may read: one message tells of both."""
    other = TestDeadline(code="tests.other", label_id=intern("official_use").pk)
    monkeypatch.setattr(registry, "_rules", {due.code: due, other.code: other})
    load_reference(on=dt.date(2030, 1, 1))
    planned_on(ON)
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        assert deliver_batch(by=service, on=ON, at=timezone.now()) == 2
    return due


def state_of(code):
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        return Reminder.objects.visible_to(planner).get(rule__code=code).state


def test_what_a_message_left_without_has_reached_nobody(two, planned_on):
    with acting("cmd_desk_2") as second:
        prefer(by=second, at=timezone.now() - dt.timedelta(days=2), digest="daily", hour=0)
    clear("cmd_desk", level="official_use")
    clear("cmd_desk_2")
    run()
    (letter,) = [letter for letter in mail.outbox if letter.to == FIRST]
    assert letter.body.count("/tests/TST-2030-AAAAA/") == 1
    delivered()
    User.objects.filter(username="cmd_desk_2").update(is_active=False)
    planned_on(ON)
    run()
    assert (state_of(two.code), state_of("tests.other")) == ("vacant", "sent")


def test_what_was_seen_or_sent_is_not_told_again(due, planned_on):
    run()
    assert [letter.to for letter in mail.outbox] == [FIRST]
    withdraw()
    clear("cmd_desk_2")
    planned_on(ON)
    assert run() == (0, 0)
    assert state() == "sent"


def test_withdrawn_before_the_digest_it_is_told_to_the_next_holder(due):
    with acting("cmd_desk") as first:
        prefer(by=first, at=timezone.now() - dt.timedelta(days=2), digest="daily", hour=0)
    delivered()
    withdraw()
    clear("cmd_desk_2")
    at = dt.datetime.combine(ON, dt.time(9), dt.UTC)
    for _round in range(2):
        dispatcher.drain(clock=lambda: at, day=lambda: ON)
    assert [letter.to for letter in mail.outbox] == [SECOND]


def test_disabled_before_the_digest_the_next_holder_is_told(due, planned_on):
    with acting("cmd_desk") as first:
        prefer(by=first, at=timezone.now() - dt.timedelta(days=2), digest="daily", hour=0)
    delivered()
    disable()
    clear("cmd_desk_2")
    planned_on(ON)
    assert run() == (1, 1)
    assert [letter.to for letter in mail.outbox] == [SECOND]
    planned_on(ON)
    assert run() == (0, 0)


def test_whoever_has_no_address_has_no_message_to_lose_and_is_followed_all_the_same(due, planned_on):
    User.objects.filter(username="cmd_desk").update(email="")
    run()
    planned_on(ON)
    assert (mail.outbox, state()) == ([], "sent")
    withdraw()
    clear("cmd_desk_2")
    planned_on(ON)
    assert run() == (1, 1)
    assert [letter.to for letter in mail.outbox] == [SECOND]


def test_with_no_next_holder_what_the_disabled_never_saw_stands_at_the_desk(due, planned_on):
    User.objects.filter(username="cmd_desk").update(email="")
    run()
    disable()
    planned_on(ON)
    run()
    assert state() == "vacant"
    clear("cmd_desk_2")
    planned_on(ON)
    assert run() == (1, 1)


def test_what_whoever_has_no_address_saw_is_not_told_again(due, planned_on):
    User.objects.filter(username="cmd_desk").update(email="")
    run()
    with acting("cmd_desk") as first:
        mark_seen([item.notice_id for item in inbox(to=first)], by=first, at=timezone.now())
    disable()
    clear("cmd_desk_2")
    planned_on(ON)
    assert (run(), state()) == ((0, 0), "sent")


def test_a_message_that_cannot_be_composed_holds_up_no_other_and_is_shown(due, monkeypatch):
    User.objects.filter(username="cmd_desk").update(email="nobody@example.invalid\nBcc: x@example.invalid")
    clear("cmd_desk_2")
    run()
    for days in range(1, 9):
        later = timezone.now() + dt.timedelta(days=days)
        dispatcher.drain(clock=lambda at=later: at, day=lambda: ON)
    assert [letter.to for letter in mail.outbox if letter.to == SECOND] == [SECOND]
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        states = dict(Mail.objects.visible_to(service).values_list("user__username", "state"))
    assert states == {"cmd_desk": "dead", "cmd_desk_2": "sent"}
