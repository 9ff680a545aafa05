"""A record's own page says what will be told of it to which office, and what was told to whom."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.services.labels import intern
from accounts.models import User
from foundation.clock import now, today
from reminders import dispatcher
from reminders.models import Rule
from reminders.selectors.inbox import inbox
from reminders.selectors.of_record import of_record, when_words
from reminders.services.outbox import acknowledge_matter
from tests.agreements.instruments import V1_CLAUSE, in_force
from tests.attaches.scenes import a_posting, day
from tests.cast import acting, subject_of
from tests.missions.scene import approved, drafted, submitted
from tests.reminders.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db
ON = dt.date(2030, 10, 16)  # a Wednesday
RECORD = "TST-2030-AAAAA"


def read(name: str, on: dt.date = dt.date(2030, 9, 1), record: str = RECORD):
    with acting(name) as reader:
        return of_record(record, to=reader, on=on)


@pytest.fixture
def told(deadline, planned_on):
    planned_on(ON)
    dispatcher.drain(day=lambda: ON)
    return deadline


def test_what_will_be_told_stands_on_the_day_it_goes_out(deadline):
    found = read("cmd_desk")
    ahead = [(one.on, one.when, one.is_escalation) for one in found.to_come]
    assert ahead == [
        (dt.date(2030, 9, 16), "30 days before", False),
        (dt.date(2030, 10, 2), "14 days before", False),
        (ON, "on the day", False),
        (dt.date(2030, 10, 21), "5 days after", False),
        (dt.date(2030, 10, 30), "10 working days after", True),
    ]
    assert "Military Diplomacy" in found.to_come[0].offices[0] or found.to_come[0].offices
    assert found.told == ()


def test_a_legal_deadline_is_told_before_a_free_day_and_an_internal_one_after(deadline):
    deadline.due_on = dt.date(2030, 10, 19)  # a Saturday
    Rule.objects.update(offsets=[0])
    assert read("cmd_desk").to_come[0].on == dt.date(2030, 10, 21)
    Rule.objects.update(is_legal=True, is_at_once=False)
    assert read("cmd_desk").to_come[0].on == dt.date(2030, 10, 18)


def test_what_was_told_is_no_longer_to_come(told):
    found = read("cmd_desk", on=ON)
    assert [one.when for one in found.to_come] == ["5 days after", "10 working days after"]
    (one,) = found.told
    assert (one.when, one.is_escalation) == ("on the day", False)
    assert one.named


def test_people_of_ones_own_institution_are_named_with_what_they_did(told):
    with acting("cmd_desk") as clerk:
        acknowledge_matter(inbox(to=clerk)[0].notice_id, by=clerk, at=now())
    (one,) = read("cmd_desk", on=ON).told
    me = User.objects.get(username="cmd_desk").full_name
    (mine,) = [hearer for hearer in one.hearers if hearer.name == me]
    assert mine.acknowledged_at is not None
    assert one.acknowledged == one.seen == 1


def test_of_another_institution_the_office_and_a_count_are_said(told):
    told.label_id = intern("official_use").pk
    (one,) = read("cmd_desk", on=ON).told
    other = read("mfa_protocol", on=ON)
    for row in other.told:
        assert row.office == one.office
        assert row.named == ()
        assert len(row.hearers) == len(one.hearers)


def test_a_hidden_record_has_reminders_like_one_that_is_absent(told):
    told.label_id = intern("limited_official_use", compartments=("internal:mod",)).pk
    hidden, absent = (read("mfa_desk", record=record) for record in (RECORD, "TST-2030-BBBBB"))
    assert hidden.to_come == absent.to_come == ()


def test_what_is_done_is_not_announced_any_more(deadline):
    deadline.stands = False
    assert read("cmd_desk") == read("cmd_desk", record="TST-2030-BBBBB")


def test_distances_in_words():
    assert when_words(0) == "on the day"
    assert when_words(1) == "1 day after"
    assert when_words(-10, "working_days") == "10 working days before"


def test_as_many_questions_for_one_reminder_as_for_many(deadline, planned_on):
    def asked() -> int:
        with acting("cmd_desk") as clerk, CaptureQueriesContext(connection) as queries:
            of_record(RECORD, to=clerk, on=ON)
        return len(queries)

    planned_on(ON - dt.timedelta(days=30))
    dispatcher.drain(day=lambda: ON)
    few = asked()
    planned_on(ON)
    dispatcher.drain(day=lambda: ON)
    assert asked() == few


def test_the_plan_of_a_record_over_rest(told, api):
    answer = api("cmd_desk").get(f"/api/v1/reminders/of-record/?record={RECORD}")
    assert answer.status_code == 200
    found = answer.json()
    assert found["record"] == RECORD
    assert found["told_in_all"] == len(found["told"]) == 1
    assert found["told"][0]["hearers"][0]["name"]
    absent = api("cmd_desk").get("/api/v1/reminders/of-record/?record=TST-2030-BBBBB").json()
    assert (absent["to_come"], absent["told"]) == ([], [])


@pytest.mark.parametrize("query", ["", "record=", "record=" + "A" * 41, "record=%00", "record=A&colour=red"])
def test_bad_questions_are_told(api, query):
    answer = api("cmd_desk").get(f"/api/v1/reminders/of-record/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"]


def test_pages_of_records_show_them(signed_in):
    draft = drafted()
    case = submitted(draft)
    paper, posting = approved(), a_posting("in_post", first=-400, end=100)
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, day(-700), clause=V1_CLAUSE)
    pages = {
        f"/agreements/{agreement.reference}/": "cmd_desk",
        f"/papers/{paper.reference}/": "cmd_desk",
        f"/cases/{case.reference}/": "head_of_mission",
        f"/admin/attaches/posting/{posting.pk}/change/": "cmd_desk",
    }
    for address, name in pages.items():
        answer = signed_in(name).get(address)
        assert answer.status_code == 200, address
        assert re.search(r"(?i)>\s*reminders:?\s*<", answer.content.decode()), address
    shown = signed_in("cmd_desk").get(f"/agreements/{agreement.reference}/").content.decode()
    assert "To come" in shown
    assert str(today().year)
    assert subject_of("cmd_desk").full_name
