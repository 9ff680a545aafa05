"""Several facts of one record may fall due on one day, each with a marking of its own: they are one reminder."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import BigIntegerField, DateField, F, Value

from access.context import enter_subject
from access.models import Label
from access.service_subjects import service_subject
from access.services.labels import intern
from reminders import dispatcher, registry
from reminders.models import Reminder, Rule, RuleAudience
from reminders.services.planning import Planned
from reminders.services.reference import load_reference
from tests.reminders.conftest import TestDeadline
from tests.reminders.test_next_holder import clear, withdraw

DUE = dt.date(2030, 10, 16)


@dataclass
class TwoFacts(TestDeadline):
    """Two passports of one person, say, that expire on one day."""

    __test__ = False
    stricter: int = 0

    def deadlines(self) -> Any:
        return Label.objects.filter(pk__in=[self.label_id, self.stricter]).annotate(
            reference=Value("TST-2030-AAAAA"), label_id=F("id"), due_on=Value(DUE, DateField()),
            mission_id=Value(None, BigIntegerField()), office_id=Value(None, BigIntegerField()),
        ).values("reference", "label_id", "due_on", "mission_id", "office_id")  # fmt: skip


@pytest.fixture
def facts(db, monkeypatch):
    plain, stricter = intern("official_use").pk, intern("limited_official_use", compartments=["personal"]).pk
    rule = TwoFacts(label_id=plain, stricter=stricter)
    monkeypatch.setattr(registry, "_rules", {rule.code: rule})
    load_reference(on=dt.date(2030, 1, 1))
    return rule


def test_they_are_told_once_under_the_marking_most_people_may_read(facts, planned_on):
    assert [planned_on(DUE).planned, planned_on(DUE).planned] == [1, 0]
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        assert [r.label_id for r in Reminder.objects.visible_to(planner)] == [facts.label_id]


def test_they_go_up_the_chain_once(facts, planned_on):
    planned_on(DUE)
    assert (
        planned_on(DUE + dt.timedelta(days=20)).planned == 2
    )  # the offset after the day, and the escalation


def test_a_marking_lowered_while_it_waits_is_planned_under_the_one_it_has_now(facts, planned_on):
    plain, facts.label_id = facts.label_id, facts.stricter
    planned_on(DUE)
    facts.label_id = plain
    facts.stricter = plain
    assert planned_on(DUE) == Planned(facts.code, 1, 1)
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        rows = Reminder.objects.visible_to(planner).order_by("id").values_list("label_id", "state")
        assert [state for _label, state in rows] == ["superseded", "pending"]
        assert rows[1][0] == plain


def test_a_day_that_comes_back_is_planned_anew_and_told_once(facts, planned_on):
    planned_on(DUE)
    both, facts.label_id, facts.stricter = (facts.label_id, facts.stricter), 0, 0
    assert planned_on(DUE).superseded == 1
    facts.label_id, facts.stricter = both
    assert [planned_on(DUE).planned, planned_on(DUE).planned] == [1, 0]


@pytest.fixture
def unlike(facts):
    """Neither marking is above the other: the lower level carries a list that the Center's desk is not on."""
    facts.label_id = intern("official_use", compartments=["personal"]).pk
    facts.stricter = intern("limited_official_use").pk
    return facts


def rows():
    """Office, marking and state of every reminder, in the order in which they were planned."""
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        found = Reminder.objects.visible_to(planner).order_by("id")
        return list(found.values_list("office__code", "label_id", "state"))


def run():
    return dispatcher.drain(day=lambda: DUE)


def test_an_office_that_may_read_one_of_them_is_told_of_that_one(unlike, planned_on):
    assert [planned_on(DUE).planned, planned_on(DUE).planned] == [1, 0]
    assert run() == (1, 1)
    assert rows() == [("cmd-desk", unlike.stricter, "sent")]


def test_each_office_is_told_under_a_marking_its_own_people_may_read(unlike, planned_on):
    RuleAudience(rule=Rule.objects.get(code=unlike.code), role="mod_personnel").save()
    planned_on(DUE)
    assert set(rows()) == {
        ("cmd-desk", unlike.stricter, "pending"),
        ("mod-personnel", unlike.label_id, "pending"),
    }


def test_what_nobody_could_read_is_said_by_a_fact_entered_later_that_somebody_may(unlike, planned_on):
    readable, unlike.stricter = unlike.stricter, unlike.label_id
    planned_on(DUE)
    assert run() == (1, 0)
    assert rows() == [("cmd-desk", unlike.label_id, "vacant")]
    unlike.stricter = readable
    assert planned_on(DUE) == Planned(unlike.code, 1, 1)
    assert run() == (1, 1)
    assert planned_on(DUE) == Planned(unlike.code, 0, 0)
    assert rows() == [("cmd-desk", unlike.label_id, "superseded"), ("cmd-desk", readable, "sent")]


def test_who_is_cleared_for_another_of_them_later_is_told_of_that_one(unlike, planned_on):
    withdraw()
    planned_on(DUE)
    run()
    assert planned_on(DUE) == Planned(unlike.code, 0, 0)
    clear("cmd_desk_2")
    planned_on(DUE)
    assert run() == (1, 1)
    assert [state for _office, _label, state in rows()] == ["superseded", "sent"]


def test_an_office_told_of_the_day_is_not_told_again_for_a_fact_more_people_may_read(unlike, planned_on):
    """It knows the record, the rule and the day: the other fact has nothing to add."""
    unlike.label_id = unlike.stricter
    planned_on(DUE)
    run()
    unlike.label_id = intern("official_use").pk
    assert planned_on(DUE) == Planned(unlike.code, 0, 0)
    assert rows() == [("cmd-desk", unlike.stricter, "sent")]
