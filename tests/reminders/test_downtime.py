"""Ten days without anybody running: one message per person, listing everything, and none the next time."""

import datetime as dt
from collections import Counter

import pytest
from django.core import mail
from django.utils import timezone

from access.context import enter_subject
from access.service_subjects import service_subject
from reminders import dispatcher
from reminders.models import Rule
from reminders.services.planning import plan
from reminders.services.preferences import prefer
from reminders.services.reference import load_reference
from tests import ground
from tests.cast import acting
from tests.reminders import numbered
from tests.reminders.herd import EXPECTED, LINE, by_mail

pytestmark = pytest.mark.django_db
BEFORE = dt.date(2030, 9, 16)
AFTER = BEFORE + dt.timedelta(days=10)
MATTERS = 120


@pytest.fixture
def rule(no_rules):
    """Every one falls due in the ten days."""
    known = numbered.register(AFTER, MATTERS, days=10)
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


def test_ten_days_of_downtime_are_one_message_for_each_person_and_none_the_next_time(rule):
    assert a_day(BEFORE) == (0, 0)
    a_day(AFTER)
    assert set(Counter(letter.to[0] for letter in mail.outbox).values()) == {1}
    assert listed() == expected(rule)
    assert a_day(AFTER) == (0, 0)


def test_of_several_reminders_that_came_meanwhile_the_latest_is_told(rule):
    Rule.objects.update(offsets=[-7, -3, 0])
    assert a_day(BEFORE)[0] > 0  # what is due within a week
    mail.outbox.clear()
    a_day(AFTER)
    assert set(Counter(letter.to[0] for letter in mail.outbox).values()) == {1}
    assert listed() == expected(rule)
    assert a_day(AFTER) == (0, 0)


@pytest.mark.parametrize("legal", [True, False])
def test_who_reads_a_digest_gets_one_message_too(rule, legal):
    Rule.objects.update(is_at_once=False, is_legal=legal)
    with acting("cmd_desk") as person:
        prefer(by=person, at=timezone.now(), digest="daily", hour=7)
    a_day(AFTER)
    mine = [letter for letter in mail.outbox if letter.to == ["cmd_desk@example.invalid"]]
    assert len(mine) == 1
    assert {
        who: what for who, what in Counter(letter.to[0] for letter in mail.outbox).items() if what > 1
    } == {}
