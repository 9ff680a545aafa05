"""Ten days, or thirty, without anybody running: one message per person, listing everything, and none the next time."""

import datetime as dt
from collections import Counter

import pytest
from django.core import mail
from django.utils import timezone

from access.context import enter_subject
from access.service_subjects import service_subject
from audit.services.events import record
from foundation.clock import today
from reminders import dispatcher
from reminders.models import Rule, RuleEscalation
from reminders.services.planning import plan
from reminders.services.preferences import prefer
from reminders.services.reference import load_reference
from tests import ground
from tests.cast import acting
from tests.reminders import numbered
from tests.reminders.conftest import TestDeadline
from tests.reminders.herd import EXPECTED, LINE, by_mail

LATE = 20  # days: more than the fortnight a daily plan looks back
pytestmark = pytest.mark.django_db
BEFORE = dt.date(2030, 9, 16)
MATTERS = 120


@pytest.fixture(params=[10, 30])
def rule(no_rules, request):
    """Every one falls due in these days."""
    known = numbered.register(BEFORE + dt.timedelta(days=request.param), MATTERS, days=request.param)
    load_reference(on=BEFORE)
    return known


def a_day(on):
    """Planned, and delivered: by nine o'clock at home, everybody in one zone."""
    at = dt.datetime.combine(on, dt.time(5), dt.UTC)
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=on)
    return dispatcher.drain(clock=lambda: at, day=lambda: on)


def expected(rule):
    with ground.owner() as owner:
        return by_mail(Counter(owner.execute(EXPECTED, rule.values).fetchall()))


def listed():
    return Counter(
        (letter.to[0], reference) for letter in mail.outbox for reference in LINE.findall(letter.body)
    )


def test_days_of_downtime_are_one_message_for_each_person_and_none_the_next_time(rule):
    assert a_day(BEFORE) == (0, 0)
    a_day(rule.due_on)
    assert set(Counter(letter.to[0] for letter in mail.outbox).values()) == {1}
    assert listed() == expected(rule)
    assert a_day(rule.due_on) == (0, 0)


def test_of_several_reminders_that_came_meanwhile_the_latest_is_told(rule):
    Rule.objects.update(offsets=[-7, -3, 0])
    assert a_day(BEFORE)[0] > 0  # what is due within a week
    mail.outbox.clear()
    a_day(rule.due_on)
    assert set(Counter(letter.to[0] for letter in mail.outbox).values()) == {1}
    assert listed() == expected(rule)
    assert a_day(rule.due_on) == (0, 0)


@pytest.mark.parametrize("legal", [True, False])
def test_who_reads_a_digest_gets_one_message_too(rule, legal):
    Rule.objects.update(is_at_once=False, is_legal=legal)
    with acting("cmd_desk") as person:
        prefer(by=person, at=timezone.now(), digest="daily", hour=7)
    a_day(BEFORE)
    a_day(rule.due_on)
    mine = [letter for letter in mail.outbox if letter.to == ["cmd_desk@example.invalid"]]
    assert len(mine) == 1
    assert {
        who: what for who, what in Counter(letter.to[0] for letter in mail.outbox).items() if what > 1
    } == {}


@pytest.fixture
def said_once(deadline, planned_on):
    """Told on its day and never after; the last plan was made before it."""
    Rule.objects.update(offsets=[0])
    RuleEscalation.objects.all().delete()
    deadline.due_on = today() - dt.timedelta(days=LATE)
    deadline.stands = False
    planned_on(deadline.due_on - dt.timedelta(days=5))
    deadline.stands = True
    return deadline


def test_what_was_entered_meanwhile_with_a_day_long_past_is_history(said_once, planned_on):
    with acting("cmd_desk"):
        record("tests.entered", reference="TST-2030-AAAAA", label_id=said_once.label_id)
    assert planned_on(today()).planned == 0
    said_once.due_on = today() - dt.timedelta(days=3)
    assert planned_on(today()).planned == 1


def test_what_was_there_is_told_however_long_nobody_planned(said_once, planned_on):
    assert planned_on(today()).planned == 1
    assert planned_on(today()).planned == 0


def test_on_a_day_after_a_plan_the_same_is_history(said_once, planned_on):
    said_once.stands = False
    planned_on(today() - dt.timedelta(days=1))
    said_once.stands = True
    assert planned_on(today()).planned == 0


def test_a_rule_that_was_switched_off_meanwhile_leaves_alone_what_fell_due_without_it(said_once, planned_on):
    Rule.objects.update(is_active=False)
    a_day(today() - dt.timedelta(days=1))
    Rule.objects.update(is_active=True)
    assert planned_on(today()).planned == 0


def test_a_rule_that_failed_so_long_is_caught_up_with_too(said_once, planned_on, monkeypatch):
    def broken(self):
        raise ValueError("cannot be asked")

    with monkeypatch.context() as while_it_fails:
        while_it_fails.setattr(TestDeadline, "deadlines", broken)
        assert planned_on(today() - dt.timedelta(days=1)).failed
    assert planned_on(today()).planned == 1
