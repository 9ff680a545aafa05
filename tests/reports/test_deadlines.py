"""Deadlines and load: counted by hand against one deadline of the tests, under each reader's walls, as of a day."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.services.labels import intern
from foundation.clock import now, today
from foundation.errors import InvalidInput
from reminders import dispatcher
from reminders.selectors.inbox import inbox
from reminders.services.outbox import acknowledge_matter
from reports.selectors import deadlines
from tests.agreements.instruments import in_force
from tests.attaches.scenes import a_posting, day
from tests.cast import acting
from tests.reminders.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db
HERE = "/api/v1/reports/deadlines/"


def counted(name: str = "cmd_desk", as_of: dt.date | None = None, **asked: str) -> Any:
    with acting(name) as reader:
        return deadlines.build(to=reader, as_of=as_of or today(), **asked)


@pytest.fixture
def due(deadline):
    """In forty days, for the desk of the Center."""
    deadline.due_on = today() + dt.timedelta(days=40)
    return deadline


def test_it_counts_what_falls_due_by_kind(due):
    found = counted()
    (row,) = found.rows
    assert (row["name"], row["due"], row["late"], str(row["told"])) == (due.title, 1, 0, "0/1")
    assert row["references"] == ["TST-2030-AAAAA"]
    assert found.summary["not_told"] == 1


def test_it_counts_by_office_and_by_state(due):
    (row,) = counted(by="office").rows
    assert row["name"]
    assert [row["name"] for row in counted(by="country").rows] == ["no State"]


def test_the_period_bounds_what_is_counted(due):
    assert counted(period="quarter").summary["due"] == 1
    due.due_on = today() + dt.timedelta(days=200)
    assert [counted(period=period).summary["due"] for period in ("quarter", "half", "year")] == [0, 0, 1]
    due.due_on = today() - dt.timedelta(days=10)
    assert [counted(period=period).summary["late"] for period in ("year", "around", "past")] == [0, 1, 1]


def test_it_is_narrowed_by_office_kind_and_what_is_late(due):
    assert counted(office="cmd-desk").summary["due"] == 1
    assert counted(office="mfa-desk").summary["due"] == 0
    assert counted(kind=due.code).summary["due"] == 1
    assert counted(show="late").rows == []
    assert counted(country="TR").summary["due"] == 0


def test_told_and_taken_note_of_are_known_as_of_the_day(due, planned_on):
    later = today() + dt.timedelta(days=12)
    planned_on(later)
    dispatcher.drain(day=lambda: later)
    with acting("cmd_desk") as clerk:
        acknowledge_matter(inbox(to=clerk)[0].notice_id, by=clerk, at=now())
    (row,) = counted().rows
    assert (str(row["told"]), str(row["acknowledged"])) == ("1/1", "1/1")
    (row,) = counted(as_of=today() - dt.timedelta(days=1)).rows
    assert (str(row["told"]), str(row["acknowledged"])) == ("0/1", "0/1")


def test_what_was_told_and_stands_no_more_is_settled(due, planned_on):
    later = today() + dt.timedelta(days=12)
    planned_on(later)
    dispatcher.drain(day=lambda: later)
    assert counted().summary["settled"] == 0
    due.stands = False
    found = counted()
    assert (found.summary["due"], found.summary["settled"]) == (0, 1)
    assert counted(country="TR").summary["settled"] == 0
    assert counted(as_of=today() - dt.timedelta(days=1)).summary["settled"] == 0


def test_the_picture_shows_who_is_loaded_and_leads_to_what_it_counts(due):
    with acting("cmd_desk"):
        picture = deadlines.draw(counted(), today())
        months = deadlines.draw(counted(picture="months"), today())
    assert "Load of the offices" in picture.svg
    assert "/calendar/?office=cmd-desk" in picture.svg
    assert "Load of the offices by month" in months.svg
    assert f"day={due.due_on.replace(day=1)}" in months.svg


def test_what_is_late_comes_first_and_stands_apart(due):
    due.due_on = today() - dt.timedelta(days=3)
    (burden,) = counted().drawing.burdens
    assert (burden.code, burden.late, burden.soon, burden.later) == ("cmd-desk", 1, 0, 0)
    due.due_on = today() + dt.timedelta(days=30)
    (row,) = counted(by="office").rows
    assert (row["due"], row["late"], row["soon"]) == (1, 0, 1)
    (burden,) = counted(as_of=today() + dt.timedelta(days=31)).drawing.burdens
    assert (burden.late, burden.soon) == (1, 0)


def test_the_most_burdened_come_first():
    a_posting("in_post", end=-100)
    for i in range(3):
        a_posting("in_post", end=100 + i)
    ranks = [(-burden.late, -burden.soon) for burden in counted().drawing.burdens]
    assert ranks == sorted(ranks)
    late = [row["late"] for row in counted(by="office").rows]
    assert late == sorted(late, reverse=True)


def test_an_empty_report_still_draws(due):
    due.stands = False
    with acting("cmd_desk"):
        assert deadlines.draw(counted(), today()).svg


def test_more_than_can_be_counted_is_said(due, monkeypatch):
    monkeypatch.setattr(deadlines, "AT_MOST", 0)
    due.stands = True
    with acting("cmd_desk") as reader:
        monkeypatch.setattr(deadlines, "standing", _cut)
        with pytest.raises(InvalidInput) as refused:
            deadlines.build(to=reader, as_of=today())
    assert "choose a kind" in str(refused.value.fields["period"][0])


def _cut(*_args: Any, **_how: Any) -> Any:
    from reminders.selectors.standing import Page

    return Page((), 7)


def test_what_is_marked_above_a_reader_changes_nothing_for_him(due):
    due.label_id = intern("limited_official_use", compartments=("internal:mod",)).pk
    found = counted("mfa_desk", by="office")
    assert (found.rows, found.summary["due"], found.label_ids) == ([], 0, frozenset())


def test_a_hidden_record_changes_nothing():
    def seen() -> Any:
        return [
            (found.rows, found.summary, found.label_ids)
            for found in (
                counted("cmd_desk_2", by=by, period=period)
                for by in deadlines.GROUPS
                for period in deadlines.PERIODS
            )
        ]

    before = seen()
    with acting("cmd_desk") as clerk:
        hidden = in_force(clerk, day(-200), level="limited_official_use")
    rows = [row for period in deadlines.PERIODS for row in counted(period=period).rows]
    assert any(hidden.reference in row["references"] for row in rows)
    assert seen() == before


def test_a_state_is_counted_with_what_is_about_it():
    posting = a_posting("in_post", end=100)
    rows = {row["name"]: row for row in counted(by="country").rows}
    assert posting.reference in rows["Türkiye"]["references"]
    (handover,) = counted(country="TR", kind="postings.handover").rows
    assert handover["references"] == [posting.reference]
    assert counted(country="GE", kind="postings.handover").summary["due"] == 0


def test_more_rows_ask_no_more_questions():
    def questions() -> int:
        with CaptureQueriesContext(connection) as queries:
            counted(by="country")
        return len(queries)

    a_posting("in_post", end=100)
    few = questions()
    for number in range(3):
        a_posting("in_post", end=101 + number)
    assert questions() == few


def test_it_is_asked_over_rest_and_bad_words_are_told(due, api, signed_in):
    reader = api("leadership_reader", scope="read")
    found = reader.get(HERE, {"by": "office"}).json()
    assert found["report"] == "deadlines"
    for wrong in (
        {"by": "colour"},
        {"period": "ever"},
        {"kind": "x"},
        {"office": "x"},
        {"country": "ZZ"},
        {"picture": "x"},
        {"x": "1"},
    ):
        assert reader.get(HERE, wrong).status_code == 400
    page = signed_in("cmd_desk").get("/reports/deadlines/")
    assert page.status_code == 200
    assert "Load of the offices" in page.content.decode()
    for kind in ("csv", "xlsx", "pdf"):
        assert signed_in("cmd_desk").get(f"/reports/deadlines/?format={kind}").status_code == 200


def test_a_wrong_choice_of_a_report_is_told_beside_its_field(signed_in):
    shown = signed_in("cmd_desk").get("/reports/deadlines/", {"office": "nobody"}).content.decode()
    assert re.search(r'<p class="field-error" id="office_problem">There is no such choice', shown)
    assert 'aria-describedby="office_problem"' in shown
    assert "office: There" not in shown


def test_what_is_late_is_counted_unless_a_period_is_chosen(due, signed_in):
    due.due_on = today() - dt.timedelta(days=400)
    assert [counted(**asked).summary["late"] for asked in ({}, {"period": "year"})] == [1, 0]
    page = signed_in("cmd_desk").get("/reports/deadlines/").content.decode()
    assert "what is late, and the next twelve months" in page
    chosen = page[page.index('id="period"') :]
    assert "all" not in chosen[: chosen.index("</select>")].split("<option")[1]


def test_a_row_of_an_office_leads_to_the_calendar_of_that_office(due):
    (row,) = counted(by="office").rows
    assert deadlines.calendar_of(row).endswith(f"?office={row['code']}")
    assert not row["code"].isdecimal()
