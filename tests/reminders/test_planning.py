"""Planning asks "due and not yet planned", so it may run twice, late, or not for ten days."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import now
from reminders import dispatcher
from reminders.models import Reminder, Rule, RuleEscalation
from reminders.selectors.inbox import inbox
from reminders.services.outbox import acknowledge_matter
from tests.cast import subject_of

DAY = dt.date


def rows():
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        return [
            (r.offset, r.office.code, r.state)
            for r in Reminder.objects.visible_to(planner).select_related("office").order_by("id")
        ]


def test_nothing_is_planned_before_the_first_offset(deadline, planned_on):
    assert planned_on(DAY(2030, 9, 13)).planned == 0


def test_the_first_offset_reaches_the_office_of_the_rule(deadline, planned_on):
    assert planned_on(DAY(2030, 9, 16)).planned == 1
    assert rows() == [(-30, "cmd-desk", "pending")]


def test_planning_twice_plans_once(deadline, planned_on):
    planned_on(DAY(2030, 9, 16))
    assert planned_on(DAY(2030, 9, 16)).planned == 0


def test_after_downtime_only_the_latest_offset_is_said(deadline, planned_on):
    planned_on(DAY(2030, 10, 16))
    assert rows() == [(0, "cmd-desk", "pending")]


def test_a_later_offset_replaces_one_that_was_never_delivered(deadline, planned_on):
    planned_on(DAY(2030, 9, 16))
    assert planned_on(DAY(2030, 10, 2)).superseded == 1
    assert rows() == [(-30, "cmd-desk", "superseded"), (-14, "cmd-desk", "pending")]


def test_an_internal_reminder_waits_for_the_working_day(deadline, planned_on):
    deadline.due_on = DAY(2030, 10, 27)  # its day 0 is a Sunday
    assert [planned_on(DAY(2030, 10, 26)).planned, planned_on(DAY(2030, 10, 27)).planned] == [1, 0]
    assert rows() == [(-14, "cmd-desk", "pending")]


def test_a_legal_deadline_is_told_on_the_working_day_before(deadline, planned_on):
    Rule.objects.filter(code=deadline.code).update(is_legal=True, offsets=[0])
    deadline.due_on = DAY(2030, 10, 27)  # Sunday
    assert planned_on(DAY(2030, 10, 24)).planned == 0
    assert planned_on(DAY(2030, 10, 25)).planned == 1


def test_an_emergency_is_told_on_its_day_whatever_day_that_is(deadline, planned_on):
    Rule.objects.filter(code=deadline.code).update(is_at_once=True, offsets=[0])
    deadline.due_on = DAY(2030, 10, 27)  # Sunday
    assert planned_on(DAY(2030, 10, 27)).planned == 1


def test_a_rule_cannot_move_both_ways(deadline):
    with pytest.raises(IntegrityError, match="rule_moves_one_way"), transaction.atomic():
        Rule.objects.filter(code=deadline.code).update(is_legal=True, is_at_once=True)


def test_a_deadline_long_past_when_it_was_entered_is_history(deadline, planned_on):
    assert planned_on(DAY(2031, 2, 1)).planned == 0


def test_a_missed_deadline_goes_up_the_chain_after_ten_working_days(deadline, planned_on):
    planned_on(DAY(2030, 10, 21))
    planned_on(DAY(2030, 11, 5))
    assert (1000, "imcd-head", "pending") in rows()


def test_what_goes_up_on_the_day_itself_waits_for_the_working_day(deadline, planned_on):
    RuleEscalation.objects.update(after=0)
    deadline.due_on = DAY(2030, 10, 27)  # Sunday
    assert [planned_on(DAY(2030, 10, day)).planned for day in (26, 27, 28)] == [1, 0, 2]
    assert (1000, "imcd-head", "pending") in rows()


def test_of_a_legal_deadline_it_goes_up_on_the_working_day_before(deadline, planned_on):
    Rule.objects.filter(code=deadline.code).update(is_legal=True, offsets=[0])
    RuleEscalation.objects.update(after=0)
    deadline.due_on = DAY(2030, 10, 27)  # Sunday
    assert [planned_on(DAY(2030, 10, day)).planned for day in (24, 25, 27)] == [0, 2, 0]


def test_a_moved_date_supersedes_what_is_pending(deadline, planned_on):
    planned_on(DAY(2030, 9, 16))
    deadline.due_on = DAY(2031, 1, 15)
    assert planned_on(DAY(2030, 9, 17)).superseded == 1


def test_what_was_told_of_a_day_that_moved_lapses_and_comes_back_with_it(deadline, planned_on):
    """An act that moves it does so at once (test_lapsing.py); what passes by time alone lapses here."""
    planned_on(DAY(2030, 9, 16))
    dispatcher.drain(day=lambda: DAY(2030, 9, 16))
    assert rows() == [(-30, "cmd-desk", "sent")]
    deadline.due_on = DAY(2031, 1, 15)
    assert planned_on(DAY(2030, 9, 17)).superseded == 1
    assert rows() == [(-30, "cmd-desk", "superseded")]
    deadline.due_on = DAY(2030, 10, 16)
    assert [planned_on(DAY(2030, 9, 17)).planned, planned_on(DAY(2030, 9, 17)).planned] == [1, 0]


def test_an_escalation_stays_until_its_deadline_is_gone(deadline, planned_on):
    late = DAY(2030, 11, 5)
    planned_on(late)
    dispatcher.drain(day=lambda: late)
    with enter_subject(subject_of("imcd_head"), "test") as head:
        acknowledge_matter(inbox(to=head)[0].notice_id, by=head, at=now())
    assert planned_on(late).superseded == 0
    with enter_subject(subject_of("cmd_desk"), "test") as desk:
        assert len(inbox(to=desk)) == 1
    deadline.stands = False
    assert planned_on(late).superseded == 2
    with enter_subject(subject_of("cmd_desk"), "test") as desk:
        assert inbox(to=desk) == []


def test_who_may_not_read_the_record_does_not_see_its_reminder(deadline, planned_on):
    planned_on(DAY(2030, 9, 16))
    with enter_subject(subject_of("cmd_desk_2"), "test") as second:
        assert not Reminder.objects.visible_to(second).exists()
