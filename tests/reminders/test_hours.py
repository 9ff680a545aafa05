"""What runs by the clock: told by the hour, in the night and on free days too, whatever the digest or quiet hours."""

import datetime as dt
from dataclasses import dataclass, field

import pytest
from django.core import mail
from django.db import connection
from django.db.models import BigIntegerField, DateField, DateTimeField, F, Value
from django.test.utils import CaptureQueriesContext

from access.context import enter_subject
from access.models import Label
from access.service_subjects import service_subject
from access.services.labels import intern
from reminders import dispatcher, registry
from reminders.engine import OffsetUnit
from reminders.models import Reminder, Rule
from reminders.registry import Audience, RuleDefaults
from reminders.services.planning import plan, plan_hours
from reminders.services.preferences import prefer
from reminders.services.reference import load_reference
from tests.cast import acting
from tests.reminders.conftest import TestDeadline

DUE = dt.datetime(2030, 10, 20, 1, 30, tzinfo=dt.UTC)  # half past five on a Sunday at home
HOUR = dt.timedelta(hours=1)


@dataclass
class Instant(TestDeadline):
    """A reply due within hours."""

    __test__ = False
    code: str = "tests.reply"
    defaults: RuleDefaults = field(
        default_factory=lambda: RuleDefaults(
            offsets=(-12, -1, 1), audience=(Audience(role="cmd_desk"),), unit=OffsetUnit.HOURS, legal=True,
            escalate_to="imcd_head", escalate_after=3,
        )
    )  # fmt: skip
    due_at: dt.datetime = DUE

    def deadlines(self):
        rows = Label.objects.filter(pk=self.label_id if self.stands else 0)
        return rows.annotate(
            reference=Value("TST-2030-BBBBB"), label_id=F("id"), due_on=Value(self.due_at.date(), DateField()),
            due_at=Value(self.due_at, DateTimeField()), mission_id=Value(None, BigIntegerField()),
            office_id=Value(None, BigIntegerField()),
        ).values("reference", "label_id", "due_on", "due_at", "mission_id", "office_id")  # fmt: skip


@pytest.fixture
def reply(db, monkeypatch):
    rule = Instant(label_id=intern("limited_official_use").pk)
    monkeypatch.setattr(registry, "_rules", {rule.code: rule})
    load_reference(on=dt.date(2030, 1, 1))
    return rule


def planned(at):
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        return sum(result.planned for result in plan_hours(by=planner, at=at))


def rows():
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        found = Reminder.objects.visible_to(planner).select_related("office").order_by("id")
        return [(r.offset, r.office.code, r.state, r.due_at) for r in found]


def told(at):
    return dispatcher.drain(clock=lambda: at, day=lambda: at.date())


def test_each_offset_is_planned_in_its_hour_and_once(reply):
    assert planned(DUE - 12 * HOUR - dt.timedelta(minutes=1)) == 0
    assert [planned(DUE - 12 * HOUR), planned(DUE - 12 * HOUR), planned(DUE - 2 * HOUR)] == [1, 0, 0]
    told(DUE - 12 * HOUR)
    assert planned(DUE - HOUR) == 1
    assert rows() == [(-12, "cmd-desk", "sent", DUE), (-1, "cmd-desk", "pending", DUE)]


def test_the_plan_of_the_day_leaves_it_alone(reply):
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        assert plan(by=planner, on=DUE.date()) == []


def test_every_minute_it_looks_through_its_own_reminders_alone(reply):
    planner = service_subject("planner")
    for unit in (OffsetUnit.HOURS, OffsetUnit.DAYS):
        Rule.objects.filter(code=reply.code).update(unit=unit)
        with enter_subject(planner, "test"), CaptureQueriesContext(connection) as queries:
            plan_hours(by=planner, at=DUE - 24 * HOUR)
        looked = [
            one["sql"]
            for one in queries.captured_queries
            if "GROUP BY" in one["sql"] and "MIN(" in one["sql"]
        ]
        assert len(looked) == (2 if unit == OffsetUnit.HOURS else 0)
        assert all('"rule_id" IN (' in sql for sql in looked)


def test_it_is_sent_at_once_in_the_night_of_a_sunday_to_who_has_chosen_a_digest(reply):
    Rule.objects.filter(code=reply.code).update(quiet_from=dt.time(19), quiet_until=dt.time(8))
    with acting("cmd_desk") as person:
        prefer(by=person, at=DUE - 24 * HOUR, digest="weekly")
    planned(DUE - HOUR)
    assert told(DUE - HOUR) == (1, 1)
    assert len(mail.outbox) == 1


def test_unanswered_it_goes_up_the_chain_within_hours(reply):
    planned(DUE + 3 * HOUR)
    assert {row[:2] for row in rows()} == {(1, "cmd-desk"), (1000, "imcd-head")}


def test_answered_in_time_nothing_more_is_said(reply):
    planned(DUE - HOUR)
    reply.stands = False
    assert told(DUE - HOUR) == (1, 0)
    assert [row[2] for row in rows()] == ["superseded"]


def test_a_new_hour_on_the_same_day_takes_the_place_of_the_old_one(reply):
    planned(DUE - HOUR)
    reply.due_at = DUE + 2 * HOUR
    planned(DUE - HOUR)
    assert (-1, "cmd-desk", "superseded", DUE) in rows()


def test_an_hour_corrected_after_it_was_told_is_told_again(reply):
    planned(DUE - HOUR)
    told(DUE - HOUR)
    reply.due_at = DUE + 3 * HOUR
    assert planned(DUE + 2 * HOUR) == 1


def test_days_stay_days_and_hours_stay_hours(reply, signed_in):
    rule = Rule.objects.get(code=reply.code)
    body = {
        "offsets": "-12", "unit": "days", "is_legal": "on", "is_active": "on", "audience-TOTAL_FORMS": "0",
        "audience-INITIAL_FORMS": "0", "escalations-TOTAL_FORMS": "0", "escalations-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = signed_in("cmd_desk").post(f"/admin/reminders/rule/{rule.pk}/change/", body)
    assert answer.status_code == 400
    assert "what falls at an instant in hours" in answer.content.decode()
