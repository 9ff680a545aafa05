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
from reminders import registry
from reminders.models import Reminder
from reminders.services.outbox import supersede
from reminders.services.planning import Planned
from reminders.services.reference import load_reference
from tests.reminders.conftest import TestDeadline

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
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        assert supersede("TST-2030-AAAAA", to=planner) == 1
    assert [planned_on(DUE).planned, planned_on(DUE).planned] == [1, 0]
