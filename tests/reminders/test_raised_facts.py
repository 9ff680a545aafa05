"""A fact of a record is raised on its way: under the marking it had it is told to nobody any more, and is not lost."""

import datetime as dt

import pytest
from django.core import mail

from access.context import enter_subject
from access.service_subjects import service_subject
from access.services.labels import intern
from reminders import dispatcher, registry
from reminders.models import Reminder, Rule, RuleEscalation
from reminders.selectors.inbox import inbox, notices
from reminders.selectors.telling import settled, tellings
from reminders.services.dispatch import deliver_batch
from reminders.services.outbox import acknowledge_matter, mark_seen, snooze
from reminders.services.preferences import prefer
from reminders.services.reference import load_reference
from tests.cast import acting
from tests.reminders.conftest import TestDeadline
from workspace.selectors.feed import feed_items

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
    assert (run(), states(), told_to()) == ((1, 0), ["raised"], [])
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


def found_by(name):
    """In the inbox, among all that was ever told, and in the calendar feed."""
    with acting(name) as reader:
        feed = feed_items(to=reader, level=2, on=ON, address=str)
        return (
            len(inbox(to=reader)),
            notices(to=reader).count(),
            len([one for one in feed if "TST" in one.uid]),
        )


def test_what_lapsed_unseen_is_found_nowhere_any_more(fact, planned_on):
    delivered()
    assert found_by("cmd_desk_2") == (1, 1, 1)
    rise(fact)
    run()
    assert found_by("cmd_desk_2") == (0, 0, 0)
    planned_on(ON)
    run()
    assert (found_by("cmd_desk_2"), found_by("cmd_desk")) == ((0, 0, 0), (1, 1, 0))


@pytest.fixture
def other(fact, planned_on, monkeypatch):
    """Another rule's day of the same record, which nobody raises."""
    rule = TestDeadline(code="tests.other", label_id=fact.label_id)
    monkeypatch.setattr(registry, "_rules", {fact.code: fact, rule.code: rule})
    load_reference(on=dt.date(2030, 1, 1))
    planned_on(ON)
    service = service_subject("dispatcher")
    with enter_subject(service, "test"):
        assert deliver_batch(by=service, on=ON, at=MORNING) == 2
    rise(fact)
    run()
    return rule


def test_taking_note_of_a_matter_or_putting_it_off_leaves_alone_what_lapsed(other):
    with acting("cmd_desk_2") as second:
        ((one, count),) = [(line.notice_id, len(inbox(to=second))) for line in inbox(to=second)]
        until = ON + dt.timedelta(days=7)
        assert len(snooze(one, until=until, reason="On the way", by=second, on=ON)) == 1
        assert acknowledge_matter(one, by=second, at=MORNING) == count == 1


def test_nobody_counts_as_told_of_what_lapsed(other, fact):
    with acting("cmd_desk") as reader:
        keys = [
            (rule, "TST-2030-AAAAA", fact.due_on)
            for rule in Rule.objects.order_by("code").values_list("pk", flat=True)
        ]
        found = tellings(keys, to=reader)
        assert {Rule.objects.get(pk=key[0]).code: one.people for key, one in found.items()} == {
            "tests.other": 2
        }
        days = settled(ON, fact.due_on, to=reader, before=MORNING + dt.timedelta(days=1))
        assert {one.rule for one in days} == {"tests.other"}


@pytest.fixture
def alone(deadline):
    """Told thirty days ahead and never after."""
    Rule.objects.update(offsets=[-30])
    RuleEscalation.objects.all().delete()
    deadline.label_id = intern("official_use").pk
    return deadline


@pytest.mark.parametrize("days", [20, 100])
@pytest.mark.parametrize("reached", [True, False])
def test_however_long_past_its_day_it_is_said_anew(alone, planned_on, days, reached):
    planned_on(ON)
    late = alone.due_on + dt.timedelta(days=days)
    if reached:
        delivered()
    rise(alone)
    run(dt.datetime.combine(late, dt.time(3), dt.UTC))
    assert (states(), told_to()) == (["raised"], [])
    assert [planned_on(late).planned, planned_on(late).planned] == [1, 0]
    run(dt.datetime.combine(late, dt.time(4), dt.UTC))
    assert (told_to(), states()) == ([FIRST], ["superseded", "sent"])


@pytest.mark.parametrize("days", [20, 100])
def test_what_waited_as_a_vacancy_is_said_anew_under_a_marking_somebody_may_read(alone, planned_on, days):
    alone.label_id = intern("limited_official_use", compartments=["personal"]).pk
    planned_on(ON)
    run()
    assert states() == ["vacant"]
    alone.label_id = intern("official_use").pk
    late = alone.due_on + dt.timedelta(days=days)
    assert planned_on(late).planned == 1
    run(dt.datetime.combine(late, dt.time(3), dt.UTC))
    assert (told_to(), states()) == ([FIRST, SECOND], ["superseded", "sent"])


def test_a_later_day_that_lapsed_overtakes_nothing(fact, planned_on):
    Rule.objects.update(offsets=[-30])
    service = service_subject("planner")
    with enter_subject(service, "test"):
        row = Reminder.objects.visible_to(service).get()
        Reminder(
            rule_id=row.rule_id, record=row.record, due_on=row.due_on, offset=-14, office_id=row.office_id,
            planned_on=ON, state="superseded", label_id=row.label_id,
        ).save(force_insert=True)  # fmt: skip
    planned_on(ON)
    assert states() == ["pending", "superseded"]
