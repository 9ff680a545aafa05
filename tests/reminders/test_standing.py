"""Deadlines that stand, as a reader sees them: under his walls, in one statement, whatever the number of rows."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.managers import SealedManagerUsed
from access.services.labels import intern
from accounts.models import Office
from foundation.clock import now
from reminders import dispatcher
from reminders.models import Rule
from reminders.registry import rules
from reminders.selectors.deadlines import COLUMNS, output_columns
from reminders.selectors.inbox import inbox
from reminders.selectors.standing import Wanted, counts_by_day, first_said, standing
from reminders.services.outbox import acknowledge_matter
from tests.agreements.instruments import in_force
from tests.attaches.scenes import a_posting, day
from tests.cast import acting, subject_of
from tests.reminders.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db
ON = dt.date(2030, 10, 16)
OCTOBER = Wanted(dt.date(2030, 10, 1), dt.date(2030, 10, 31))


def read(name: str = "cmd_desk", wanted: Wanted = OCTOBER, **how):
    with acting(name) as reader:
        return standing(wanted, to=reader, **how)


def test_it_says_what_falls_due_when_and_for_whom(deadline):
    (row,) = read().rows
    assert (row.record, row.title, row.url) == (
        "TST-2030-AAAAA", "The name of the thing", "/tests/TST-2030-AAAAA/",
    )  # fmt: skip
    assert (row.rule, row.why, row.since, row.due_on) == (deadline.code, deadline.title, ON, ON)
    assert {name for _pk, name in row.offices} >= {Office.objects.get(code="cmd-desk").name}
    assert not row.told.is_told


def test_what_is_marked_above_a_reader_is_in_no_row_and_no_count(deadline):
    deadline.label_id = intern("limited_official_use", compartments=("internal:mod",)).pk
    with acting("mfa_desk") as reader:
        assert standing(OCTOBER, to=reader).total == 0
        assert counts_by_day(OCTOBER, to=reader) == {}


def test_only_the_window_is_read(deadline):
    assert read(wanted=Wanted(ON, ON)).total == 1
    assert read(wanted=Wanted(ON + dt.timedelta(days=1), ON + dt.timedelta(days=30))).total == 0
    assert read(wanted=Wanted(dt.date(1, 1, 1), ON - dt.timedelta(days=1))).total == 0


def test_an_office_finds_what_is_addressed_to_it(deadline):
    desk, other = subject_of("cmd_desk").office_id, subject_of("mfa_desk").office_id
    wanted = [Wanted(ON, ON, offices=offices) for offices in ((desk,), (other,), (other, desk), ())]
    assert [read(wanted=one).total for one in wanted] == [1, 0, 1, 0]


def test_who_was_told_beside_the_audience_finds_it_too(deadline, planned_on):
    late = ON + dt.timedelta(days=20)
    planned_on(late)
    dispatcher.drain(day=lambda: late)
    with acting("imcd_head") as head:
        assert standing(Wanted(ON, ON, offices=(head.office_id,)), to=head).total == 1


def test_a_rule_out_of_use_reminds_nobody_and_stands_nowhere(deadline):
    Rule.objects.update(is_active=False)
    assert read().total == 0


def test_what_is_only_said_after_a_day_falls_due_when_it_is_said(deadline):
    Rule.objects.update(offsets=[7, 14])
    (row,) = read().rows
    assert (row.since, row.due_on) == (ON, ON + dt.timedelta(days=7))
    assert first_said(Rule(offsets=[-3, 1])) == 0


def test_it_says_who_was_told_and_who_took_note(deadline, planned_on):
    planned_on(ON)
    dispatcher.drain(day=lambda: ON)
    (row,) = read().rows
    assert row.told.is_told
    assert (row.told.seen, row.told.acknowledged) == (0, 0)
    with acting("cmd_desk") as clerk:
        acknowledge_matter(inbox(to=clerk)[0].notice_id, by=clerk, at=now())
    (row,) = read().rows
    assert (row.told.seen, row.told.acknowledged) == (1, 1)
    assert row.told.people == 1


def test_a_limit_says_how_many_there_are(deadline):
    page = read(limit=0)
    assert (page.rows, page.is_cut, read(skip=5).total) == ((), False, 1)


def test_nobody_reads_as_somebody_else(deadline):
    with acting("cmd_desk"), pytest.raises(SealedManagerUsed):
        counts_by_day(OCTOBER, to=subject_of("mfa_desk"))


@pytest.mark.parametrize("name", ["cmd_desk", "mfa_protocol", "attache", "leadership_reader", "auditor"])
def test_every_rule_of_the_house_reads_under_every_reader(name):
    with acting(name) as reader:
        assert standing(Wanted(day(-20_000), day(20_000)), to=reader).total >= 0
    for rule in rules().values():
        assert set(output_columns(rule.deadlines())) - {"due_at"} == set(COLUMNS)


def test_ten_rows_ask_as_many_questions_as_one():
    def asked() -> tuple[int, int]:
        with acting("cmd_desk") as clerk, CaptureQueriesContext(connection) as queries:
            page = standing(Wanted(day(-800), day(800), rule="postings.handover"), to=clerk)
        return page.total, len(queries)

    a_posting("in_post", end=90)
    few, questions = asked()
    for place in range(4):
        a_posting("in_post", end=100 + place)
    assert asked() == (few + 4, questions)


def test_a_hidden_record_changes_nothing_for_who_may_not_see_it():
    def seen() -> object:
        with acting("cmd_desk_2") as reader:
            window = Wanted(day(-20_000), day(20_000))
            return standing(window, to=reader), counts_by_day(window, to=reader)

    before = seen()
    with acting("cmd_desk") as clerk:
        hidden = in_force(clerk, day(-700), level="limited_official_use")
        every = standing(Wanted(day(-20_000), day(20_000)), to=clerk).rows
    assert hidden.reference in {row.record for row in every}
    assert seen() == before
