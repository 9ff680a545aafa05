"""Reminders of one matter are one line; stacks say how they age; numbers read as people say them, in both languages."""

import datetime as dt

import pytest
from django.utils import translation

from approvals.selectors.inbox import ageing_words, case_inbox
from foundation.clock import now, today
from missions.models import MissionPaper
from missions.selectors.co_drafting import Waiting
from missions.services import submissions
from reminders import dispatcher
from reminders.selectors.inbox import by_matter, inbox
from reminders.services.outbox import acknowledge_matter
from tests.cast import acting
from tests.missions.scene import drafted
from tests.reminders.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db
ON = dt.date(2030, 10, 16)


@pytest.fixture
def told_thrice(deadline, planned_on):
    """One record of which its desk was reminded three times, and another of which it was reminded once."""
    for day in (ON - dt.timedelta(days=30), ON - dt.timedelta(days=14), ON):
        planned_on(day)
        dispatcher.drain(day=lambda day=day: day)
    return deadline


def test_one_matter_is_one_line_however_often_it_was_told(told_thrice, signed_in):
    with acting("cmd_desk") as clerk:
        items = inbox(to=clerk)
        (matter,) = by_matter(items)
    assert len(items) == len(matter.items) > 1
    assert (matter.first.record, matter.title) == ("TST-2030-AAAAA", "The name of the thing")
    assert matter.rules == ("A thing of the tests falls due",)
    shown = signed_in("cmd_desk").get("/inbox/").content.decode()
    assert shown.count(">The name of the thing<") == 1
    assert f"{len(items)} reminders" in shown
    assert signed_in("cmd_desk").get("/").content.decode().count(">The name of the thing<") == 1


def test_taken_note_is_of_the_matter_and_of_nobody_elses(told_thrice, signed_in):
    with acting("cmd_desk") as clerk:
        first = inbox(to=clerk)[0].notice_id
        count = len(inbox(to=clerk))
    assert signed_in("cmd_desk_2").post(f"/inbox/{first}/acknowledge/").status_code == 404
    assert signed_in("cmd_desk").post(f"/inbox/{first}/acknowledge/").status_code == 302
    with acting("cmd_desk") as clerk:
        assert inbox(to=clerk) == []
        assert acknowledge_matter(first, by=clerk, at=now()) == 1 < count


def test_a_stack_says_how_many_are_late_and_how_long_the_oldest_waits(signed_in):
    paper = drafted()
    with acting("attache") as by:
        submissions.submit(paper, by=by, at=now(), on=today() - dt.timedelta(days=21))
        found = case_inbox(to=by, on=today())
    assert found.mine_ageing.startswith("1 is late, the longest has waited ")
    assert ageing_words([]) == ""
    assert "1 is late, the longest has waited" in signed_in("attache").get("/inbox/").content.decode()
    two = [*found.mine, *found.mine]
    assert ageing_words(two).startswith("2 are late, ")


@pytest.mark.parametrize(("count", "words"), [(1, "1 remark blocks it"), (2, "2 remarks block it")])
def test_what_blocks_is_counted_as_people_say_it(count, words):
    with translation.override("en"):
        assert Waiting(MissionPaper(), blocking=count).words == words
